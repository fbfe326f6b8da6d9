/** Publishes the packages at a tag; those whose version is published already are left as they are. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type ReleasedPackage, releaseFaults } from "../release";

const project = resolve(__dirname, "../../..");
const workspaces = ["components", "policy-pack"];

const { values } = parseArgs({
  options: { tag: { type: "string", default: "" }, "dry-run": { type: "boolean", default: false } },
});
const packages = workspaces.map(packageIn);
const faults = releaseFaults(values.tag, packageIn("."), packages);
if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
for (const [index, { name, version }] of packages.entries()) {
  if (isPublished(name, version)) {
    console.log(`${name} ${version} is published already.`);
  } else {
    publish(join(project, workspaces[index] ?? ""), values["dry-run"]);
  }
}

function packageIn(folder: string): ReleasedPackage {
  const read = (file: string) => readFileSync(join(project, folder, file), "utf8");
  const { name, version } = JSON.parse(read("package.json")) as { name: string; version: string };
  return { name, version, changelog: read("CHANGELOG.md") };
}

function isPublished(name: string, version: string): boolean {
  return spawnSync("npm", ["view", `${name}@${version}`, "version"]).stdout.length > 0;
}

function publish(folder: string, isDryRun: boolean): void {
  const rehearsed = isDryRun ? ["--dry-run"] : ["--provenance"];
  const { status } = spawnSync("npm", ["publish", "--access", "public", ...rehearsed], {
    cwd: folder,
    stdio: "inherit",
  });
  if (status !== 0) process.exit(1);
}
