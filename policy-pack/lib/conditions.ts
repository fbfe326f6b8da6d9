import { isCidr, isInside, isOpen, privateRanges } from "./cidr";
import { asRecord } from "./props";
import { type Props } from "./unknowns";

/** Condition keys that tie a caller to an account, an organization, a resource or a network. */
const ofCallers =
  /^(aws:(sourceaccount|sourcearn|sourceowner|sourceorgid|sourceorgpaths|sourcevpc|sourcevpce|principalaccount|principalarn|principalorgid|principalorgpaths)|kms:(calleraccount|viaservice)|s3:dataaccesspoint(account|arn))$/;

/** Condition keys that tie what is called to an account or an organization. */
const ofResources = /^(aws:resource(account|orgid|orgpaths)|s3:resourceaccount)$/;

/** Condition keys that tell keys, or what they are used for, apart. */
const ofKeys =
  /^(aws:(resourcetag\/.+|calledvia(first|last)?)|kms:(viaservice|encryptioncontext:.+|encryptioncontextkeys|resourcealiases|requestalias))$/;

/** Condition keys that hold the address of a caller. */
const ofAddresses = /^aws:(sourceip|vpcsourceip)$/;

/** Operators that hold for the listed values only. One such as StringEqualsIfExists also holds where the key is absent. */
const ofTexts = /^(foranyvalue:)?(string|arn)(equals|like|equalsignorecase)$/;

/** Ids of organizations and networks, of which the part that tells them apart is wild. */
const anyId = /^(o|r|ou|vpc|vpce)-[*?]/;

/** A condition of a statement: one operator on one key, both in lower case. */
interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly unknown[];
}

/** Whether the conditions let through only known callers. */
export function narrowsCallers(conditions: Props): boolean {
  return (
    narrows(conditions, ofCallers) ||
    conditionsIn(conditions).some(
      ({ operator, key, values }) =>
        operator === "ipaddress" && ofAddresses.test(key) && values.every(isLimited),
    )
  );
}

/** Whether the conditions let through only calls to known resources. */
export function narrowsResources(conditions: Props): boolean {
  return narrows(conditions, ofResources);
}

/** Whether the conditions let through only some keys, or only one use of them. */
export function narrowsKeys(conditions: Props): boolean {
  return narrows(conditions, ofKeys);
}

/** Whether requests without TLS are all that the conditions let through, and none of those is left out. */
export function isPlainHttpOnly(conditions: Props): boolean {
  const [condition, ...others] = conditionsIn(conditions);
  return (
    others.length === 0 &&
    condition !== undefined &&
    ["bool", "boolifexists"].includes(condition.operator) &&
    condition.key === "aws:securetransport" &&
    condition.values.every((value) => String(value).toLowerCase() === "false")
  );
}

function narrows(conditions: Props, keys: RegExp): boolean {
  return conditionsIn(conditions).some(
    ({ operator, key, values }) =>
      ofTexts.test(operator) &&
      keys.test(key) &&
      values.every((value) => typeof value === "string" && !isAnything(value)),
  );
}

/** IAM ignores the case of operators and keys. A condition without values is left out: nothing meets it. */
function conditionsIn(conditions: Props): Condition[] {
  return Object.entries(conditions)
    .flatMap(([operator, entries]) =>
      Object.entries(asRecord(entries) ?? {}).map(([key, value]) => ({
        operator: operator.toLowerCase(),
        key: key.toLowerCase(),
        values: Array.isArray(value) ? (value as readonly unknown[]) : [value],
      })),
    )
    .filter(({ values }) => values.length > 0);
}

/** Whether anything matches the pattern, or what belongs to any account or organization. */
function isAnything(pattern: string): boolean {
  const parts = pattern.split(":");
  const isArn = /^arn[*?]*$/.test(parts[0] ?? "");
  const isWild = parts.slice(isArn ? 3 : 0).every((part) => /^[*?]*$/.test(part));
  const account = isArn && parts.length > 5 ? (parts[4] ?? "") : "";
  return isWild || /[*?]/.test(account) || anyId.test(pattern);
}

/** Whether the value is an address, or a range that is not a large part of the internet. */
function isLimited(value: unknown): boolean {
  if (typeof value !== "string") {
    return false;
  }
  const range = value.includes("/") ? value : `${value}/${value.includes(":") ? 128 : 32}`;
  return isCidr(range) && (isInside(range, privateRanges) || !isOpen(range));
}
