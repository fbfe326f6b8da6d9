import type { PlannedResource } from "@landing-zone/plan/plan";
import { types } from "@landing-zone/plan/plan-graph";
import { allMonth, hoursPerMonth, type Charge, type Charger, type ChargeContext } from "../charge";
import { clamped, mapIn, numberIn, textIn } from "../inputs";

const serverlessClass = "db.serverless";

/** vCPUs by size; the same in every family that Aurora MySQL has. */
const vcpus: Readonly<Record<string, number>> = {
  ...{ medium: 2, large: 2, xlarge: 4, "2xlarge": 8, "4xlarge": 16 },
  ...{ "8xlarge": 32, "12xlarge": 48, "16xlarge": 64 },
};

const cluster: Charger = ({ inputs }, { assumptions }) => {
  const { databaseGiB, databaseIoMillions, databaseChangeGiBPerDay } = assumptions;
  // The first day of backups is free.
  const keptDays = Math.max((numberIn(inputs, "backupRetentionPeriod") ?? 1) - 1, 0);
  return [
    {
      item: "Aurora storage",
      price: "aurora.storage",
      quantity: databaseGiB,
      assumption: "databaseGiB",
    },
    {
      item: "Aurora storage requests",
      price: "aurora.io",
      quantity: databaseIoMillions,
      assumption: "databaseIoMillions",
    },
    {
      item: `backups of ${keptDays} days beyond the first`,
      price: "aurora.backup",
      quantity: keptDays * databaseChangeGiBPerDay,
      assumption: "databaseChangeGiBPerDay",
    },
    ...(inputs["manageMasterUserPassword"] === true
      ? [{ item: "secret of the administrator", price: "secret", quantity: 1 }]
      : []),
  ];
};

/** The cluster of an instance: the only one, or the one that it refers to. */
function clusterOf(instance: PlannedResource, { graph }: ChargeContext) {
  return graph.references(instance, "clusterIdentifier", "cluster")[0] ?? graph.one("cluster");
}

const clusterInstance: Charger = (instance, context) => {
  const instanceClass = textIn(instance.inputs, "instanceClass") ?? "class unknown";
  const ofCluster = clusterOf(instance, context)?.inputs ?? {};
  const isAdvanced = textIn(ofCluster, "databaseInsightsMode") === "advanced";
  if (instanceClass !== serverlessClass) {
    const count = vcpus[instanceClass.split(".")[2] ?? ""] ?? Number.NaN;
    return [
      allMonth(instanceClass, `aurora.instance.${instanceClass}`),
      ...(isAdvanced ? [allMonth("Database Insights", "databaseInsights.vcpu", count)] : []),
    ];
  }
  const limits = mapIn(ofCluster, "serverlessv2ScalingConfiguration");
  const units = clamped(context.assumptions.auroraCapacityUnits, {
    min: numberIn(limits, "minCapacity"),
    max: numberIn(limits, "maxCapacity"),
  });
  const charge = (item: string, price: string): Charge => ({
    item,
    price,
    quantity: units * hoursPerMonth,
    assumption: "auroraCapacityUnits",
  });
  return [
    charge(`${units} ACU`, "aurora.capacityUnit"),
    ...(isAdvanced ? [charge("Database Insights", "databaseInsights.capacityUnit")] : []),
  ];
};

/** Days between two runs of an AWS cron schedule: monthly, weekly or daily. */
function interval(schedule: string): number {
  const [, , dayOfMonth = "?", , dayOfWeek = "?"] = schedule.replace(/^cron\(|\)$/g, "").split(" ");
  if (/\d/.test(dayOfMonth)) return 30;
  return /[\dA-Z]/.test(dayOfWeek) ? 7 : 1;
}

/**
 * Snapshots beyond the cluster's own retention are charged in full. Source: Understanding Aurora
 * backup storage usage, Aurora User Guide.
 */
const backupPlan: Charger = ({ inputs }, { graph, assumptions }) => {
  const retention = numberIn(graph.one("cluster")?.inputs ?? {}, "backupRetentionPeriod") ?? 1;
  const rules = Array.isArray(inputs["rules"]) ? inputs["rules"] : [];
  return rules.flatMap((rule) => {
    const keptDays = numberIn(mapIn(rule, "lifecycle"), "deleteAfter");
    if (keptDays === undefined) return [];
    const beyond = Math.max(keptDays - retention, 0);
    const copies = Math.floor(beyond / interval(textIn(rule, "schedule") ?? ""));
    return {
      item: `${copies} ${textIn(rule, "ruleName") ?? ""} copies in the vault`,
      price: "aurora.backup",
      quantity: copies * assumptions.databaseGiB,
      assumption: "databaseGiB" as const,
    };
  });
};

/** The charges for Aurora and its backups. */
export const databaseCharges: Readonly<Record<string, Charger>> = {
  [types.cluster]: cluster,
  [types.clusterInstance]: clusterInstance,
  [types.backupPlan]: backupPlan,
};
