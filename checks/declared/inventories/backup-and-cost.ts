import { declaredThing, forEachId, type Inventory } from "../inventory";
import { type Ask } from "../ask";
import { type Thing } from "../compare";
import { type Answer, at, listAt, pick, textAt } from "../values";

const planType = "aws:backup/plan:Plan";
const vaultType = "aws:backup/vault:Vault";
const lockType = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
const selectionType = "aws:backup/selection:Selection";
const budgetType = "aws:budgets/budget:Budget";
const scalingTargetType = "aws:appautoscaling/target:Target";
const scalingPolicyType = "aws:appautoscaling/policy:Policy";

const hiddenTags = {
  tagsAll: "AWS shows tags with another command for each; they grant no access",
};

const plans: Inventory = {
  name: "the backup plan: every rule with its times and how long copies are kept",
  types: [planType],
  hidden: hiddenTags,
  expected: (declared) =>
    declared.of(planType).map((plan) => ({
      ...declaredThing("backup plan", plan),
      label: `backup plan ${String(plan.inputs["name"])}`,
    })),
  live: (ask) =>
    forEachId(ask, planType, async (id) => {
      const answer = await ask.one("backup", "get-backup-plan", "--backup-plan-id", id);
      if (answer === undefined || at(answer, "DeletionDate") !== undefined) return [];
      const plan = at(answer, "BackupPlan");
      const values = {
        name: at(plan, "BackupPlanName"),
        rules: listAt(plan, "Rules").map(rule),
        advancedBackupSettings: at(plan, "AdvancedBackupSettings"),
      };
      return [{ id, label: `backup plan ${textAt(plan, "BackupPlanName")}`, values }];
    }),
};

function rule(value: Answer): unknown {
  return pick(value, {
    ruleName: "RuleName",
    targetVaultName: "TargetBackupVaultName",
    schedule: "ScheduleExpression",
    startWindow: "StartWindowMinutes",
    completionWindow: "CompletionWindowMinutes",
    lifecycle: (it) => ({
      deleteAfter: at(it, "Lifecycle.DeleteAfterDays"),
      coldStorageAfter: at(it, "Lifecycle.MoveToColdStorageAfterDays"),
    }),
    copyActions: (it) =>
      listAt(it, "CopyActions").map((copy) => ({
        destinationVaultArn: at(copy, "DestinationBackupVaultArn"),
        lifecycle: { deleteAfter: at(copy, "Lifecycle.DeleteAfterDays") },
      })),
  });
}

const vaults: Inventory = {
  name: "the backup vault: its key, its lock and who may read it",
  types: [vaultType, lockType],
  hidden: hiddenTags,
  expected: (declared) =>
    declared.of(vaultType).map((vault) => {
      const [lock] = declared
        .of(lockType)
        .filter(({ inputs }) => inputs["backupVaultName"] === vault.id);
      return declaredThing("backup vault", vault, {
        isLocked: lock !== undefined,
        minRetentionDays: lock?.inputs["minRetentionDays"],
        maxRetentionDays: lock?.inputs["maxRetentionDays"],
      });
    }),
  live: async (ask) =>
    (await Promise.all(ask.declared.ids(vaultType).map((name) => vaultOf(ask, name)))).flat(),
};

async function vaultOf(ask: Ask, name: string): Promise<readonly Thing[]> {
  const which = ["--backup-vault-name", name] as const;
  const [vault, policy] = await Promise.all([
    ask.one("backup", "describe-backup-vault", ...which),
    ask.one("backup", "get-backup-vault-access-policy", ...which),
  ]);
  if (vault === undefined) return [];
  const values = {
    ...pick(vault, {
      name: "BackupVaultName",
      kmsKeyArn: "EncryptionKeyArn",
      minRetentionDays: "MinRetentionDays",
      maxRetentionDays: "MaxRetentionDays",
    }),
    isLocked: at(vault, "Locked") ?? false,
    policy: at(policy, "Policy"),
  };
  return [{ id: name, label: `backup vault ${name}`, values }];
}

const selections: Inventory = {
  name: "the selection of the backup plan: the resources, and the role",
  types: [selectionType],
  notInEmulator: "the emulator has no selections of backup plans",
  expected: (declared) =>
    declared.of(selectionType).map((it) => declaredThing("backup selection", it)),
  live: (ask) =>
    forEachId(ask, planType, async (planId) => {
      const plan = ["--backup-plan-id", planId] as const;
      const command = ["backup", "list-backup-selections", ...plan] as const;
      const all = await ask.list("BackupSelectionsList", ...command);
      return Promise.all(
        all.map(async (it): Promise<Thing> => {
          const id = textAt(it, "SelectionId");
          const which = [...plan, "--selection-id", id];
          const answer = await ask.one("backup", "get-backup-selection", ...which);
          const values = pick(at(answer, "BackupSelection"), {
            name: "SelectionName",
            iamRoleArn: "IamRoleArn",
            resources: "Resources",
            notResources: "NotResources",
            selectionTags: "ListOfTags",
          });
          return { id, label: `backup selection ${id}`, values: { ...values, planId } };
        }),
      );
    }),
};

const budgets: Inventory = {
  name: "the budget: its limit, its filters, and the recipients at each threshold",
  types: [budgetType],
  hidden: {
    ...hiddenTags,
    timePeriodStart: "AWS sets it",
    timePeriodEnd: "AWS sets it",
    accountId: "it is the account",
  },
  emulatorHides: {
    notifications: "the emulator does not return the subscribers of a budget",
    metrics: "the emulator does not keep the filters and metrics of a budget",
    filterExpression: "the emulator does not keep the filters and metrics of a budget",
  },
  expected: (declared) =>
    declared.of(budgetType).map((it) => ({
      ...declaredThing("budget", it),
      values: {
        ...it.inputs,
        metrics: [it.inputs["metrics"]],
        notifications: listAt(it.inputs, "notifications").map(declaredNotification),
      },
    })),
  live: async (ask) =>
    (await Promise.all(ask.declared.ids(budgetType).map((id) => budgetOf(ask, id)))).flat(),
};

function declaredNotification(value: Answer): unknown {
  return {
    ...pick(value, {
      comparisonOperator: "comparisonOperator",
      notificationType: "notificationType",
      threshold: "threshold",
      thresholdType: "thresholdType",
    }),
    to: [...listAt(value, "subscriberSnsTopicArns"), ...listAt(value, "subscriberEmailAddresses")],
  };
}

async function budgetOf(ask: Ask, id: string): Promise<readonly Thing[]> {
  const [account = "", name = ""] = id.split(":");
  const which = ["--account-id", account, "--budget-name", name] as const;
  const [answer, notified] = await Promise.all([
    ask.one("budgets", "describe-budget", "--show-filter-expression", ...which),
    ask.isCompared("notifications")
      ? ask.one("budgets", "describe-notifications-for-budget", ...which)
      : undefined,
  ]);
  if (answer === undefined) return [];
  const budget = at(answer, "Budget");
  const tags = at(budget, "FilterExpression.Tags");
  const values = {
    ...pick(budget, {
      name: "BudgetName",
      budgetType: "BudgetType",
      limitAmount: "BudgetLimit.Amount",
      limitUnit: "BudgetLimit.Unit",
      timeUnit: "TimeUnit",
      metrics: "Metrics",
    }),
    filterExpression: { tags: { key: at(tags, "Key"), values: at(tags, "Values") } },
    notifications: await Promise.all(
      listAt(notified, "Notifications").map((it) => liveNotification(ask, which, it)),
    ),
  };
  return [{ id, label: `budget ${name}`, values }];
}

async function liveNotification(ask: Ask, which: readonly string[], notification: Answer) {
  const values = pick(notification, {
    comparisonOperator: "ComparisonOperator",
    notificationType: "NotificationType",
    threshold: "Threshold",
    thresholdType: "ThresholdType",
  });
  const key = {
    NotificationType: values["notificationType"],
    ComparisonOperator: values["comparisonOperator"],
    Threshold: values["threshold"],
    ThresholdType: values["thresholdType"],
  };
  const command = ["budgets", "describe-subscribers-for-notification"] as const;
  const answer = await ask.one(...command, ...which, "--notification", JSON.stringify(key));
  return { ...values, to: listAt(answer, "Subscribers").map((it) => at(it, "Address")) };
}

const scaling: Inventory = {
  name: "the scaling of readers: how many, and by which load",
  types: [scalingTargetType, scalingPolicyType],
  hidden: { ...hiddenTags, roleArn: "it is a role of the service" },
  expected: (declared) =>
    declared.of(scalingTargetType).map((target) => ({
      id: String(target.inputs["resourceId"]),
      label: `scaling of ${String(target.inputs["resourceId"])}`,
      values: {
        ...target.inputs,
        policies: declared.of(scalingPolicyType).map(({ inputs }) => ({
          name: inputs["name"],
          type: inputs["policyType"],
          ...tracking(inputs["targetTrackingScalingPolicyConfiguration"]),
        })),
      },
    })),
  live: async (ask) => {
    const ids = ask.declared
      .of(scalingTargetType)
      .map(({ inputs }) => String(inputs["resourceId"]));
    return (await Promise.all(ids.map((id) => scalingOf(ask, id)))).flat();
  },
};

function tracking(value: Answer): Readonly<Record<string, unknown>> {
  const both = (name: string) =>
    at(value, name) ?? at(value, name.charAt(0).toUpperCase() + name.slice(1));
  const metric = both("predefinedMetricSpecification");
  return {
    target: both("targetValue"),
    scaleInCooldown: both("scaleInCooldown"),
    scaleOutCooldown: both("scaleOutCooldown"),
    disableScaleIn: both("disableScaleIn") === true,
    metric: at(metric, "predefinedMetricType") ?? at(metric, "PredefinedMetricType"),
  };
}

async function scalingOf(ask: Ask, id: string): Promise<readonly Thing[]> {
  const service = ["--service-namespace", "rds"] as const;
  const one = ["--resource-id", id] as const;
  const [targets, policies, schedules] = await Promise.all([
    ask.list(
      "ScalableTargets",
      ...(["application-autoscaling", "describe-scalable-targets", ...service] as const),
      ...["--resource-ids", id],
    ),
    ask.one("application-autoscaling", "describe-scaling-policies", ...service, ...one),
    ask.one("application-autoscaling", "describe-scheduled-actions", ...service, ...one),
  ]);
  return targets.map((target) => ({
    id: textAt(target, "ResourceId"),
    label: `scaling of ${textAt(target, "ResourceId")}`,
    values: {
      ...pick(target, {
        serviceNamespace: "ServiceNamespace",
        resourceId: "ResourceId",
        scalableDimension: "ScalableDimension",
        minCapacity: "MinCapacity",
        maxCapacity: "MaxCapacity",
      }),
      suspended: Object.values(at(target, "SuspendedState") ?? {}).some(Boolean) || undefined,
      scheduledActions: listAt(schedules, "ScheduledActions").map((it) =>
        at(it, "ScheduledActionName"),
      ),
      policies: listAt(policies, "ScalingPolicies").map((it) => ({
        name: at(it, "PolicyName"),
        type: at(it, "PolicyType"),
        ...tracking(at(it, "TargetTrackingScalingPolicyConfiguration")),
      })),
    },
  }));
}

export const backupInventories = [plans, vaults, selections];
export const costInventories = [budgets, scaling];
