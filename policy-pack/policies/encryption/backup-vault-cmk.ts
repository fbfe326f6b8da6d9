import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven } from "../../lib/unknowns";

export const backupVaultCmk = defineRule({
  name: "backup-vault-cmk",
  title: "Backups have a key of the customer",
  description: "A backup vault must be encrypted with a customer-managed key.",
  severity: "medium",
  level: "mandatory",
  controls: {
    fsbp: ["Backup.1"],
    prowler: ["backup_vaults_encrypted"],
    checkov: ["CKV_AWS_166"],
  },
  remediation: "Set kmsKeyArn.",
  types: types.backupVault,
  *resource({ props }) {
    if (!isGiven(props, "kmsKeyArn")) {
      yield "the vault has no kmsKeyArn";
    }
  },
});
