import { flag } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

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
    // A replica or a restored cluster inherits its source's encryption; an instance of a cluster is none of these.
    if (flag(props, "storageEncrypted") !== true) {
      yield "storageEncrypted is not true";
    }
  },
});
