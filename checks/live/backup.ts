import { z } from "zod";
import { type AwsCli } from "../aws-cli";

/** A vault of AWS Backup. */
export async function backupVaultOf(aws: AwsCli, name: string) {
  const schema = z.object({
    EncryptionKeyArn: z.string().optional(),
    Locked: z.boolean().optional(),
    MinRetentionDays: z.number().optional(),
    MaxRetentionDays: z.number().optional(),
  });
  return aws.read(schema, "backup", "describe-backup-vault", "--backup-vault-name", name);
}

const rule = z.object({
  RuleName: z.string(),
  TargetBackupVaultName: z.string(),
  ScheduleExpression: z.string(),
  Lifecycle: z.object({ DeleteAfterDays: z.number() }),
});

/** A plan of AWS Backup. */
export async function backupPlanOf(aws: AwsCli, id: string) {
  const schema = z.object({
    BackupPlan: z.object({ BackupPlanName: z.string(), Rules: z.array(rule) }),
  });
  return (await aws.read(schema, "backup", "get-backup-plan", "--backup-plan-id", id)).BackupPlan;
}

/** The resources that the selections of a plan back up, and the role for it. */
export async function backupSelectionsOf(aws: AwsCli, planId: string) {
  const list = z.object({
    BackupSelectionsList: z.array(z.object({ SelectionId: z.string(), SelectionName: z.string() })),
  });
  const selection = z.object({
    BackupSelection: z.object({
      SelectionName: z.string(),
      IamRoleArn: z.string(),
      Resources: z.array(z.string()),
    }),
  });
  const plan = ["--backup-plan-id", planId] as const;
  const { BackupSelectionsList } = await aws.read(
    list,
    "backup",
    "list-backup-selections",
    ...plan,
  );
  const found = BackupSelectionsList.map(({ SelectionId }) =>
    aws.read(selection, "backup", "get-backup-selection", ...plan, "--selection-id", SelectionId),
  );
  return (await Promise.all(found)).map(({ BackupSelection }) => BackupSelection);
}
