import { text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven, isUnknown } from "../../lib/unknowns";

const databases = [...types.cluster, ...types.databaseInstance];

export const dmsSecretNotManaged = defineRule({
  name: "dms-secret-not-managed",
  title: "DMS has its own database user",
  description:
    "A DMS endpoint must not use the administrator's secret that RDS manages. DMS does not support it, and the administrator has all privileges.",
  severity: "high",
  level: "mandatory",
  remediation: "Create a database user for DMS, and a secret with a rotation for it.",
  url: "https://docs.aws.amazon.com/dms/latest/userguide/security_iam_secretsmanager.html",
  types: types.dmsEndpoint,
  *companions(endpoint, graph) {
    const key = "secretsManagerArn";
    if (!isGiven(endpoint.props, key)) {
      return;
    }
    const arn = isUnknown(endpoint.props, key) ? "" : (text(endpoint.props, key) ?? "");
    const isOfDatabase = graph.refersTo(endpoint, key, databases).nodes.length > 0;
    const isOfSecret = graph.refersTo(endpoint, key, types.secret).nodes.length > 0;
    if (/:secret:rds!/.test(arn) || (isOfDatabase && !isOfSecret)) {
      yield "its secret is the administrator's secret that RDS manages";
    }
  },
});
