import { type Graph, type Node } from "./graph";
import { statements } from "./iam/statements";
import { jsonObject, json } from "./json";
import { text } from "./props";
import { types } from "./tokens";
import { isUnknown, type Props } from "./unknowns";

/**
 * The accounts that the stack is deployed to, as far as it shows: those that its provider allows,
 * the owners of its resources, and those for which its roles let services act.
 */
export function ownAccounts(graph: Graph): ReadonlySet<string> {
  return graph.derive(find);
}

function find(graph: Graph): ReadonlySet<string> {
  const found = graph.resources.flatMap((node) => [
    ...allowedByProvider(node.provider?.props ?? {}),
    ...ownerOf(node),
    ...(types.role.includes(node.type) ? trusted(node) : []),
  ]);
  return new Set(found);
}

/** Providers carry their settings as JSON texts. */
function allowedByProvider(provider: Props): readonly string[] {
  if (isUnknown(provider, "allowedAccountIds")) {
    return [];
  }
  const list = json(provider, "allowedAccountIds");
  return Array.isArray(list) ? list.filter((item): item is string => typeof item === "string") : [];
}

/**
 * The account of an existing resource: outputs contain it, and so does a listener's certificate.
 */
function ownerOf({ type, outputs, props }: Node): readonly string[] {
  const arns = [
    isUnknown(outputs, "arn") ? undefined : text(outputs, "arn"),
    types.listener.includes(type) && !isUnknown(props, "certificateArn")
      ? text(props, "certificateArn")
      : undefined,
  ];
  return arns.map((arn) => arn?.split(":")[4] ?? "").filter((account) => /^\d{12}$/.test(account));
}

/** The accounts on behalf of which a role may be assumed by a service. */
function trusted({ props }: Node): readonly string[] {
  if (isUnknown(props, "assumeRolePolicy") || !jsonObject(props, "assumeRolePolicy")) {
    return [];
  }
  return (statements(props, "assumeRolePolicy") ?? [])
    .filter(({ principals }) => principals.every(({ kind }) => kind === "service"))
    .flatMap(({ conditions }) => conditions)
    .filter(({ key, negated }) => key === "aws:sourceaccount" && !negated)
    .flatMap(({ values }) => values.filter((value) => value !== undefined));
}
