import type * as aws from "@pulumi/aws";
import { replicationInstanceOf } from "../live/dms";
import { type Alarm, alarmsOf, rulesSendingTo } from "../live/notifications";
import { clusterIdentifierOf, instancesAt } from "../live/rds";
import { vpnConnectionsOf } from "../live/vpn";
import { phasedTaskOutputs, tasksOf } from "./replications";
import { databaseSecretOutputs, ownSecretsOf, phasedSecretOutputs } from "./secrets";
import { type AwsCli } from "../aws-cli";
import { checksOf, properties } from "../check";
import { differences, including, ofEach, ofEnvironment } from "../expectations";

const check = checksOf("Alarms");

const alarm = properties<aws.cloudwatch.MetricAlarmArgs>(
  "aws:cloudwatch/metricAlarm:MetricAlarm",
  "namespace",
  "metricName",
  "dimensions",
  "actionsEnabled",
  "alarmActions",
  "okActions",
);

/** A resource as CloudWatch knows it, and the metrics that must have an alarm. */
interface Watched {
  readonly namespace: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly metrics: readonly string[];
}

const validationMetrics = ["ValidationFailedOverallCount", "ValidationSuspendedOverallCount"];

const taskMetrics = [
  "CDCLatencySource",
  "CDCLatencyTarget",
  "CDCIncomingChanges",
  "CDCChangesDiskSource",
  "CDCChangesDiskTarget",
  ...validationMetrics,
];

export const alarmChecks = [
  check({
    name: "watch every replication instance",
    outputs: ["dmsReplicationInstanceArns", "alarmTopicArn"],
    verifies: alarm,
    controls: ["CloudWatch.15", "CloudWatch.17"],
    run: async ({ outputs, environment, aws }) => {
      const instances = await Promise.all(
        Object.values(outputs.dmsReplicationInstanceArns).map((arn) =>
          replicationInstanceOf(aws, arn),
        ),
      );
      const watched = instances.map(({ ReplicationInstanceIdentifier }) => ({
        namespace: "AWS/DMS",
        dimensions: { ReplicationInstanceIdentifier },
        metrics: ["CPUUtilization", "FreeableMemory", "FreeStorageSpace", "SwapUsage"],
      }));
      return problemsOf(aws, environment, outputs.alarmTopicArn, watched);
    },
  }),
  check({
    name: "watch the replication tasks of the phase, by the identifier that ends its ARN",
    outputs: ["dmsReplicationTaskArns", "alarmTopicArn"],
    optionalOutputs: phasedTaskOutputs,
    verifies: alarm,
    run: async (deployment) => {
      const { outputs, environment, aws } = deployment;
      const tasks = (await tasksOf(deployment)).filter(({ watch }) => watch !== undefined);
      const watched = await Promise.all(
        tasks.map(async ({ watch, found }) => {
          const instance = await replicationInstanceOf(aws, found.ReplicationInstanceArn);
          return {
            namespace: "AWS/DMS",
            dimensions: {
              ReplicationInstanceIdentifier: instance.ReplicationInstanceIdentifier,
              ReplicationTaskIdentifier: found.ReplicationTaskArn.split(":").at(-1) ?? "",
            },
            metrics: watch === "validation" ? validationMetrics : taskMetrics,
          };
        }),
      );
      return problemsOfAny(aws, environment, outputs.alarmTopicArn, watched);
    },
  }),
  check({
    name: "watch every Aurora instance",
    outputs: ["auroraClusterEndpoint", "alarmTopicArn"],
    verifies: alarm,
    run: async ({ outputs, environment, aws }) => {
      const instances = await instancesAt(aws, outputs.auroraClusterEndpoint);
      const watched = instances.map(({ DBInstanceIdentifier }) => ({
        namespace: "AWS/RDS",
        dimensions: { DBInstanceIdentifier },
        metrics: [
          "CPUUtilization",
          "FreeableMemory",
          "FreeLocalStorage",
          "DatabaseConnections",
          "AuroraReplicaLag",
          "Deadlocks",
        ],
      }));
      return problemsOf(aws, environment, outputs.alarmTopicArn, watched);
    },
  }),
  check({
    name: "watch the Aurora readers that the load adds, whatever their names",
    outputs: ["auroraClusterEndpoint", "auroraReaders", "alarmTopicArn"],
    verifies: alarm,
    run: ({ outputs, environment, aws }) =>
      problemsOf(aws, environment, outputs.alarmTopicArn, [
        {
          namespace: "AWS/RDS",
          dimensions: {
            DBClusterIdentifier: clusterIdentifierOf(outputs.auroraClusterEndpoint),
            Role: "READER",
          },
          metrics: [
            "CPUUtilization",
            "FreeableMemory",
            "FreeLocalStorage",
            "DatabaseConnections",
            "AuroraReplicaLag",
          ],
        },
      ]),
  }),
  check({
    name: "watch the load balancer and its targets",
    outputs: ["loadBalancerArn", "targetGroupArn", "alarmTopicArn"],
    verifies: alarm,
    run: ({ outputs, environment, aws }) => {
      const LoadBalancer = outputs.loadBalancerArn.replace(/^.*:loadbalancer\//, "");
      const TargetGroup = outputs.targetGroupArn.replace(/^.*:(?=targetgroup\/)/, "");
      const namespace = "AWS/ApplicationELB";
      return problemsOf(aws, environment, outputs.alarmTopicArn, [
        {
          namespace,
          dimensions: { LoadBalancer },
          metrics: ["HTTPCode_ELB_5XX_Count", "RejectedConnectionCount"],
        },
        {
          namespace,
          dimensions: { LoadBalancer, TargetGroup },
          metrics: [
            "HTTPCode_Target_5XX_Count",
            "TargetConnectionErrorCount",
            "UnHealthyHostCount",
            "TargetResponseTime",
          ],
        },
      ]);
    },
  }),
  check({
    name: "watch the application in the data centre",
    outputs: ["loadBalancerArn", "onPremisesTargetGroupArn", "alarmTopicArn"],
    verifies: alarm,
    run: ({ outputs, environment, aws }) => {
      const LoadBalancer = outputs.loadBalancerArn.replace(/^.*:loadbalancer\//, "");
      const TargetGroup = outputs.onPremisesTargetGroupArn.replace(/^.*:(?=targetgroup\/)/, "");
      return problemsOf(aws, environment, outputs.alarmTopicArn, [
        {
          namespace: "AWS/ApplicationELB",
          dimensions: { LoadBalancer, TargetGroup },
          metrics: ["HTTPCode_Target_5XX_Count", "UnHealthyHostCount", "TargetResponseTime"],
        },
      ]);
    },
  }),
  check({
    name: "watch the requests that the web application firewall blocks",
    outputs: ["webAclArn", "alarmTopicArn"],
    verifies: alarm,
    run: ({ outputs, environment, region, aws }) => {
      // arn:…:regional/webacl/<name>/<id>
      const WebACL = outputs.webAclArn.split("/")[2] ?? outputs.webAclArn;
      return problemsOf(aws, environment, outputs.alarmTopicArn, [
        {
          namespace: "AWS/WAFV2",
          dimensions: { WebACL, Region: region, Rule: "ALL" },
          metrics: ["BlockedRequests"],
        },
      ]);
    },
  }),
  check({
    name: "watch the functions that rotate secrets",
    outputs: [...databaseSecretOutputs, "alarmTopicArn"],
    optionalOutputs: phasedSecretOutputs,
    verifies: alarm,
    run: async (deployment) => {
      const { outputs, environment, aws } = deployment;
      const watched = (await ownSecretsOf(deployment)).map(({ secret }) => ({
        namespace: "AWS/Lambda",
        dimensions: { FunctionName: secret.RotationLambdaARN?.split(":").at(-1) ?? "" },
        metrics: ["Errors"],
      }));
      return problemsOfAny(aws, environment, outputs.alarmTopicArn, watched);
    },
  }),
  check({
    name: "watch the event rules",
    outputs: ["alarmTopicArn"],
    verifies: alarm,
    run: async ({ outputs, environment, aws }) => {
      const rules = await rulesSendingTo(aws, outputs.alarmTopicArn);
      const watched = rules.map(({ Name }) => ({
        namespace: "AWS/Events",
        dimensions: { RuleName: Name },
        metrics: ["FailedInvocations"],
      }));
      return problemsOf(aws, environment, outputs.alarmTopicArn, watched);
    },
  }),
  check({
    name: "watch each VPN connection as a whole",
    outputs: ["vpnConnectionIds", "alarmTopicArn"],
    verifies: alarm,
    run: ({ outputs, environment, aws }) =>
      problemsOf(
        aws,
        environment,
        outputs.alarmTopicArn,
        outputs.vpnConnectionIds.map((VpnId) => ({
          namespace: "AWS/VPN",
          dimensions: { VpnId },
          metrics: ["TunnelState"],
        })),
      ),
  }),
  check({
    name: "watch every tunnel of the VPN",
    outputs: ["vpnConnectionIds", "alarmTopicArn"],
    verifies: alarm,
    controls: ["EC2.20"],
    run: async ({ outputs, environment, aws }) => {
      const connections = await vpnConnectionsOf(aws, outputs.vpnConnectionIds);
      const tunnels = connections.flatMap(({ Tunnels }) => Tunnels);
      const watched = tunnels.map(({ OutsideIpAddress }) => ({
        namespace: "AWS/VPN",
        dimensions: { TunnelIpAddress: OutsideIpAddress },
        metrics: ["TunnelState"],
      }));
      return problemsOf(aws, environment, outputs.alarmTopicArn, watched);
    },
  }),
  check({
    name: "watch the NAT gateways",
    outputs: ["natGatewayIds", "alarmTopicArn"],
    verifies: alarm,
    run: ({ outputs, environment, aws }) => {
      const watched = outputs.natGatewayIds.map((NatGatewayId) => ({
        namespace: "AWS/NATGateway",
        dimensions: { NatGatewayId },
        metrics: ["ErrorPortAllocation"],
      }));
      return problemsOf(aws, environment, outputs.alarmTopicArn, watched);
    },
  }),
];

/** Each metric must have an alarm that notifies the topic when it goes off and when it recovers. */
async function problemsOf(
  aws: AwsCli,
  environment: string,
  topicArn: string,
  watched: readonly Watched[],
): Promise<string[]> {
  const alarms = await alarmsOf(aws);
  return ofEach("watched resource", watched, ({ namespace, dimensions, metrics }) =>
    metrics.flatMap((metric) => {
      const subject = `${namespace} ${metric} of ${Object.values(dimensions).join(", ")}`;
      const found = alarms.filter(
        (it) => it.Namespace === namespace && it.MetricName === metric && isAbout(it, dimensions),
      );
      return ofEach(`alarm on ${subject}`, found, (it) =>
        differences(`alarm ${it.AlarmName}`, it, {
          AlarmName: ofEnvironment(environment),
          ActionsEnabled: true,
          AlarmActions: including(topicArn),
          OKActions: including(topicArn),
        }),
      );
    }),
  );
}

/** Whether an alarm has exactly these dimensions: with one more or one less it never has data. */
function isAbout({ Dimensions }: Alarm, dimensions: Readonly<Record<string, string>>): boolean {
  return (
    Dimensions.length === Object.keys(dimensions).length &&
    Dimensions.every(({ Name, Value }) => dimensions[Name] === Value)
  );
}

/** The same, where a stack may have nothing to watch. */
async function problemsOfAny(...args: Parameters<typeof problemsOf>): Promise<string[]> {
  const [, , , watched] = args;
  return watched.length === 0 ? [] : problemsOf(...args);
}
