import { isWild } from "./wildcards";

/**
 * A principal of a statement. An entry that is not a principal as AWS writes them counts as
 * everybody: a wildcard, a policy variable, an ARN without an account.
 */
export type Principal =
  | { readonly kind: "everybody" }
  /** An account, or an identity of one. */
  | { readonly kind: "account"; readonly account: string }
  /** An AWS service, which may act for any account. */
  | { readonly kind: "service"; readonly name: string }
  /** The users of an identity provider. */
  | { readonly kind: "provider"; readonly name: string }
  /** An identity by an id that shows no account: a canonical user, a CloudFront identity. */
  | { readonly kind: "identity" };

const everybody: Principal = { kind: "everybody" };

/** Identities of an account, as IAM and STS write their ARNs. */
const ofAccount =
  /^arn:[\w-]+:(?:iam|sts)::(\d{12}):(?:root|(?:user|role|assumed-role|federated-user)\/.+)$/;

const ofCloudFront =
  /^arn:[\w-]+:iam::cloudfront:user\/CloudFront Origin Access Identity [A-Z0-9]+$/;

/** Ids that IAM leaves in the place of a deleted user or role. */
const uniqueId = /^A[A-Z]{3}[A-Z0-9]{12,124}$/;

/** Services of every partition, with a region or a component in front. */
const service = /^([\w-]+\.)+(amazonaws\.com(\.cn)?|amazonaws\.eu|amazon\.com|aws\.internal)$/i;

/** Identity providers that an account declares, by type and name. */
const declared = /^arn:[\w-]+:iam::\d{12}:(oidc|saml)-provider\/(.+)$/;

/** Web identity providers that every account may name without declaring them. */
const wellKnown = [
  "accounts.google.com",
  "cognito-identity.amazonaws.com",
  "graph.facebook.com",
  "www.amazon.com",
];

/** Reads a principal: the type that a document gives it, such as AWS, and its text. */
export function principal(type: string, text: string): Principal {
  if (isWild(text)) {
    return everybody;
  }
  switch (type.toLowerCase()) {
    case "aws":
      return identity(text);
    case "service":
      return service.test(text) ? { kind: "service", name: text.toLowerCase() } : everybody;
    case "federated":
      return provider(text);
    case "canonicaluser":
      return /^[0-9a-f]{64}$/i.test(text) ? { kind: "identity" } : everybody;
    default:
      return everybody;
  }
}

function identity(text: string): Principal {
  const account = /^\d{12}$/.test(text) ? text : ofAccount.exec(text)?.[1];
  if (account !== undefined) {
    return { kind: "account", account };
  }
  return uniqueId.test(text) || ofCloudFront.test(text) ? { kind: "identity" } : everybody;
}

function provider(text: string): Principal {
  const [, type, name] = declared.exec(text) ?? [];
  if (type !== undefined && name !== undefined) {
    return { kind: "provider", name: type === "saml" ? "saml" : name.toLowerCase() };
  }
  return wellKnown.includes(text) ? { kind: "provider", name: text } : everybody;
}
