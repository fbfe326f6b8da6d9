import { allowsEverything } from "../../lib/iam/breadth";
import { permissionTypes, policyDocuments } from "../../lib/policies-in";
import { defineRule } from "../../lib/rule";
import { forEach } from "../../lib/unknowns";

export const iamNoAdmin = defineRule({
  name: "iam-no-admin",
  title: "No policy allows everything",
  description: "A policy must not allow every action on every resource.",
  severity: "high",
  level: "mandatory",
  controls: {
    fsbp: ["IAM.1"],
    prowler: ["iam_customer_attached_policy_no_administrative_privileges"],
    checkov: ["CKV_AWS_62", "CKV_AWS_63"],
  },
  remediation: "Name the actions and the resources.",
  types: permissionTypes,
  resource: (resource) =>
    forEach(policyDocuments(resource), function* (document) {
      if (allowsEverything(document())) {
        yield "the policy allows everything";
      }
    }),
});
