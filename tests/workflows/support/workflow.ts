import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectDirectory } from "../../support/engine";

const folder = join(projectDirectory, ".github", "workflows");

/** A step of a job, as far as tests look at it. */
export interface WorkflowStep {
  readonly name?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A job of a workflow. */
export interface WorkflowJob {
  readonly needs?: string;
  readonly if?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly "timeout-minutes"?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly WorkflowStep[];
}

/** A GitHub workflow. */
export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, WorkflowJob>>;
}

/** Every workflow, by the name of its file. */
export const workflows: Readonly<Record<string, Workflow>> = Object.fromEntries(
  readdirSync(folder).map((file) => [
    file.replace(/\.yml$/, ""),
    parse(readFileSync(join(folder, file), "utf8")) as Workflow,
  ]),
);

/** The text of a workflow file. */
export function workflowText(name: string): string {
  return readFileSync(join(folder, `${name}.yml`), "utf8");
}
