import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Document, isCollection } from "yaml";
import { ConfigurationError } from "../../config/faults";
import { parseConfig } from "../../config/parse";
import { homeOf, isBound, isOfHome } from "./bound";
import { type Answer, configurationPath, homeIn, type Question } from "./questions";
import { type StackFiles } from "./stack-files";

const project = "migration-landing-zone";

/** The content of the new stack's file: the model with the answers, its comments kept. */
export function draftStack(
  model: Document,
  answers: readonly Answer[],
  stacks: StackFiles,
): Document {
  const draft = model.clone();
  // From the end, so that removing items of a list does not move the later ones.
  for (const [{ path }, answer] of answers.toReversed()) {
    if (answer !== "") draft.setIn(["config", ...path], answer);
    else if (isBoundIn(model, path)) leaveOut(draft, ["config", ...path]);
    else draft.deleteIn(["config", ...path]);
  }
  const home = homeIn(answers);
  if (!isOfHome("", homeOf(model), home))
    leaveOut(draft, ["config", `${project}:database`, "restoreFrom"]);
  if (stacks.hasServiceRolesIn(home.account)) {
    draft.setIn(["config", `${project}:dms`, "serviceRoles"], "existing");
  }
  return draft;
}

function isBoundIn(model: Document, path: readonly string[]): boolean {
  const value = model.getIn(["config", ...path]);
  return typeof value === "string" && isBound(value);
}

/** Deletes a value, and every map and list that has nothing else. */
function leaveOut(draft: Document, path: readonly string[]): void {
  if (!draft.hasIn(path)) return;
  draft.deleteIn(path);
  const around = path.slice(0, -1);
  const rest = draft.getIn(around);
  if (around.length > 1 && isCollection(rest) && rest.items.length === 0) leaveOut(draft, around);
}

/**
 * Checks a draft against the program's own schema and checks.
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
 * Faults of a draft with unanswered questions, one line each. Those of values that are still to be
 * asked for are left out.
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
