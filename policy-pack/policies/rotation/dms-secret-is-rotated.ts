import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven, NotEvaluated } from "../../lib/unknowns";

export const dmsSecretIsRotated = defineRule({
  name: "dms-secret-is-rotated",
  title: "The secrets that DMS uses are rotated",
  description: "The secret of a DMS endpoint must have a rotation.",
  severity: "high",
  level: "mandatory",
  controls: { fsbp: ["SecretsManager.1"] },
  remediation: "Add an aws.secretsmanager.SecretRotation for the endpoint's secret.",
  types: types.dmsEndpoint,
  *companions(endpoint, graph) {
    if (!isGiven(endpoint.props, "secretsManagerArn")) {
      return;
    }
    const via = [...types.secretVersion, ...types.secretRotation];
    const secrets = graph.refersTo(endpoint, "secretsManagerArn", types.secret, via).nodes;
    if (secrets.length === 0) {
      throw new NotEvaluated("its secret is not part of this stack");
    }
    for (const secret of secrets) {
      if (graph.companions(secret, "secretId", types.secretRotation, via).length === 0) {
        yield `its secret ${secret.name} has no rotation`;
      }
    }
  },
});
