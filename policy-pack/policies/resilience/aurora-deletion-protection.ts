import { flag } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { independently, isGiven } from "../../lib/unknowns";

export const auroraDeletionProtection = defineRule({
  name: "aurora-deletion-protection",
  title: "A database is not deleted by accident",
  description: "A database must have deletion protection and take a final snapshot.",
  severity: "high",
  level: "advisory",
  controls: {
    fsbp: ["RDS.7", "RDS.8"],
    prowler: ["rds_cluster_deletion_protection"],
    checkov: ["CKV_AWS_139"],
  },
  remediation: "Set deletionProtection, skipFinalSnapshot: false and finalSnapshotIdentifier.",
  types: [...types.cluster, ...types.databaseInstance, ...types.globalCluster],
  resource: ({ type, props }) =>
    independently(
      function* () {
        if (flag(props, "deletionProtection") !== true) {
          yield "deletionProtection is not true";
        }
      },
      function* () {
        // A global cluster has no snapshots, and of a replica none can be taken.
        if (types.globalCluster.includes(type) || isGiven(props, "replicateSourceDb")) {
          return;
        }
        const isSkipped = flag(props, "skipFinalSnapshot") === true;
        if (isSkipped || !isGiven(props, "finalSnapshotIdentifier")) {
          yield "no final snapshot is taken (skipFinalSnapshot, finalSnapshotIdentifier)";
        }
      },
    ),
});
