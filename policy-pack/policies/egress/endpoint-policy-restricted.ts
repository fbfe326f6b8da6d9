import { narrowsCallers, narrowsResources } from "../../lib/conditions";
import { isAboutEverything, type Statement, statements, isEveryAction } from "../../lib/documents";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven } from "../../lib/unknowns";

export const endpointPolicyRestricted = defineRule({
  name: "endpoint-policy-restricted",
  title: "VPC endpoints have a policy of their own",
  description:
    "A VPC endpoint must have a policy, and not one that allows everything to everybody.",
  severity: "medium",
  level: "advisory",
  controls: { prowler: ["vpc_endpoint_connections_trust_boundaries"] },
  remediation:
    "Give the endpoint a policy that names the account's principals, secrets, keys or buckets.",
  url: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
  types: types.vpcEndpoint,
  *resource({ props }) {
    if (!isGiven(props, "policy")) {
      yield "the endpoint has no policy, so that everything is allowed";
      return;
    }
    const policy = statements(props, "policy");
    if (!policy) {
      yield "the endpoint's policy is no IAM policy document";
    }
    if (policy?.some(isOpen)) {
      yield "the endpoint's policy allows everything to everybody";
    }
  },
});

/** Whether the statement allows everything, or everything of a service, to everybody. */
function isOpen(statement: Statement): boolean {
  const { allows, principals, hasNotPrincipal, actions, notActions, conditions } = statement;
  return (
    allows &&
    (hasNotPrincipal || principals.some((principal) => /^(AWS:)?\*$/.test(principal))) &&
    (notActions.length > 0 || actions.some(isEveryAction)) &&
    isAboutEverything(statement) &&
    !narrowsCallers(conditions) &&
    !narrowsResources(conditions)
  );
}
