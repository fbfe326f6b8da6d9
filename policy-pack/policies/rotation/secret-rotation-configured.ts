import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const secretRotationConfigured = defineRule({
  name: "secret-rotation-configured",
  title: "Every secret is rotated",
  description: "A secret must have a rotation.",
  severity: "high",
  level: "mandatory",
  controls: {
    fsbp: ["SecretsManager.1"],
    prowler: ["secretsmanager_automatic_rotation_enabled"],
    checkov: ["CKV2_AWS_57"],
  },
  remediation:
    "Add an aws.secretsmanager.SecretRotation for the secret, or let RDS manage it (manageMasterUserPassword).",
  types: types.secret,
  *companions(secret, graph) {
    if (
      graph.companions(secret, "secretId", types.secretRotation, types.secretVersion).length === 0
    ) {
      yield "no rotation refers to the secret";
    }
  },
});
