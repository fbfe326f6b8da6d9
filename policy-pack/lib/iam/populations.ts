import { type Narrowing } from "./condition-keys";
import { narrows } from "./conditions";
import { isAboutAction, isAboutResource, permits } from "./access";
import { type Statement } from "./statements";
import { isWild, withoutVariables } from "./wildcards";

/*
 * Whether a document is about every resource of a kind. Patterns have endless ways to say "all" in
 * an ARN (`key/*-*`: every UUID has a hyphen), and several can do so together. So the document is
 * asked about samples of the kind, in the account and region that its own patterns name: one that
 * reaches half of them, without naming any, tells them apart by nothing that a person meant.
 */

/** A kind of resources, by the service and the resource parts of sample ARNs. */
export interface Population {
  readonly service: string;
  readonly resources: readonly string[];
  /** Whether its ARNs have no region, as IAM's. */
  readonly isGlobal?: boolean;
}

const size = 32;
const share = 0.5;

/** Deterministic digits of a base, as a generator of random ones would give. */
function digits(seed: number, length: number, alphabet: string): string {
  let state = (seed + 1) * 2_654_435_761;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return alphabet.charAt(Math.floor((state / 2 ** 32) * alphabet.length));
  }).join("");
}

function samples(make: (seed: number) => string): readonly string[] {
  return Array.from({ length: size }, (_, seed) => make(seed));
}

const hex = (seed: number, length: number) => digits(seed, length, "0123456789abcdef");
const letters = (seed: number, length: number) =>
  digits(seed, length, "abcdefghijklmnopqrstuvwxyz");

function uuid(seed: number): string {
  const all = hex(seed, 32);
  const version = `4${all.slice(13, 16)}`;
  const variant = `${"89ab".charAt(seed % 4)}${all.slice(17, 20)}`;
  return [all.slice(0, 8), all.slice(8, 12), version, variant, all.slice(20)].join("-");
}

/** Names as people give them: several words, most of them with hyphens between. */
function name(seed: number): string {
  const words = Array.from({ length: seed % 8 === 0 ? 1 : 2 + (seed % 2) }, (_, index) =>
    letters(seed * 7 + index, 4 + ((seed + index) % 5)),
  );
  return words.join("---/_".charAt(seed % 5));
}

export const populations = {
  keys: { service: "kms", resources: samples((seed) => `key/${uuid(seed)}`) },
  regionalKeys: { service: "kms", resources: samples((seed) => `key/mrk-${hex(seed, 32)}`) },
  secrets: {
    service: "secretsmanager",
    resources: samples((seed) => `secret:${name(seed)}-${letters(seed + 99, 6)}`),
  },
  roles: { service: "iam", resources: samples((seed) => `role/${name(seed)}`), isGlobal: true },
  users: { service: "iam", resources: samples((seed) => `user/${name(seed)}`), isGlobal: true },
  groups: { service: "iam", resources: samples((seed) => `group/${name(seed)}`), isGlobal: true },
  policies: {
    service: "iam",
    resources: samples((seed) => `policy/${name(seed)}`),
    isGlobal: true,
  },
} as const satisfies Record<string, Population>;

/** Whether the document allows one of the actions on every resource of the kind. */
export function reachesEvery(
  document: readonly Statement[],
  actions: readonly string[],
  population: Population,
  narrowing: Narrowing,
): boolean {
  return actions.some((action) => {
    const allowing = document.filter(
      (statement) => permits(statement, action) && !narrows(statement.conditions, narrowing),
    );
    return allowing.length > 0 && reaches(allowing, denialsOf(document, action), population);
  });
}

function denialsOf(document: readonly Statement[], action: string): Statement[] {
  return document.filter(
    (statement) =>
      statement.effect === "Deny" &&
      statement.conditions.length === 0 &&
      isAboutAction(statement, action),
  );
}

function reaches(
  allowing: readonly Statement[],
  denying: readonly Statement[],
  population: Population,
): boolean {
  const open = allowing.map(withOpenPatterns);
  if (open.every(({ resources, notResources }) => resources.length === 0 && !notResources)) {
    return false;
  }
  return placesOf(allowing, population).some((place) => {
    const reached = population.resources.filter((resource) => {
      const arn = `${place}:${resource}`;
      return (
        open.some((statement) => isAboutResource(statement, arn)) &&
        !denying.some((statement) => isAboutResource(statement, arn))
      );
    });
    return reached.length >= population.resources.length * share;
  });
}

/** The statement's patterns that can match a sample: those without a wildcard name one resource. */
function withOpenPatterns({ resources, notResources }: Statement) {
  return { resources: resources.map(withoutVariables).filter(isWild), notResources };
}

/** Most documents name one place; more than these would only cost time. */
const mostPlaces = 32;

/** The beginnings of ARNs that the patterns name, with something where a pattern is wild. */
function placesOf(
  statements: readonly Statement[],
  { service, isGlobal = false }: Population,
): readonly string[] {
  const patterns = statements.flatMap(({ resources }) => ["arn", ...resources]);
  const places = patterns.map((pattern) => {
    const [, partition, , region, account] = withoutVariables(pattern).split(":");
    const place = isGlobal ? "" : instance(region, "us-east-1");
    return `arn:${instance(partition, "aws")}:${service}:${place}:${instance(account, "999988887777")}`;
  });
  return [...new Set(places)].slice(0, mostPlaces);
}

/** A text that the pattern matches. */
function instance(pattern: string | undefined, otherwise: string): string {
  const text = (pattern ?? "").replaceAll("*", "").replaceAll("?", "1");
  return text === "" ? otherwise : text;
}
