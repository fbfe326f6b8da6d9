import * as fc from "fast-check";
import { showable } from "../../../policy-pack/lib/show";
import { type PlanResource, unknown } from "./plan";

/** A text that represents a secret: it must never be seen in a message. */
export const marker = "marker-of-a-secret";

const oddities: readonly unknown[] = [
  unknown,
  null,
  "",
  "{",
  "[]",
  '{"Statement":[null,1,{"Principal":[],"Action":{}}],"rules":{},"Logging":[]}',
  "x".repeat(20_000),
  0,
  -1,
  1e21,
  true,
  [],
  {},
  [null],
  [unknown],
  [[]],
  { a: unknown },
  { Statement: { Effect: "Allow" } },
];

/**
 * The plans that differ from the given one by a secret in place of one value or within it: in a text,
 * around the elements of a list, as the name of a property, anywhere in a document written as JSON.
 */
export function withSecretAnywhere(plan: readonly PlanResource[]): (readonly PlanResource[])[] {
  return plan.flatMap((resource, index) =>
    withSecretIn(resource.inputs).map((inputs) =>
      plan.with(index, { ...resource, inputs: inputs as PlanResource["inputs"] }),
    ),
  );
}

function withSecretIn(holder: object): unknown[] {
  return pathsIn(holder)
    .filter((path) => !path.some((key) => showable.has(key)))
    .flatMap((path) => {
      const value = path.reduce<unknown>((part, key) => (part as never)[key], holder);
      return [marker, ...withSecret(value)].map((secret) => replace(holder, path, secret));
    });
}

function withSecret(value: unknown): unknown[] {
  if (typeof value === "string") {
    const document = documentIn(value);
    const documents = document
      ? withSecretIn(document).map((changed) => JSON.stringify(changed))
      : [];
    return [`${marker}${value}`, `${value}${marker}`, ...documents];
  }
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    return [
      [marker, ...list],
      [...list, marker],
    ];
  }
  return typeof value === "object" && value !== null ? [{ ...value, [marker]: marker }] : [];
}

function documentIn(text: string): object | undefined {
  try {
    const document: unknown = JSON.parse(text);
    return typeof document === "object" && document !== null ? document : undefined;
  } catch {
    return undefined;
  }
}

/** Plans like the given ones, with oddities, unknown values and secrets at random places. */
export function scrambled(
  plans: readonly (readonly PlanResource[])[],
): fc.Arbitrary<readonly PlanResource[]> {
  const edit = fc.tuple(fc.nat(), fc.nat(), fc.constantFrom(...oddities, marker));
  return fc
    .tuple(fc.constantFrom(...plans), fc.array(edit, { minLength: 1, maxLength: 4 }))
    .map(([plan, edits]) => edits.reduce(scramble, plan));
}

function scramble(
  plan: readonly PlanResource[],
  [which, where, value]: readonly [number, number, unknown],
): readonly PlanResource[] {
  const index = which % Math.max(plan.length, 1);
  return plan.map((resource, i) => {
    const paths = pathsIn(resource.inputs);
    const path = i === index ? paths[where % Math.max(paths.length, 1)] : undefined;
    const isShown = value === marker && path?.some((key) => showable.has(key));
    return path === undefined || isShown
      ? resource
      : { ...resource, inputs: replace(resource.inputs, path, value) as PlanResource["inputs"] };
  });
}

function pathsIn(value: unknown): string[][] {
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, item]) => [
        [key],
        ...pathsIn(item).map((path) => [key, ...path]),
      ])
    : [];
}

function replace(holder: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) {
    return value;
  }
  if (Array.isArray(holder)) {
    return holder.map((item: unknown, i) =>
      String(i) === key ? replace(item, rest, value) : item,
    );
  }
  const entries = Object.entries(holder as object);
  return Object.fromEntries(
    entries.map(([name, item]) => [name, name === key ? replace(item, rest, value) : item]),
  );
}
