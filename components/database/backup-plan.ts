import * as backup from "@pulumi/aws/backup";
import * as pulumi from "@pulumi/pulumi";
import { backupMinute, backupSchedules } from "../../lib/backup-schedule";
import { physicalName } from "../../lib/names";
import type { DatabaseSettings } from "../../lib/settings/database";
import type { CommonArgs } from "../common";
import type { BackedUpCluster } from "./backed-up-cluster";
import { createBackupRole } from "./backup-role";

/** Arguments of {@link BackupPlan}. */
export interface BackupPlanArgs
  extends CommonArgs, BackedUpCluster, Pick<DatabaseSettings, "backup" | "maintenanceWindow"> {}

/** A plan of AWS Backup for the cluster alone, with a vault and a role of its own. */
export class BackupPlan extends pulumi.ComponentResource {
  readonly vaultName: pulumi.Output<string>;
  readonly planId: pulumi.Output<string>;

  constructor(name: string, args: BackupPlanArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:database:BackupPlan", name, {}, opts);
    const child = { parent: this };
    const physical = physicalName(args.environment, "aurora-backup");
    const vault = this.createVault(name, physical, args);
    const plan = new backup.Plan(
      name,
      {
        name: physical,
        rules: rulesOf(vault.name, args),
        tags: { Name: physical, ...args.tags },
      },
      child,
    );
    new backup.Selection(
      name,
      {
        name: physical,
        planId: plan.id,
        iamRoleArn: createBackupRole(name, { ...args, vaultArn: vault.arn }, child),
        resources: [args.clusterArn],
      },
      child,
    );
    this.vaultName = vault.name;
    this.planId = plan.id;
    this.registerOutputs({ vaultName: this.vaultName, planId: this.planId });
  }

  private createVault(name: string, physical: string, args: BackupPlanArgs): backup.Vault {
    const { dailyRetentionDays, monthlyRetentionDays, lock } = args.vault;
    const vault = new backup.Vault(
      name,
      {
        name: physical,
        kmsKeyArn: args.dataKeyArn,
        forceDestroy: args.protection.forceDestroy,
        tags: { Name: physical, ...args.tags },
      },
      { parent: this, ...args.protection.resourceOptions },
    );
    if (lock) {
      // Without changeableForDays the lock is one that an administrator can lift again.
      new backup.VaultLockConfiguration(
        name,
        {
          backupVaultName: vault.name,
          minRetentionDays: Math.min(dailyRetentionDays, monthlyRetentionDays),
          maxRetentionDays: Math.max(dailyRetentionDays, monthlyRetentionDays),
        },
        { parent: this },
      );
    }
    return vault;
  }
}

/** One rule for every day and one for every month. Aurora has no cold storage. */
function rulesOf(targetVaultName: pulumi.Output<string>, args: BackupPlanArgs) {
  const { vault, maintenanceWindow } = args;
  const schedules = backupSchedules(backupMinute(args.backup.window, maintenanceWindow));
  const rule = (ruleName: string, schedule: string, deleteAfter: number) => ({
    ruleName,
    targetVaultName,
    schedule,
    startWindow: 60,
    completionWindow: 720,
    lifecycle: { deleteAfter },
    ...(vault.copyToVaultArn !== undefined && {
      copyActions: [{ destinationVaultArn: vault.copyToVaultArn, lifecycle: { deleteAfter } }],
    }),
  });
  return [
    rule("daily", schedules.daily, vault.dailyRetentionDays),
    rule("monthly", schedules.monthly, vault.monthlyRetentionDays),
  ];
}
