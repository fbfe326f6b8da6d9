import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { projectDirectory } from "../../support/engine";

/** Within the project, so that programs find its packages. */
const cache = join(projectDirectory, "node_modules/.cache/engine-tests");

const created: string[] = [];
process.once("exit", () => {
  for (const directory of created) {
    rmSync(directory, { recursive: true, force: true });
  }
});

/** A Pulumi project that is deleted after the tests. */
export interface TemporaryProject {
  readonly directory: string;
  /** Names of the files in its folder, to detect leftovers of a run. */
  readonly files: () => readonly string[];
}

/**
 * Writes a project with a plain JavaScript program and a stack called dev.
 * @param program Content of index.js.
 * @param files Further files by path, or others in place of the usual ones.
 */
export function temporaryProject(
  program: string,
  files: Readonly<Record<string, string>> = {},
): TemporaryProject {
  mkdirSync(cache, { recursive: true });
  const directory = mkdtempSync(join(cache, "project-"));
  created.push(directory);
  const all = {
    "Pulumi.yaml": `name: scratch
main: index.js
runtime: { name: nodejs, options: { typescript: false } }
`,
    "Pulumi.dev.yaml": "config: {}\n",
    "package.json": '{ "name": "scratch", "version": "1.0.0" }\n',
    "index.js": program,
    ...files,
  };
  for (const [path, content] of Object.entries(all)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content);
  }
  return { directory, files: () => readdirSync(directory).sort() };
}

/** The files of a policy pack in `policy-pack/`, with the given content of index.js. */
export function policyPackFiles(pack: string): Readonly<Record<string, string>> {
  return {
    "policy-pack/PulumiPolicy.yaml": "runtime: nodejs\nmain: index.js\n",
    "policy-pack/package.json": '{ "name": "scratch-pack", "version": "1.0.0" }\n',
    "policy-pack/index.js": pack,
  };
}
