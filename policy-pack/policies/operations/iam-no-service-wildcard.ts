import { allowsWholeService } from "../../lib/iam/breadth";
import { permissionTypes, policyDocuments } from "../../lib/policies-in";
import { defineRule } from "../../lib/rule";
import { forEach } from "../../lib/unknowns";

export const iamNoServiceWildcard = defineRule({
  name: "iam-no-service-wildcard",
  title: "No policy allows a whole service",
  description:
    "A policy must not allow every action of a service, or all actions except those in NotAction.",
  severity: "low",
  level: "mandatory",
  controls: { fsbp: ["IAM.21"] },
  remediation: "Name the actions.",
  types: permissionTypes,
  resource: (resource) =>
    forEach(policyDocuments(resource), function* (document) {
      if (allowsWholeService(document())) {
        yield "the policy allows every action of a service";
      }
    }),
});
