import { type DangerousChange } from "@landing-zone/change-guard/index";
import { nameOf, typeOf } from "@landing-zone/plan/urn";
import { type Verdict } from "./allowances";
import { escaped } from "./markdown";

/**
 * The change guard's report, in Markdown for a summary or a comment.
 *
 * @param refused Changes that Pulumi itself refuses because the resource is protected.
 */
export function guardReport(
  { open, allowed, unused }: Verdict,
  refused: readonly DangerousChange[] = [],
): string {
  const report = [
    ...refusedLines(refused),
    ...openLines(open),
    ...(open.length + refused.length === 0 && allowed.length > 0
      ? ["Every dangerous change is allowed."]
      : []),
    ...allowed.flatMap(([change, { reason }]) => [
      "",
      ...changeLines(change),
      `  Allowed: ${escaped(reason)}`,
    ]),
    ...unused.map(({ resource }) => `\nUnused allowance: ${escaped(resource)}`),
  ];
  return open.length + allowed.length + refused.length === 0
    ? [
        "No change would cut off the data centre, disturb a replication or lose data.",
        ...report,
      ].join("\n")
    : report.join("\n");
}

function refusedLines(refused: readonly DangerousChange[]): readonly string[] {
  if (refused.length === 0) return [];
  const title =
    refused.length === 1
      ? "1 protected resource would be replaced or deleted"
      : `${refused.length} protected resources would be replaced or deleted`;
  return [
    `**${title}: Pulumi refuses to deploy**`,
    "",
    ...refused.flatMap((change) => [
      ...changeLines(change),
      `  No allowance lifts the protection. If the change is meant: \`pulumi state unprotect '${change.urn}'\``,
    ]),
    "",
  ];
}

function openLines(open: readonly DangerousChange[]): readonly string[] {
  if (open.length === 0) return [];
  return [
    `**${open.length} dangerous ${open.length === 1 ? "change needs" : "changes need"} a decision**`,
    "",
    ...open.flatMap((change) => [
      ...changeLines(change),
      `  Allow it: \`${handleOf(change, open)}=<reason>\``,
    ]),
  ];
}

function changeLines({ urn, what, consequence, instead }: DangerousChange): readonly string[] {
  return [
    `- **${escaped(nameOf(urn))}** (${escaped(typeOf(urn))}) ${escaped(what)}.`,
    `  At AWS: ${escaped(consequence)}.`,
    `  Instead: ${escaped(instead)}.`,
  ];
}

/** The resource's name, or its URN where another dangerous change has the same name. */
function handleOf({ urn }: DangerousChange, changes: readonly DangerousChange[]): string {
  const isUnique = changes.filter((other) => nameOf(other.urn) === nameOf(urn)).length === 1;
  return isUnique ? nameOf(urn) : urn;
}
