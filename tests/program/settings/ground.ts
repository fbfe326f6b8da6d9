import { at, type Planned, type Row } from "./row";

const clusterType = "rds/cluster:Cluster";

const firstInstance = (property: string) => (plan: Planned) =>
  plan.one("rds/clusterInstance:ClusterInstance", "database-1")?.[property];

const ofCluster = (property: string) => (plan: Planned) =>
  plan.one(clusterType, "database")?.[property];

const parameter = (name: string) => (plan: Planned) => {
  const group = plan.one("rds/clusterParameterGroup:ClusterParameterGroup", "database");
  const parameters = group?.["parameters"] as { name: string; value: string }[];
  return parameters.find((it) => it.name === name)?.value;
};

const natGateways = (plan: Planned) => plan.all("ec2/natGateway:NatGateway").length;

/** Effects of the keys of the network and the database. */
export const groundRows: Readonly<Record<string, Row>> = {
  protect: at("protect", ofCluster("deletionProtection")),
  "tags.dataClassification": at(
    "tags.dataClassification",
    (plan) =>
      (plan.one(clusterType, "database")?.["tagsAll"] as Record<string, string>)[
        "DataClassification"
      ],
  ),
  "network.availabilityZones": at(
    "network.availabilityZones",
    (plan) =>
      plan.plan.resources.filter(
        ({ type, name }) => type === "aws:ec2/subnet:Subnet" && name.includes("-private-"),
      ).length,
  ),
  "network.natGateways": at(
    "network.natGateways",
    (plan) => ({ 0: "none", 1: "single" })[natGateways(plan)] ?? "perAz",
  ),
  "network.flowLogRetentionDays": at("network.flowLogRetentionDays", (plan) =>
    plan.retention("network-flow-logs"),
  ),
  "database.parameterPreset": at("database.parameterPreset", parameter("event_scheduler"), {
    means: (preset) => (preset === "migration" ? "OFF" : "ON"),
  }),
  "database.parameters.lower_case_table_names": at(
    "database.parameters.lower_case_table_names",
    parameter("lower_case_table_names"),
    { means: String },
  ),
  "database.instances.class": at("database.instances.class", firstInstance("instanceClass")),
  "database.instances.readerScaling.metric": {
    configure: (metric) => ({
      "database.instances.readerScaling": { metric, maxReaders: 3, target: 60 },
    }),
    read: (plan) => {
      const { targetTrackingScalingPolicyConfiguration: tracking } =
        plan.one("appautoscaling/policy:Policy", "database-readers") ?? {};
      return (
        tracking as { predefinedMetricSpecification: { predefinedMetricType: string } } | undefined
      )?.predefinedMetricSpecification.predefinedMetricType;
    },
    means: (metric) =>
      metric === "cpu" ? "RDSReaderAverageCPUUtilization" : "RDSReaderAverageDatabaseConnections",
  },
  "database.backup.vault.lock": at(
    "database.backup.vault.lock",
    (plan) => plan.all("backup/vaultLockConfiguration:VaultLockConfiguration").length,
    { means: Number },
  ),
  "database.logRetentionDays": at("database.logRetentionDays", (plan) =>
    plan.retention("database-audit"),
  ),
  "database.restoreFrom.latest": {
    configure: (latest) =>
      latest === undefined
        ? {}
        : {
            "database.restoreFrom": { clusterIdentifier: "orders", latest },
            "database.adminUsername": "aurora_admin",
          },
    read: ofCluster("restoreToPointInTime"),
    means: (latest) =>
      latest && {
        restoreType: "full-copy",
        sourceClusterIdentifier: "orders",
        useLatestRestorableTime: true,
      },
    also: [undefined],
  },
  "database.caCertificateIdentifier": at(
    "database.caCertificateIdentifier",
    firstInstance("caCertIdentifier"),
  ),
  "database.insightsMode": at("database.insightsMode", ofCluster("databaseInsightsMode"), {
    choose: (others, turn) =>
      Number(others("database.performanceInsightsRetentionDays")) >= 465 && turn % 2 === 0
        ? "advanced"
        : "standard",
  }),
  "database.performanceInsightsRetentionDays": at(
    "database.performanceInsightsRetentionDays",
    firstInstance("performanceInsightsRetentionPeriod"),
  ),
  "database.autoMinorVersionUpgrade": at(
    "database.autoMinorVersionUpgrade",
    firstInstance("autoMinorVersionUpgrade"),
  ),
  "database.monitoringIntervalSeconds": at(
    "database.monitoringIntervalSeconds",
    firstInstance("monitoringInterval"),
  ),
};
