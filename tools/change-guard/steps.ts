import { type Operation, type Step } from "@landing-zone/plan/step";
import { parsePropertyPath } from "@landing-zone/plan/property-path";
import { phaseTag } from "../../lib/tags";
import { type PlannedChange } from "./planned-change";

const operations: Readonly<Partial<Record<Operation, PlannedChange["operation"]>>> = {
  update: "update",
  replace: "replace",
  delete: "delete",
  forget: "delete",
};

/** The changes among the steps of a local deployment. */
export function plannedChanges(steps: readonly Step[]): readonly PlannedChange[] {
  return steps.flatMap(({ operation, urn, changes }) => {
    const planned = operations[operation];
    if (planned === undefined) return [];
    const properties = changes.map(({ path }) => String(parsePropertyPath(path)[0]));
    return [
      {
        urn,
        operation: planned,
        properties: [...new Set(properties)],
        isKept: operation === "forget",
        ...phaseIn(changes),
        outputs: {},
      },
    ];
  });
}

function phaseIn(changes: Step["changes"]): Pick<PlannedChange, "phase"> {
  const change = changes.find(({ path }) => path === `tags.${phaseTag}`);
  return change === undefined ? {} : { phase: { before: change.old, after: change.new } };
}
