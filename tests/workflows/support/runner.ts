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
import { projectDirectory } from "../../support/engine";
import { type WorkflowJob } from "./workflow";

/** What a command that needs an account or GitHub is made to say. */
export interface CannedAnswer {
  /** How its command line begins, such as `npx pulumi preview`. */
  readonly command: string;
  readonly stdout?: string;
  readonly exitCode?: number;
  /** Files that it leaves behind, by path. */
  readonly files?: Readonly<Record<string, string>>;
}

/** What a job's steps did. */
export interface JobRun {
  /** The command lines of the programs that stand for GitHub's, npm's and Pulumi's, in order. */
  readonly commands: readonly string[];
  readonly exitCode: number;
  readonly output: string;
  /** A file of the job's folder, or undefined when there is none. */
  readonly file: (path: string) => string | undefined;
}

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
 */
export function runJob(
  job: WorkflowJob,
  context: Readonly<Record<string, string>>,
  answers: readonly CannedAnswer[],
): JobRun {
  const folder = mkdtempSync(join(tmpdir(), "workflow-"));
  folders.push(folder);
  cpSync(join(projectDirectory, "tools/ci"), join(folder, "tools/ci"), { recursive: true });
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

/** Programs that write down how they were called and answer as they are told. @returns Their log. */
function standIns(folder: string, answers: readonly CannedAnswer[]): string {
  const bin = join(folder, "bin");
  const log = join(bin, "log");
  mkdirSync(bin);
  writeFileSync(log, "");
  const script = `
const { appendFileSync, mkdirSync, writeFileSync } = require("node:fs");
const { basename, dirname } = require("node:path");
const line = [basename(process.argv[1]), ...process.argv.slice(2)].join(" ").replaceAll("\\n", " ");
appendFileSync(${JSON.stringify(log)}, line + "\\n");
const answer = ${JSON.stringify(answers)}.find(({ command }) => line.startsWith(command)) ?? {};
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
