import { type PlannedResource } from "@landing-zone/plan/plan";
import { type Rule } from "../../policy-pack/lib/rule";
import { type JsonSchema } from "@landing-zone/docs/json-schema";
import { type IntegrationCheck } from "../../checks/check";
import { type Item } from "./report";

/** A check's description of itself. */
export type CheckFacts = Pick<
  IntegrationCheck,
  "area" | "name" | "outputs" | "verifies" | "controls"
>;

/** Marks a check that verifies every declared property. */
const everyProperty = "*";

/** A test that holds what no check of a deployment can see. */
export interface TestLevelVerification {
  readonly type: string;
  readonly property: string;
  /** The full title of the test, with its suites. */
  readonly test: string;
  /** Why no integration check can see it. */
  readonly reason: string;
}

const nameOf = ({ area, name }: CheckFacts) => `${area} ${name}`;

/**
 * Each resource of a provider. It is verified by the checks that assert one of the properties that
 * the program gives it: a check of another property, or of the mere type, does not count.
 */
export function resourceItems(
  resources: readonly PlannedResource[],
  checks: readonly CheckFacts[],
  others: readonly TestLevelVerification[],
  titles: readonly string[],
): readonly Item[] {
  return resources
    .filter(({ custom }) => custom)
    .map(({ type, name, inputs }) => {
      const isAbout = (verified: { readonly type: string; readonly property: string }) =>
        verified.type === type &&
        (verified.property === everyProperty || inputs[verified.property] !== undefined);
      return {
        name: `${type} ${name}`,
        verifiedBy: [
          ...checks.filter(({ verifies }) => verifies.some(isAbout)).map(nameOf),
          ...others
            .filter((other) => isAbout(other) && titles.includes(other.test))
            .map(({ test }) => test),
        ],
      };
    });
}

/** Each output of a stack. It is verified by the checks that follow it. */
export function outputItems(
  outputs: readonly string[],
  checks: readonly CheckFacts[],
): readonly Item[] {
  return outputs.map((name) => ({
    name,
    verifiedBy: checks.filter((check) => check.outputs.some((it) => it === name)).map(nameOf),
  }));
}

/**
 * Each key of the configuration. It is verified by tests that refuse a value of it, by name:
 * `settings refuse … for <key>`.
 */
export function parameterItems(schema: JsonSchema, titles: readonly string[]): readonly Item[] {
  const tried = titles.flatMap((title) => {
    const [, key] = /^settings refuse .* for (\S+)$/.exec(title) ?? [];
    return key === undefined ? [] : [{ key, title }];
  });
  return leavesOf(schema).map((name) => {
    const pattern = new RegExp(`^${name.replaceAll(".", "\\.").replaceAll("*", "[^.]+")}$`);
    return { name, verifiedBy: tried.filter(({ key }) => pattern.test(key)).map((it) => it.title) };
  });
}

/** The keys that hold a value, with `*` for a name or a position of one's own. */
function leavesOf(schema: JsonSchema, key = ""): readonly string[] {
  const { properties = {}, additionalProperties, items } = schema;
  const at = (name: string) => (key === "" ? name : `${key}.${name}`);
  const members = [
    ...Object.entries(properties).map(([name, member]) => [at(name), member] as const),
    ...(typeof additionalProperties === "object" ? [[at("*"), additionalProperties] as const] : []),
    ...(items?.properties === undefined ? [] : [[at("*"), items] as const]),
  ];
  return members.length === 0 ? [key] : members.flatMap(([name, member]) => leavesOf(member, name));
}

/**
 * The security controls that apply to a stack: each rule about one of its resources or the stack as
 * a whole, and each FSBP control that such a rule holds. A rule is verified by a test that sees it
 * violated: `<rule> reports …`. A control is, by a check of a deployment or by the tests of its rules.
 */
export function controlItems(
  rules: readonly Rule[],
  types: ReadonlySet<string>,
  checks: readonly CheckFacts[],
  titles: readonly string[],
): readonly Item[] {
  const applying = rules.filter(
    (rule) => rule.types.length === 0 || rule.types.some((type) => types.has(type)),
  );
  const testsOf = ({ name }: Rule) =>
    titles.filter((title) => title.startsWith(`${name} reports `));
  const controls = new Set(applying.flatMap((rule) => rule.controls?.fsbp ?? []));
  return [
    ...applying.map((rule) => ({ name: `rule ${rule.name}`, verifiedBy: testsOf(rule) })),
    ...[...controls].sort().map((control) => ({
      name: control,
      verifiedBy: [
        ...checks.filter((check) => check.controls.includes(control)).map(nameOf),
        ...applying
          .filter((rule) => rule.controls?.fsbp?.includes(control) === true)
          .flatMap(testsOf),
      ],
    })),
  ];
}
