import * as fc from "fast-check";
import { showable } from "../../../policy-pack/lib/show";
import { type PlanResource, unknown } from "./plan";

/** A text that stands for a secret: it must never be seen in a message. */
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

/** The plans that differ from the given one by a secret in place of one value, or before a list. */
export function withSecretAnywhere(plan: readonly PlanResource[]): (readonly PlanResource[])[] {
  return plan.flatMap((resource, index) =>
    pathsIn(resource.inputs)
      .filter((path) => !path.some((key) => showable.has(key)))
      .flatMap((path) => secretsAt(resource.inputs, path))
      .map((inputs) => plan.with(index, { ...resource, inputs })),
  );
}

function secretsAt(inputs: PlanResource["inputs"], path: readonly string[]) {
  const value = path.reduce<unknown>((holder, key) => (holder as never)[key], inputs);
  return [marker, ...(Array.isArray(value) ? [[marker, ...(value as unknown[])]] : [])].map(
    (secret) => replace(inputs, path, secret) as PlanResource["inputs"],
  );
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
