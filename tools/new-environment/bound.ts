import { type Document } from "yaml";

const arn = /^arn:aws[a-z-]*:[^:]*:([^:]*):([^:]*):/;

/** Ids that AWS assigns: of resources in a VPC, and of hosted zones. */
const id = /^(?:(?:vpc|subnet|rtb|sg|pl|tgw)-[0-9a-f]{8,17}|Z[A-Z0-9]{8,31})$/;

/** An account and a region, as far as they are known. */
export interface Home {
  readonly account: string;
  readonly region: string;
}

/** Account and region of a model. */
export function homeOf(model: Document): Home {
  const text = (...path: string[]) => {
    const value = model.getIn(["config", ...path]);
    return typeof value === "string" ? value : "";
  };
  return { account: text("migration-landing-zone:accountId"), region: text("aws:region") };
}

/** Whether a value names something that exists in one account and region only. */
export function isBound(value: string): boolean {
  return arn.test(value) || id.test(value);
}

/** Whether a value of the model's home is of use in another one. */
export function isOfHome(value: string, model: Home, home: Home): boolean {
  const [, region = model.region, account = model.account] = arn.exec(value) ?? [];
  const isNear = region === "" || region === home.region;
  const isUnknown = model.account === "" && home.account === "";
  return isNear && (account === "aws" || account === home.account || isUnknown);
}

/** Patterns of examples: addresses, names, accounts and keys of documentation. */
const examples = [
  /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d+(?:\/\d+)?$/,
  /(?:^|[.@])(?:example|example\.(?:com|net|org)|test|invalid)$/i,
  /^(?:111122223333|444455556666|123456789012|000000000000)$/,
  /:(?:111122223333|444455556666|123456789012|000000000000):/,
  /EXAMPLE/,
];

/** Whether a value has to be replaced before anything works: nobody has it. */
export function isPlaceholder(value: string): boolean {
  return examples.some((form) => form.test(value));
}

/** Every text of a stack's file that some test holds for, with its path below `config`. */
export function textsOf(
  model: Document,
  holds: (text: string) => boolean,
): readonly { readonly path: readonly string[]; readonly text: string }[] {
  const { config } = model.toJS() as { config?: unknown };
  return textsIn(config, []).filter(({ text }) => holds(text));
}

function textsIn(
  value: unknown,
  path: readonly string[],
): { path: readonly string[]; text: string }[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => textsIn(item, [...path, key]));
}
