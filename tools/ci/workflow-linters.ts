import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pythonEnvironment } from "@landing-zone/aws-emulator/server/environment";

const project = resolve(__dirname, "../..");
const workflows = ".github/workflows";
/** A Go program without a package that npm or pip could install without a download from elsewhere. */
const actionlintModule = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12";
const goBinaries = join(project, ".local", "bin");

/** The linters' findings on the workflows. */
export interface WorkflowFindings {
  /** One text for each linter that found something. */
  readonly findings: readonly string[];
  /** A linter that is not to be had on this machine, and why. */
  readonly notices: readonly string[];
}

/**
 * Runs zizmor from the project's Python environment, and actionlint: the one on the `PATH`, or one
 * that Go builds into `.local/bin`.
 *
 * @param onProgress Told what is being installed when something has to be.
 */
export async function workflowFindings(
  onProgress: (message: string) => void,
): Promise<WorkflowFindings> {
  const { zizmor } = await pythonEnvironment(onProgress);
  const actionlint = actionlintExecutable(onProgress);
  return {
    findings: [
      ...outcome(zizmor, ["--offline", "--quiet", "--color", "never", workflows]),
      ...(actionlint === undefined ? [] : outcome(actionlint, ["-no-color"])),
    ],
    notices:
      actionlint === undefined
        ? ["actionlint was not run: it is not on the PATH, and there is no Go to build it with."]
        : [],
  };
}

function outcome(executable: string, args: readonly string[]): readonly string[] {
  const { status, stdout, stderr, error } = spawnSync(executable, args, {
    cwd: project,
    encoding: "utf8",
  });
  if (error) throw error;
  return status === 0 ? [] : [`${stdout}${stderr}`.trim()];
}

function actionlintExecutable(onProgress: (message: string) => void): string | undefined {
  if (spawnSync("actionlint", ["-version"]).status === 0) return "actionlint";
  const built = join(goBinaries, "actionlint");
  if (existsSync(built)) return built;
  if (spawnSync("go", ["version"]).status !== 0) return undefined;
  onProgress("Building actionlint with Go (first time only)");
  mkdirSync(goBinaries, { recursive: true });
  const { status } = spawnSync("go", ["install", actionlintModule], {
    cwd: goBinaries,
    env: { ...process.env, GOBIN: goBinaries },
  });
  return status === 0 ? built : undefined;
}
