import { isDeepStrictEqual } from "node:util";

/** An expectation of a value that more than one value can meet. */
export class Expectation {
  constructor(
    /** The expected value, as the rest of "expected …". */
    readonly description: string,
    readonly isMetBy: (value: unknown) => boolean,
  ) {}
}

/** One of these values. */
export function oneOf(values: readonly unknown[]): Expectation {
  return new Expectation(`one of ${values.map(show).join(", ")}`, (value) =>
    values.includes(value),
  );
}

/** A list with all of these values, and perhaps others. */
export function including(...values: unknown[]): Expectation {
  return new Expectation(
    `a list with ${values.map(show).join(", ")}`,
    (value) => Array.isArray(value) && values.every((expected) => value.includes(expected)),
  );
}

/** The same values in any order. */
export function sameMembers(values: readonly string[]): Expectation {
  return new Expectation(
    `exactly ${[...values].sort().join(", ")}`,
    (value) =>
      Array.isArray(value) && isDeepStrictEqual(value.map(String).sort(), [...values].sort()),
  );
}

/** A number in a range, both ends included. */
export function between(least: number, most: number): Expectation {
  return new Expectation(
    `a number from ${least} to ${most}`,
    (value) => typeof value === "number" && value >= least && value <= most,
  );
}

/** A text that matches a pattern. */
export function matching(pattern: RegExp): Expectation {
  return new Expectation(
    `text like ${String(pattern)}`,
    (value) => typeof value === "string" && pattern.test(value),
  );
}

/** A name of this environment: every physical name ends with it. */
export function ofEnvironment(environment: string): Expectation {
  return new Expectation(
    `a name that ends with -${environment}`,
    (name) => typeof name === "string" && name.endsWith(`-${environment}`),
  );
}

/** A list of at least one value, each of which meets an expectation. */
export function everyOne(expectation: Expectation): Expectation {
  return new Expectation(
    `a list, each ${expectation.description}`,
    (value) => Array.isArray(value) && value.length > 0 && value.every(expectation.isMetBy),
  );
}

/** Any value but none: not absent, not empty. */
export const present = new Expectation(
  "a value",
  (value) => value !== undefined && value !== null && value !== "",
);

/**
 * Compares properties of a resource with the expected values.
 *
 * @param resource What is looked at, such as `Aurora cluster migration-aurora-dev`.
 * @param expected A value, or an {@link Expectation}, for each property that matters.
 * @returns One problem for each property that differs.
 */
export function differences<Resource extends object>(
  resource: string,
  actual: Resource,
  expected: { readonly [Property in keyof Resource]?: Resource[Property] | Expectation },
): string[] {
  return Object.entries(expected).flatMap(([property, wanted]) => {
    const value = actual[property as keyof Resource];
    const met =
      wanted instanceof Expectation ? wanted.isMetBy(value) : isDeepStrictEqual(value, wanted);
    const description = wanted instanceof Expectation ? wanted.description : show(wanted);
    return met ? [] : [`${resource}: ${property} is ${show(value)}, expected ${description}`];
  });
}

/** The problem when a condition does not hold, none when it does. */
export function unless(condition: boolean, problem: string): string[] {
  return condition ? [] : [problem];
}

/**
 * The problems of each of some resources. That there are none to look at is a problem too, so that
 * nothing holds just because nothing was found.
 *
 * @param kind What they are, in the singular, such as `database subnet`.
 */
export function ofEach<Resource>(
  kind: string,
  resources: readonly Resource[],
  problemsOf: (resource: Resource) => string[],
): string[] {
  return resources.length === 0
    ? [`no ${kind} was found, expected at least one`]
    : resources.flatMap(problemsOf);
}

/** The problems of several looks at once. One that fails is a problem, and hides no other. */
export async function allProblems(looks: readonly Promise<readonly string[]>[]): Promise<string[]> {
  const settled = await Promise.allSettled(looks);
  return settled.flatMap((look) =>
    look.status === "fulfilled" ? look.value : [messageOf(look.reason)],
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A value as a message shows it. */
function show(value: unknown): string {
  return value === undefined ? "absent" : JSON.stringify(value);
}
