import { isDeepStrictEqual } from "node:util";
import type { BackupRule } from "@aws-sdk/client-backup";
import type * as aws from "@pulumi/aws";
import { required } from "../aws";
import { resource, type Inputs, type ResourceTable, type Tagging } from "../resource";

/** Tags are not read back: the emulator answers this client without tags. */
const tagging: Tagging = {
  target: "arn",
  tag: (ResourceArn, Tags, { backup }) => backup.tagResource({ ResourceArn, Tags }),
  untag: (ResourceArn, TagKeyList, { backup }) => backup.untagResource({ ResourceArn, TagKeyList }),
};

const vault = resource<aws.backup.VaultArgs, aws.backup.VaultState>({
  async create(inputs, { backup }) {
    const BackupVaultName = required(inputs.name, "a name");
    await backup.createBackupVault({
      BackupVaultName,
      EncryptionKeyArn: inputs.kmsKeyArn,
      BackupVaultTags: inputs.tagsAll,
    });
    return BackupVaultName;
  },
  async read({ id }, { backup }) {
    const found = await backup.describeBackupVault({ BackupVaultName: id });
    return {
      arn: found.BackupVaultArn,
      name: found.BackupVaultName,
      kmsKeyArn: found.EncryptionKeyArn,
      recoveryPoints: found.NumberOfRecoveryPoints,
    };
  },
  delete: ({ id }, { backup }) => backup.deleteBackupVault({ BackupVaultName: id }),
  replaceOn: ["name", "kmsKeyArn"],
  autoName: { property: "name", maxLength: 50 },
  tagging,
});

/** The id is the vault's name, as in the AWS provider. */
const vaultLock = resource<
  aws.backup.VaultLockConfigurationArgs,
  aws.backup.VaultLockConfigurationState
>({
  create: ({ backupVaultName }) => Promise.resolve(backupVaultName),
  configure: (BackupVaultName, inputs, { backup }) =>
    backup.putBackupVaultLockConfiguration({
      BackupVaultName,
      MinRetentionDays: inputs.minRetentionDays,
      MaxRetentionDays: inputs.maxRetentionDays,
      ChangeableForDays: inputs.changeableForDays,
    }),
  async read({ id }, { backup }) {
    const found = await backup.describeBackupVault({ BackupVaultName: id });
    if (!found.Locked) return undefined;
    return {
      backupVaultName: found.BackupVaultName,
      backupVaultArn: found.BackupVaultArn,
      minRetentionDays: found.MinRetentionDays,
      maxRetentionDays: found.MaxRetentionDays,
    };
  },
  delete: ({ id }, { backup }) =>
    backup.deleteBackupVaultLockConfiguration({ BackupVaultName: id }),
  replaceOn: ["backupVaultName"],
});

type PlanInputs = Inputs<aws.backup.PlanArgs>;
type PulumiRule = PlanInputs["rules"][number];

function apiRule(rule: PulumiRule) {
  return {
    RuleName: rule.ruleName,
    TargetBackupVaultName: rule.targetVaultName,
    ScheduleExpression: rule.schedule,
    StartWindowMinutes: rule.startWindow,
    CompletionWindowMinutes: rule.completionWindow,
    Lifecycle: { DeleteAfterDays: rule.lifecycle?.deleteAfter },
    CopyActions: rule.copyActions?.map(({ destinationVaultArn, lifecycle }) => ({
      DestinationBackupVaultArn: destinationVaultArn,
      Lifecycle: { DeleteAfterDays: lifecycle?.deleteAfter },
    })),
  };
}

function pulumiRule(rule: BackupRule): PulumiRule {
  return {
    ruleName: rule.RuleName ?? "",
    targetVaultName: rule.TargetBackupVaultName ?? "",
    schedule: rule.ScheduleExpression,
    startWindow: rule.StartWindowMinutes,
    completionWindow: rule.CompletionWindowMinutes,
    lifecycle: { deleteAfter: rule.Lifecycle?.DeleteAfterDays },
  };
}

const plan = resource<aws.backup.PlanArgs, aws.backup.PlanState>({
  async create(inputs, { backup }) {
    const made = await backup.createBackupPlan({
      BackupPlan: { BackupPlanName: inputs.name, Rules: inputs.rules.map(apiRule) },
      BackupPlanTags: inputs.tagsAll,
    });
    return required(made.BackupPlanId, "a plan id");
  },
  async read({ id }, { backup }) {
    const found = await backup.getBackupPlan({ BackupPlanId: id });
    if (found.DeletionDate) return undefined;
    return {
      arn: found.BackupPlanArn,
      name: found.BackupPlan?.BackupPlanName,
      rules: found.BackupPlan?.Rules?.map(pulumiRule),
      version: found.VersionId,
    };
  },
  update({ state }, news) {
    if (isDeepStrictEqual(state.rules, news.rules)) return Promise.resolve();
    return Promise.reject(
      new Error(
        "The emulator cannot change a backup plan. Destroy the emulated stack and bring it up again.",
      ),
    );
  },
  delete: ({ id }, { backup }) => backup.deleteBackupPlan({ BackupPlanId: id }),
  replaceOn: ["name"],
  autoName: { property: "name", maxLength: 50 },
  tagging,
});

/** Vaults and plans of AWS Backup. */
export const backupResources: ResourceTable = {
  "aws:backup/plan:Plan": plan,
  "aws:backup/vault:Vault": vault,
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration": vaultLock,
};
