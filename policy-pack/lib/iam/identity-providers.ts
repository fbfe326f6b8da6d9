import { effective } from "./access";
import { type Condition, narrows } from "./conditions";
import { type Statement } from "./statements";

/*
 * An identity provider such as GitHub serves everybody. A role that trusts it must say whose
 * identities it means, in the claims that the provider puts into a token.
 */

/** A provider that many organizations share: the claim that distinguishes them, and its form. */
interface SharedProvider {
  readonly host: RegExp;
  readonly claims: Readonly<Record<string, RegExp>>;
}

/** A claim whose values are ids that the provider gives one application or pool. */
const applicationId = { aud: /^[^*?]+$/ };

const shared: readonly SharedProvider[] = [
  {
    host: /^token\.actions\.githubusercontent\.com/,
    claims: {
      sub: /^(repo:[^*?:/]+\/|repository_owner:[^*?:]+|repository_owner_id:\d+|repository_id:\d+)/,
      repository: /^[^*?/]+\//,
      repository_owner: /^[^*?]+$/,
      repository_owner_id: /^\d+$/,
      repository_id: /^\d+$/,
    },
  },
  { host: /^gitlab\.com/, claims: { sub: /^project_path:[^*?:/]+\// } },
  { host: /^app\.terraform\.io/, claims: { sub: /^organization:[^*?:]+:/ } },
  {
    host: /^api\.pulumi\.com\/oidc/,
    claims: { sub: /^pulumi:[^*?]*:?org:[^*?:]+:/, aud: /^[^*?]+$/ },
  },
  { host: /^agent\.buildkite\.com/, claims: { sub: /^organization:[^*?:]+:/ } },
  { host: /^cognito-identity\.amazonaws\.com/, claims: applicationId },
  {
    host: /^accounts\.google\.com/,
    claims: { ...applicationId, sub: /^[^*?]+$/, oaud: /^[^*?]+$/ },
  },
  { host: /^graph\.facebook\.com/, claims: { app_id: /^[^*?]+$/ } },
  { host: /^www\.amazon\.com/, claims: { app_id: /^[^*?]+$/, user_id: /^[^*?]+$/ } },
];

/** A provider of one's own, such as that of a cluster: a specific subject or audience. */
const own = { sub: /[^*?]/, aud: /^[^*?]+$/ };

/** Whether the document trusts a provider's identities without saying whose. */
export function trustsAnyIdentity(document: readonly Statement[]): boolean {
  return effective(document, "callers").some(
    ({ principals, conditions }) =>
      !narrows(conditions, "callers") &&
      principals.some(
        (principal) =>
          principal.kind === "provider" &&
          principal.name !== "saml" &&
          !isTied(principal.name, conditions),
      ),
  );
}

function isTied(provider: string, conditions: readonly Condition[]): boolean {
  const { claims } = shared.find(({ host }) => host.test(provider)) ?? { claims: own };
  return Object.entries(claims).some(([claim, form]) =>
    conditions.some(
      ({ operator, negated, ifExists, quantifier, key, values }) =>
        key === `${provider}:${claim}` &&
        /^string(equals|like|equalsignorecase)$/.test(operator) &&
        !negated &&
        !ifExists &&
        quantifier !== "forallvalues" &&
        values.length > 0 &&
        values.every((value) => value !== undefined && !value.includes("${") && form.test(value)),
    ),
  );
}
