import { itLives } from "./lifecycle";

const rule = (deleteAfter: number) => ({
  ruleName: "daily",
  targetVaultName: "backups",
  schedule: "cron(30 6 ? * * *)",
  startWindow: 60,
  completionWindow: 720,
  lifecycle: { deleteAfter },
});

describe("AWS Backup in the emulator", () => {
  itLives("vault", () => ({
    type: "aws:backup/vault:Vault",
    inputs: {
      name: "backups",
      kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/a",
      tags: { Name: "a" },
    },
    id: /^backups$/,
    unseen: ["tags"],
    change: { tags: { Name: "b" } },
    replace: { kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/b" },
    outside: {
      act: ({ id }, { backup }) => backup.deleteBackupVault({ BackupVaultName: id }),
      differs: "gone",
    },
  }));

  itLives("vault lock", async ({ client }) => {
    const vault = await client.create("aws:backup/vault:Vault", "locked", { name: "locked" });
    return {
      type: "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
      inputs: { backupVaultName: vault.id, minRetentionDays: 7, maxRetentionDays: 35 },
      id: /^locked$/,
      change: { maxRetentionDays: 400 },
      replace: { backupVaultName: "other" },
      outside: {
        act: ({ id }, { backup }) =>
          backup.deleteBackupVaultLockConfiguration({ BackupVaultName: id }),
        differs: "gone",
      },
    };
  });

  itLives("plan", () => ({
    type: "aws:backup/plan:Plan",
    inputs: { name: "every-day", rules: [rule(35)], tags: { Name: "a" } },
    id: /^[0-9a-f-]{36}$/,
    unseen: ["tags"],
    change: { tags: { Name: "b" } },
    replace: { name: "every-night" },
    outside: {
      act: ({ id }, { backup }) => backup.deleteBackupPlan({ BackupPlanId: id }),
      differs: "gone",
    },
  }));
});
