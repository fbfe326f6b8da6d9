import { hasCustomerKey } from "../../lib/keys";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const backupVaultCmk = defineRule({
  name: "backup-vault-cmk",
  title: "Backups use a customer-managed key",
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
    if (!hasCustomerKey(props, "kmsKeyArn")) {
      yield "the vault has no kmsKeyArn";
    }
  },
});
