import { flag } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven, NotEvaluated } from "../../lib/unknowns";

/** A database restored from one of these is encrypted like its source, unless stated otherwise. */
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
  description: "A database and its snapshots must be encrypted at rest.",
  severity: "high",
  level: "mandatory",
  waivable: false,
  controls: {
    fsbp: ["RDS.27", "RDS.3", "RDS.4"],
    prowler: ["rds_cluster_storage_encrypted"],
    checkov: ["CKV_AWS_96"],
  },
  remediation: "Set storageEncrypted to true. A later change replaces the cluster.",
  types: [...types.cluster, ...types.databaseInstance, ...types.globalCluster, ...types.snapshot],
  *resource({ type, props }) {
    if (types.snapshot.includes(type)) {
      return;
    }
    const inherits = sources.some((key) => isGiven(props, key));
    if (inherits && !isGiven(props, "storageEncrypted")) {
      throw new NotEvaluated("it is encrypted if its source is");
    }
    if (flag(props, "storageEncrypted") !== true) {
      yield "storageEncrypted is not true";
    }
  },
  *companions(snapshot, graph) {
    // A copy that is made with a key is encrypted, even if its source is not.
    if (!types.snapshot.includes(snapshot.type) || isGiven(snapshot.props, "kmsKeyId")) {
      return;
    }
    const found = ofSnapshot.flatMap((key) => graph.refersTo(snapshot, key, databases).nodes);
    if (found.length === 0) {
      throw new NotEvaluated("it is encrypted if its source is, which is not part of this stack");
    }
    if (found.some(({ props }) => flag(props, "storageEncrypted") === false)) {
      yield "it is a snapshot of a database that is not encrypted";
    }
  },
});

const databases = [...types.cluster, ...types.databaseInstance];

/** Properties of a snapshot that name its database. */
const ofSnapshot = ["dbClusterIdentifier", "dbInstanceIdentifier"];
