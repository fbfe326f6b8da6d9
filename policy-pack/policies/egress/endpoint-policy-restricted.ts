import { effective, isEveryAction, isForEverybody } from "../../lib/iam/access";
import { narrows } from "../../lib/iam/conditions";
import { type Statement, isUnreadable, statements } from "../../lib/iam/statements";
import { namesOwner } from "../../lib/iam/owners";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven } from "../../lib/unknowns";

export const endpointPolicyRestricted = defineRule({
  name: "endpoint-policy-restricted",
  title: "VPC endpoints have a restrictive policy",
  description:
    "A VPC endpoint must have a policy that does not let everybody change resources of any account.",
  severity: "medium",
  level: "advisory",
  controls: { prowler: ["vpc_endpoint_connections_trust_boundaries"] },
  remediation: "Set a policy that names the account's principals, secrets, keys or buckets.",
  url: "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
  types: [...types.vpcEndpoint, ...types.vpcEndpointPolicy],
  *resource({ props }) {
    if (isUnreadable(props, "policy")) {
      yield "the endpoint's policy is not an IAM policy document";
    }
    const document = statements(props, "policy") ?? [];
    const open = effective(effective(document, "callers"), "resources").filter(isOpen);
    if (open.some(isUnlimited)) {
      yield "the endpoint's policy allows everything to everybody";
    } else if (open.length > 0) {
      yield "the endpoint's policy lets everybody change resources of any account";
    }
  },
  *companions(endpoint, graph) {
    const separate = graph.companions(endpoint, "vpcEndpointId", types.vpcEndpointPolicy);
    const holders = types.vpcEndpoint.includes(endpoint.type)
      ? [endpoint, ...separate]
      : [endpoint];
    if (!holders.some(({ props }) => isGiven(props, "policy"))) {
      yield "the endpoint has no policy, so it allows everything";
    }
  },
});

/** Whether the statement allows anybody more than reading on resources that may be anybody's. */
function isOpen(statement: Statement): boolean {
  const { actions, resources, notResources, conditions } = statement;
  const isOnAny = notResources !== undefined || resources.some((arn) => !namesOwner(arn));
  return (
    (isUnlimited(statement) || actions.some((action) => !reads.test(action))) &&
    isOnAny &&
    isForEverybody(statement) &&
    !narrows(conditions, "callers") &&
    !narrows(conditions, "resources")
  );
}

function isUnlimited({ actions, notActions }: Statement): boolean {
  return notActions !== undefined || actions.some(isEveryAction);
}

/** Actions that take nothing out of the network, by the verbs of AWS's APIs. */
const reads =
  /^[a-z0-9-]+:(batchget|check|decode|decrypt|describe|download|filter|generaterandom|get|head|list|lookup|pull|query|scan|select|test)[a-z]*\*?$/;
