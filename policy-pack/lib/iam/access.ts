import { narrows, sparesOnly } from "./conditions";
import { type Principal } from "./principals";
import { type Statement } from "./statements";
import { contains, intersects, matches } from "./wildcards";

/*
 * Who may do what to which, from where: the answers that rules ask of a document. They err on the
 * open side. Several statements count together: a Deny takes back what an Allow gives, when it
 * surely applies to all of it.
 */

/** The statements that allow something to everybody, of any account, from anywhere. */
export function openStatements(document: readonly Statement[]): Statement[] {
  return effective(document, "callers").filter(
    (statement) => isForEverybody(statement) && !narrows(statement.conditions, "callers"),
  );
}

/** Whether the document allows something to everybody. */
export function isOpen(document: readonly Statement[] | undefined): boolean {
  return openStatements(document ?? []).length > 0;
}

/** The Allow statements that no Deny takes back for those who are not known. */
export function effective(
  document: readonly Statement[],
  narrowing: "callers" | "resources",
): Statement[] {
  const denials = document.filter(
    (statement) =>
      statement.effect === "Deny" &&
      deniesUnknown(statement) &&
      sparesOnly(statement.conditions, narrowing),
  );
  return document.filter(
    (statement) =>
      statement.effect === "Allow" && !denials.some((denial) => takesBack(denial, statement)),
  );
}

/** Whether the statement names everybody, or leaves out some. */
export function isForEverybody({ principals, exceptPrincipals }: Statement): boolean {
  return exceptPrincipals !== undefined || principals.some(({ kind }) => kind === "everybody");
}

/** Whether the Allow statement is about the action. */
export function permits({ effect, ...statement }: Statement, action: string): boolean {
  return effect === "Allow" && isAboutAction(statement, action);
}

/** Whether the statement, allowing or denying, is about the action. */
export function isAboutAction(
  { actions, notActions }: Pick<Statement, "actions" | "notActions">,
  action: string,
): boolean {
  const lower = action.toLowerCase();
  const isNamed = actions.some((pattern) => matches(pattern, lower));
  return isNamed || (notActions?.every((pattern) => !matches(pattern, lower)) ?? false);
}

/** Whether the statement, allowing or denying, is about the resource. */
export function isAboutResource(
  { resources, notResources }: Pick<Statement, "resources" | "notResources">,
  arn: string,
): boolean {
  const isNamed = resources.some((pattern) => matches(pattern, arn));
  return isNamed || (notResources?.every((pattern) => !matches(pattern, arn)) ?? false);
}

/** Whether an action pattern is `*`, or `*` of a service, or as wide as these. */
export function isEveryAction(pattern: string): boolean {
  const name = pattern.slice(pattern.indexOf(":") + 1);
  return name.includes("*") && /^[*?]+$/.test(name);
}

/** Whether the Deny is about those whom nobody names. */
function deniesUnknown({ principals, exceptPrincipals }: Statement): boolean {
  const isForAll = ({ kind }: Principal) => kind === "everybody";
  return exceptPrincipals === undefined
    ? principals.some(isForAll)
    : !exceptPrincipals.some(isForAll);
}

/** Whether the Deny is about every action and resource of the Allow. */
function takesBack(denial: Statement, allowed: Statement): boolean {
  return (
    covers(
      { named: denial.actions, left: denial.notActions },
      { named: allowed.actions, left: allowed.notActions },
    ) &&
    covers(
      { named: denial.resources, left: denial.notResources },
      { named: allowed.resources, left: allowed.notResources },
    )
  );
}

/** Patterns by name, or all but those that are left out. */
interface Range {
  readonly named: readonly string[];
  readonly left: readonly string[] | undefined;
}

function covers(outer: Range, inner: Range): boolean {
  const isCovered = (pattern: string) =>
    outer.named.some((wide) => contains(wide, pattern)) ||
    (outer.left?.every((spared) => !intersects(spared, pattern)) ?? false);
  const isWhole = inner.left === undefined || isCovered("*");
  return isWhole && inner.named.every(isCovered);
}
