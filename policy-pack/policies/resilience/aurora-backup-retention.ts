import { integer } from "../../lib/options";
import { number } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const auroraBackupRetention = defineRule({
  name: "aurora-backup-retention",
  title: "Backups are kept long enough",
  description: "An Aurora cluster must keep its backups for some days; AWS's default is one.",
  severity: "high",
  level: "mandatory",
  controls: { fsbp: ["RDS.50"], checkov: ["CKV_AWS_133"] },
  remediation: "Set backupRetentionPeriod.",
  options: { minDays: integer("The fewest days.", 7, { minimum: 1, maximum: 35 }) },
  types: types.cluster,
  *resource({ props }, { minDays }) {
    const days = number(props, "backupRetentionPeriod") ?? 1;
    if (days < minDays) {
      yield `backups are kept for ${days} day(s); ${minDays} are wanted`;
    }
  },
});
