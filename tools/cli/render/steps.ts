import { nameOf, typeOf, shortType } from "@landing-zone/plan/urn";
import { type Drift } from "@landing-zone/engine/deployment/refresh";
import { type Operation, type ShownChange, type Step } from "@landing-zone/plan/step";
import { type Colors } from "@landing-zone/plan-report/terminal/terminal";

/** Symbol of each operation. */
const signs: Readonly<Record<Operation, string>> = {
  create: "+",
  update: "~",
  replace: "±",
  delete: "-",
  forget: "·",
  same: " ",
};

/** One step as a line, followed by a line for each property that changes. */
export function renderStep({ operation, urn, changes }: Step, colors: Colors): readonly string[] {
  const paint = painterOf(operation, colors);
  const title = `${paint(signs[operation])} ${operation} ${nameOf(urn)} ${colors.cyan(shortType(typeOf(urn)))}`;
  return [title, ...renderChanges(changes, colors)];
}

/** Renders the differences between a resource and the state. */
export function renderDrift({ urn, kind, changes }: Drift, colors: Colors): readonly string[] {
  const title = `${colors.yellow(kind)} ${nameOf(urn)} ${colors.cyan(shortType(typeOf(urn)))}`;
  return [title, ...renderChanges(changes, colors)];
}

function renderChanges(changes: readonly ShownChange[], colors: Colors): readonly string[] {
  return changes.map((change) => {
    const replaces = change.replaces ? colors.red(" (replaces)") : "";
    const values = [change.old, change.new].filter((value) => value !== undefined).map(text);
    return `    ${change.kind} ${change.path}: ${colors.dim(values.join(" → "))}${replaces}`;
  });
}

/** A step that failed; the reason follows at the end. */
export function renderFailedStep(step: Step, colors: Colors): string {
  const { operation, urn } = step;
  return colors.red(`! ${operation} ${nameOf(urn)} ${shortType(typeOf(urn))} failed`);
}

/** How many resources of providers were created, updated and so on. */
export function renderStepCounts(steps: readonly Step[]): string {
  const counts = new Map<Operation, number>();
  for (const { operation, custom } of steps) {
    if (custom) counts.set(operation, (counts.get(operation) ?? 0) + 1);
  }
  const words: readonly (readonly [Operation, string])[] = [
    ["create", "created"],
    ["update", "updated"],
    ["replace", "replaced"],
    ["delete", "deleted"],
    ["forget", "retained"],
    ["same", "unchanged"],
  ];
  const parts = words.flatMap(([operation, word]) => {
    const count = counts.get(operation) ?? 0;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  return parts.length === 0 ? "nothing to do" : parts.join(", ");
}

function painterOf(operation: Operation, colors: Colors): (text: string) => string {
  switch (operation) {
    case "create":
      return colors.green;
    case "update":
    case "replace":
      return colors.yellow;
    case "delete":
      return colors.red;
    case "forget":
    case "same":
      return colors.dim;
  }
}

function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
