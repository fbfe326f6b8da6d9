import { integer } from "../../lib/options";
import { number } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven } from "../../lib/unknowns";

export const auroraBackupRetention = defineRule({
  name: "aurora-backup-retention",
  title: "Backups are kept long enough",
  description:
    "A database must keep its backups for several days. The default is one day, and no backup for a single instance.",
  severity: "high",
  level: "mandatory",
  controls: { fsbp: ["RDS.50", "RDS.11"], checkov: ["CKV_AWS_133"] },
  remediation: "Set backupRetentionPeriod.",
  options: { minDays: integer("The fewest days.", 7, { minimum: 1, maximum: 35 }) },
  types: [...types.cluster, ...types.databaseInstance],
  *resource({ type, props }, { minDays }) {
    // A replica has the backups of its source, and a restored database those that it had.
    const isReplica = isGiven(props, "replicateSourceDb");
    const isInstance = types.databaseInstance.includes(type);
    if (isInstance && isReplica && !isGiven(props, "backupRetentionPeriod")) {
      return;
    }
    const days = number(props, "backupRetentionPeriod") ?? (isInstance ? 0 : 1);
    if (days < minDays) {
      yield `backups are kept for ${days} day(s); ${minDays} are required`;
    }
  },
});
