import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Document } from "yaml";
import { ConfigurationError, formatPath } from "../../config/faults";
import { parseConfig } from "../../config/parse";
import { type Question } from "./questions";
import { type StackFiles } from "./stack-files";

const project = "migration-landing-zone";

/** The content of the new stack's file: the model with the answers, its comments kept. */
export function draftStack(
  model: Document,
  answers: readonly (readonly [Question, string])[],
  stacks: StackFiles,
): Document {
  const draft = model.clone();
  for (const [{ path }, answer] of answers) {
    if (answer !== "") draft.setIn(["config", ...path], answer);
  }
  const account = answers.find(([{ option }]) => option === "account")?.[1] ?? "";
  if (stacks.hasServiceRolesIn(account)) {
    draft.setIn(["config", `${project}:dms`, "serviceRoles"], "existing");
  }
  return draft;
}

/**
 * Holds a draft against the program's own schema and checks.
 *
 * @throws ConfigurationError that tells all faults at once.
 */
export function checkDraft(draft: Document, stack: string, directory: string): void {
  const { config = {} } = draft.toJS() as { config?: Record<string, unknown> };
  const own = Object.entries(config)
    .filter(([key]) => key.startsWith(`${project}:`))
    .map(([key, value]) => [key.slice(project.length + 1), value] as const);
  const region = config["aws:region"];
  parseConfig(Object.fromEntries(own), {
    project,
    stack,
    region: typeof region === "string" ? region : undefined,
    readFile: (path) => readFileSync(join(directory, path), "utf8"),
    today: new Date(),
  });
}

/**
 * What is wrong with a draft whose questions are answered in part, one line for each fault. Those of
 * values that are still to be asked for are left out.
 */
export function faultsSoFar(check: () => void, unanswered: readonly Question[]): readonly string[] {
  try {
    check();
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const later = unanswered.map(({ path }) => `${configurationPath(path)}:`);
    return error.faults.filter((fault) => !later.some((path) => fault.startsWith(path)));
  }
}

/** A path in a stack's file as faults name it: without the project, positions in brackets. */
function configurationPath(path: readonly string[]): string {
  const keys = path.map((key) => key.replace(`${project}:`, ""));
  return formatPath(keys.map((key) => (/^\d+$/.test(key) ? Number(key) : key)));
}
