import { flag } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven } from "../../lib/unknowns";

/** A database made from one of these has the administrator of its source. */
const sources = [
  "snapshotIdentifier",
  "replicationSourceIdentifier",
  "restoreToPointInTime",
  "globalClusterIdentifier",
  "replicateSourceDb",
];

const passwords = ["masterPassword", "masterPasswordWo", "password", "passwordWo"];

export const auroraManagedPassword = defineRule({
  name: "aurora-managed-password",
  title: "The administrator's password is managed and rotated",
  description: "RDS must manage the administrator's password, or a rotated secret must hold it.",
  severity: "critical",
  level: "mandatory",
  remediation:
    "Set manageMasterUserPassword and remove masterPassword (`password` on an instance).",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html",
  types: [...types.cluster, ...types.databaseInstance],
  *companions(cluster, graph) {
    const { props } = cluster;
    if (flag(props, "manageMasterUserPassword") === true) {
      return;
    }
    const given = passwords.filter((key) => isGiven(props, key));
    if (given.length === 0 && !sources.some((key) => isGiven(props, key))) {
      yield "the administrator has neither a managed password nor a secret";
    }
    for (const key of given) {
      const secrets = graph.refersTo(cluster, key, types.secret, types.secretVersion).nodes;
      const isRotated = secrets.some(
        (secret) =>
          graph.companions(secret, "secretId", types.secretRotation, types.secretVersion).length >
          0,
      );
      if (!isRotated) {
        yield `${key} is given and comes from no secret with a rotation`;
      }
    }
  },
});
