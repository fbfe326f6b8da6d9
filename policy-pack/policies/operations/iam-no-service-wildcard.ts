import { isEveryAction } from "../../lib/documents";
import { permissionTypes, policyDocuments } from "../../lib/policies-in";
import { defineRule } from "../../lib/rule";
import { forEach } from "../../lib/unknowns";

export const iamNoServiceWildcard = defineRule({
  name: "iam-no-service-wildcard",
  title: "Nobody may do everything with a service",
  description:
    "A policy must not allow every action of a service, nor all but some that NotAction names.",
  severity: "low",
  level: "mandatory",
  controls: { fsbp: ["IAM.21"] },
  remediation: "Name the actions.",
  types: permissionTypes,
  resource: (resource) =>
    forEach(policyDocuments(resource), function* (document) {
      const isWide = document().some(
        ({ allows, actions, notActions }) =>
          allows && (notActions.length > 0 || actions.some(isEveryAction)),
      );
      if (isWide) {
        yield "a statement allows every action of a service";
      }
    }),
});
