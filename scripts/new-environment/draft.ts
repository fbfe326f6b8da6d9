import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Document } from "yaml";
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
