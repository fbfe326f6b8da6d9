import { judgeResourcePolicy } from "../../lib/iam/resource-policies";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { forEach } from "../../lib/unknowns";

/** The properties that hold a resource policy; each of these types has one of them. */
const holders = ["policy", "policyDocument", "accessPolicy", "accessPolicies"];

export const resourcePolicyNotPublic = defineRule({
  name: "resource-policy-not-public",
  title: "Vaults, repositories, logs and event buses are not open to everybody",
  description:
    "The policy of a backup vault, an image repository, a log group or destination, an event bus, a file system, an access point or a table must not allow anything to everybody.",
  severity: "critical",
  level: "mandatory",
  waivable: false,
  controls: {
    prowler: ["ecr_repositories_not_publicly_accessible", "eventbridge_bus_exposed"],
    checkov: ["CKV_AWS_32"],
  },
  remediation: "Name the principals, or add a condition on the account or organization.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html",
  types: types.resourcePolicy,
  resource: ({ props }) => forEach(holders, (holder) => judgeResourcePolicy(props, holder)),
});
