import { type Danger } from "@landing-zone/change-guard/index";
import { nameOf, typeOf } from "@landing-zone/plan/urn";
import { type Verdict } from "./allowances";
import { escaped } from "./markdown";

/** What a gate says of the dangers of a plan, in Markdown for a summary or a comment. */
export function gateReport({ open, allowed, unused }: Verdict): string {
  if (open.length + allowed.length === 0) {
    return "No change would cut off the data centre, disturb a replication or lose what is kept.";
  }
  return [
    ...(open.length === 0
      ? ["Every dangerous change is allowed."]
      : [
          `**${open.length} dangerous ${open.length === 1 ? "change needs" : "changes need"} a decision**`,
          "",
          ...open.flatMap((danger) => [
            ...dangerLines(danger),
            `  Allow it: \`${handleOf(danger, open)}=<reason>\``,
          ]),
        ]),
    ...allowed.flatMap(([danger, { reason }]) => [
      "",
      ...dangerLines(danger),
      `  Allowed: ${escaped(reason)}`,
    ]),
    ...unused.map(({ resource }) => `\nAllowed in vain: ${escaped(resource)} is in no danger.`),
  ].join("\n");
}

function dangerLines({ urn, what, consequence, instead }: Danger): readonly string[] {
  return [
    `- **${escaped(nameOf(urn))}** (${escaped(typeOf(urn))}) ${escaped(what)}.`,
    `  At AWS: ${escaped(consequence)}.`,
    `  Instead: ${escaped(instead)}.`,
  ];
}

/** The shortest that means this resource and no other. */
function handleOf({ urn }: Danger, dangers: readonly Danger[]): string {
  const isUnique = dangers.filter((other) => nameOf(other.urn) === nameOf(urn)).length === 1;
  return isUnique ? nameOf(urn) : urn;
}
