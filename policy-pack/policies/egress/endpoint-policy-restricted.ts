import {
  isAboutEverything,
  narrowsCallers,
  narrowsResources,
  statements,
} from "../../lib/documents";
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
    const open = policy?.some(
      (statement) =>
        statement.allows &&
        statement.principals.some((principal) => /^(AWS:)?\*$/.test(principal)) &&
        statement.actions.some((action) => /^([\w-]+:)?\*+$/.test(action)) &&
        isAboutEverything(statement) &&
        !narrowsCallers(statement.conditions) &&
        !narrowsResources(statement.conditions),
    );
    if (open) {
      yield "the endpoint's policy allows everything to everybody";
    }
  },
});
