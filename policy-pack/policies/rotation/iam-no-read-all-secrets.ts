import { populations, reachesEvery } from "../../lib/iam/populations";
import { permissionTypes, policyDocuments } from "../../lib/policies-in";
import { defineRule } from "../../lib/rule";
import { forEach } from "../../lib/unknowns";

export const iamNoReadAllSecrets = defineRule({
  name: "iam-no-read-all-secrets",
  title: "No policy allows reading every secret",
  description: "A policy must not allow reading the values of all secrets.",
  severity: "high",
  level: "mandatory",
  controls: { checkov: ["CKV_AWS_288"] },
  remediation:
    "Name the secrets in Resource, or limit the statement by their tags or their rotation function.",
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples.html",
  types: permissionTypes,
  resource: (resource) =>
    forEach(policyDocuments(resource), function* (document) {
      const action = ["secretsmanager:GetSecretValue"];
      if (reachesEvery(document(), action, populations.secrets, "secrets")) {
        yield "a statement allows every secret to be read";
      }
    }),
});
