import { flag } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven, NotEvaluated } from "../../lib/unknowns";

/** A database made from one of these is encrypted like its source, unless it says otherwise. */
const sources = [
  "globalClusterIdentifier",
  "replicateSourceDb",
  "replicationSourceIdentifier",
  "restoreToPointInTime",
  "snapshotIdentifier",
  "sourceDbClusterIdentifier",
];

export const auroraEncrypted = defineRule({
  name: "aurora-encrypted",
  title: "Databases are encrypted",
  description: "A database must be encrypted at rest.",
  severity: "high",
  level: "mandatory",
  waivable: false,
  controls: {
    fsbp: ["RDS.27", "RDS.3", "RDS.4"],
    prowler: ["rds_cluster_storage_encrypted"],
    checkov: ["CKV_AWS_96"],
  },
  remediation: "Set storageEncrypted. It cannot be changed later: the cluster would be replaced.",
  types: [...types.cluster, ...types.databaseInstance, ...types.globalCluster],
  *resource({ props }) {
    const inherits = sources.some((key) => isGiven(props, key));
    if (inherits && !isGiven(props, "storageEncrypted")) {
      throw new NotEvaluated("it is encrypted if its source is");
    }
    if (flag(props, "storageEncrypted") !== true) {
      yield "storageEncrypted is not true";
    }
  },
});
