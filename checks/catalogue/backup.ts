import type * as aws from "@pulumi/aws";
import { physicalName } from "../../lib/names";
import { backupPlanOf, backupSelectionsOf, backupVaultOf } from "../live/backup";
import { clusterIdentifierOf } from "../live/rds";
import { checksOf, properties } from "../check";
import { differences, matching, ofEach, ofEnvironment, unless } from "../expectations";

const check = checksOf("Backup");

export const backupChecks = [
  check({
    name: "keeps the backups in a vault of their own, under the key of the data",
    outputs: ["backupVaultName", "dataKeyArn"],
    verifies: properties<aws.backup.VaultArgs>("aws:backup/vault:Vault", "name", "kmsKeyArn"),
    controls: ["Backup.1"],
    run: async ({ outputs, environment, aws }) => {
      const name = outputs.backupVaultName;
      return [
        ...differences("backup vault", { name }, { name: ofEnvironment(environment) }),
        ...differences(`backup vault ${name}`, await backupVaultOf(aws, name), {
          EncryptionKeyArn: outputs.dataKeyArn,
        }),
      ];
    },
  }),
  check({
    name: "locks a vault, where it is locked, for as long as the plan keeps backups",
    outputs: ["backupVaultName", "backupPlanId"],
    verifies: properties<aws.backup.VaultLockConfigurationArgs>(
      "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
      "backupVaultName",
      "minRetentionDays",
      "maxRetentionDays",
    ),
    run: async ({ outputs, aws }) => {
      const vault = await backupVaultOf(aws, outputs.backupVaultName);
      const { Rules } = await backupPlanOf(aws, outputs.backupPlanId);
      const days = Rules.map(({ Lifecycle }) => Lifecycle.DeleteAfterDays);
      return vault.Locked !== true
        ? []
        : differences(`backup vault ${outputs.backupVaultName}`, vault, {
            MinRetentionDays: Math.min(...days),
            MaxRetentionDays: Math.max(...days),
          });
    },
  }),
  check({
    name: "backs up every day and every month",
    outputs: ["backupVaultName", "backupPlanId"],
    verifies: properties<aws.backup.PlanArgs>("aws:backup/plan:Plan", "name", "rules"),
    controls: ["RDS.26"],
    run: async ({ outputs, environment, aws }) => {
      const plan = await backupPlanOf(aws, outputs.backupPlanId);
      const resource = `backup plan ${plan.BackupPlanName}`;
      const schedules = plan.Rules.map(({ ScheduleExpression }) => ScheduleExpression);
      const expected = {
        day: /^cron\(\d+ \d+ \? \* \* \*\)$/,
        month: /^cron\(\d+ \d+ 1 \* \? \*\)$/,
      };
      return [
        ...differences(resource, plan, { BackupPlanName: ofEnvironment(environment) }),
        ...Object.entries(expected).flatMap(([period, pattern]) =>
          unless(
            schedules.some((schedule) => pattern.test(schedule)),
            `${resource}: is not run every ${period}, expected that it is`,
          ),
        ),
        ...ofEach("rule of the backup plan", plan.Rules, (rule) =>
          differences(`${resource}, rule ${rule.RuleName}`, rule, {
            TargetBackupVaultName: outputs.backupVaultName,
          }),
        ),
      ];
    },
  }),
  check({
    name: "backs up the Aurora cluster and nothing else, by a role of its own",
    outputs: ["backupPlanId", "auroraClusterEndpoint"],
    verifies: properties<aws.backup.SelectionArgs>(
      "aws:backup/selection:Selection",
      "resources",
      "iamRoleArn",
    ),
    controls: ["RDS.26"],
    run: async ({ outputs, environment, aws }) => {
      const cluster = clusterIdentifierOf(outputs.auroraClusterEndpoint);
      const selections = await backupSelectionsOf(aws, outputs.backupPlanId);
      return ofEach("backup selection", selections, (selection) => [
        ...differences(`backup selection ${selection.SelectionName}`, selection, {
          IamRoleArn: matching(new RegExp(`/${physicalName(environment, "aurora-backup")}$`)),
        }),
        ...unless(
          selection.Resources.length === 1 &&
            selection.Resources[0]?.endsWith(`:cluster:${cluster}`) === true,
          `backup selection ${selection.SelectionName}: backs up ${selection.Resources.join(", ")}, expected the cluster ${cluster}`,
        ),
      ]);
    },
  }),
];
