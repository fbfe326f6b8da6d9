import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { projectDirectory } from "../../support/engine";
import { type WorkflowJob } from "./workflow";

/** The answer of a command that needs an account or GitHub. */
export interface CannedAnswer {
  /** The start of its command line, such as `npx pulumi preview`. */
  readonly command: string;
  /** Whether the npm script of the project answers. Default: false. */
  readonly isReal?: boolean;
  readonly stdout?: string;
  readonly exitCode?: number;
  /** Files that it leaves behind, by path. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Results of a job's steps. */
export interface JobRun {
  /** The command lines of the programs that stand for GitHub's, npm's and Pulumi's, in order. */
  readonly commands: readonly string[];
  readonly exitCode: number;
  readonly output: string;
  /** A file of the job's folder, or undefined when there is none. */
  readonly file: (path: string) => string | undefined;
}

const tsx = pathToFileURL(require.resolve("tsx")).href;

/** As `pulumi stack init --secrets-provider` writes it. */
const stackFile = "secretsprovider: awskms://alias/pulumi\nencryptedkey: AQICAHg=\nconfig: {}\n";

const commands = ["aws", "gh", "npm", "npx"];
const folders: string[] = [];

process.once("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/**
 * Runs the shell steps of a job as GitHub does, one after the other until one fails, with stand-ins
 * for the programs that need an account. Steps with `if: always()` run in any case.
 *
 * @param context The value of each `${{ expression }}` that the job's environment variables have.
 * @param files Files of the checkout, by path. Default: those of the project that the scripts need.
 */
export function runJob(
  job: WorkflowJob,
  context: Readonly<Record<string, string>>,
  answers: readonly CannedAnswer[],
  files: Readonly<Record<string, string>> = {},
): JobRun {
  const folder = mkdtempSync(join(tmpdir(), "workflow-"));
  folders.push(folder);
  cpSync(join(projectDirectory, "tools/ci"), join(folder, "tools/ci"), { recursive: true });
  for (const stack of ["dev", "staging", "prod"]) {
    writeFileSync(join(folder, `Pulumi.${stack}.yaml`), stackFile);
  }
  for (const [path, content] of Object.entries(files)) writeFileSync(join(folder, path), content);
  const log = standIns(folder, answers);
  let exitCode = 0;
  let output = "";
  for (const step of job.steps) {
    if (step.run === undefined || (exitCode !== 0 && step.if !== "always()")) continue;
    const { status, stdout, stderr } = spawnSync(
      "bash",
      ["--noprofile", "--norc", "-eo", "pipefail", "-c", step.run],
      {
        cwd: folder,
        encoding: "utf8",
        env: {
          PATH: `${join(folder, "bin")}:${process.env["PATH"] ?? ""}`,
          GITHUB_RUN_ID: "4711",
          GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
          ...expanded({ ...job.env, ...step.env }, context),
        },
      },
    );
    output += stdout + stderr;
    if (exitCode === 0) exitCode = status ?? 1;
  }
  const file = (path: string) =>
    existsSync(join(folder, path)) ? readFileSync(join(folder, path), "utf8") : undefined;
  return {
    commands: readFileSync(log, "utf8").split("\n").filter(Boolean),
    exitCode,
    output,
    file,
  };
}

/**
 * Programs that record their calls and give prepared answers.
 * @returns Their log.
 */
function standIns(folder: string, answers: readonly CannedAnswer[]): string {
  const bin = join(folder, "bin");
  const log = join(bin, "log");
  mkdirSync(bin);
  writeFileSync(log, "");
  const script = `
const { appendFileSync, mkdirSync, writeFileSync } = require("node:fs");
const { basename, dirname, join } = require("node:path");
const { spawnSync } = require("node:child_process");
const line = [basename(process.argv[1]), ...process.argv.slice(2)].join(" ").replaceAll("\\n", " ");
appendFileSync(${JSON.stringify(log)}, line + "\\n");
const answer = ${JSON.stringify(answers)}.find(({ command }) => line.startsWith(command)) ?? {};
if (answer.isReal) {
  const [, , script, , ...args] = process.argv.slice(2);
  const { scripts } = require(${JSON.stringify(join(projectDirectory, "package.json"))});
  const file = join(${JSON.stringify(projectDirectory)}, scripts[script].split(" ").at(-1));
  const run = spawnSync(process.execPath, ["--import", ${JSON.stringify(tsx)}, file, ...args], { stdio: "inherit" });
  process.exit(run.status ?? 1);
}
for (const [path, content] of Object.entries(answer.files ?? {})) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
process.stdout.write(answer.stdout ?? "");
process.exitCode = answer.exitCode ?? 0;
`;
  for (const command of commands) {
    writeFileSync(join(bin, command), `#!${process.execPath}\n${script}`);
    chmodSync(join(bin, command), 0o755);
  }
  return log;
}

function expanded(
  env: Readonly<Record<string, string>>,
  context: Readonly<Record<string, string>>,
): Record<string, string> {
  const value = (expression: string): string => {
    const known = context[expression];
    if (known === undefined) throw new Error(`The test gives no value for \${{ ${expression} }}`);
    return known;
  };
  return Object.fromEntries(
    Object.entries(env).map(([name, text]) => [
      name,
      text.replace(/\$\{\{ *(.+?) *\}\}/g, (_, expression: string) => value(expression)),
    ]),
  );
}
