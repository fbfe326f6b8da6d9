import type * as aws from "@pulumi/aws";
import { logRetentionDays } from "../../lib/log-retention";
import { physicalName } from "../../lib/names";
import { flowLogsOf } from "../live/ec2";
import { logGroupNameOf, logGroupsNamed } from "../live/logs";
import { clusterIdentifierOf } from "../live/rds";
import { type AwsCli } from "../aws-cli";
import { checksOf, properties } from "../check";
import { allProblems, differences, oneOf, ofEach, present } from "../expectations";
import { databaseSecretOutputs, ownSecretsOf } from "./secrets";
import { tunnelLogGroupName } from "./vpn";

const check = checksOf("Logging");

/** The logs that Aurora exports. */
const auroraLogs = ["audit", "error", "slowquery"];

const logGroup = properties<aws.cloudwatch.LogGroupArgs>(
  "aws:cloudwatch/logGroup:LogGroup",
  "name",
  "retentionInDays",
  "kmsKeyId",
);

export const loggingChecks = [
  check({
    name: "records all traffic of the VPC, every minute",
    outputs: ["vpcId", "flowLogGroupName"],
    verifies: properties<aws.ec2.FlowLogArgs>(
      "aws:ec2/flowLog:FlowLog",
      "vpcId",
      "trafficType",
      "logDestination",
      "iamRoleArn",
      "maxAggregationInterval",
    ),
    controls: ["EC2.6"],
    run: async ({ outputs, aws }) => {
      const flowLogs = (await flowLogsOf(aws, outputs.vpcId)).map((flowLog) => ({
        ...flowLog,
        logGroup: flowLog.LogGroupName ?? logGroupNameOf(flowLog.LogDestination),
      }));
      // The owner of a VPC that was given may have flow logs too.
      const own = flowLogs.filter(({ logGroup }) => logGroup === outputs.flowLogGroupName);
      return ofEach(`flow log of VPC ${outputs.vpcId}`, own, (flowLog) =>
        differences(`flow log ${flowLog.FlowLogId}`, flowLog, {
          FlowLogStatus: "ACTIVE",
          TrafficType: "ALL",
          MaxAggregationInterval: 60,
          DeliverLogsPermissionArn: present,
        }),
      );
    },
  }),
  check({
    name: "keeps flow, replication and firewall logs encrypted, for a stated time",
    outputs: ["flowLogGroupName", "dmsLogGroupNames", "wafLogGroupName", "logsKeyArn"],
    verifies: logGroup,
    controls: ["CloudWatch.16"],
    run: ({ outputs, aws }) =>
      logGroupProblems(aws, outputs.logsKeyArn, [
        outputs.flowLogGroupName,
        ...Object.values(outputs.dmsLogGroupNames),
        outputs.wafLogGroupName,
      ]),
  }),
  check({
    name: "keeps the logs that Aurora exports encrypted, for a stated time",
    outputs: ["auroraClusterEndpoint", "logsKeyArn"],
    verifies: logGroup,
    controls: ["CloudWatch.16"],
    run: ({ outputs, aws }) => {
      const cluster = clusterIdentifierOf(outputs.auroraClusterEndpoint);
      const names = auroraLogs.map((log) => `/aws/rds/cluster/${cluster}/${log}`);
      return logGroupProblems(aws, outputs.logsKeyArn, names);
    },
  }),
  check({
    name: "keeps the logs of the VPN tunnels encrypted, for a stated time",
    outputs: ["vpnConnectionIds", "logsKeyArn"],
    verifies: logGroup,
    controls: ["CloudWatch.16"],
    run: ({ outputs, environment, aws }) =>
      logGroupProblems(
        aws,
        outputs.logsKeyArn,
        outputs.vpnConnectionIds.map((_, index) => tunnelLogGroupName(environment, index)),
      ),
  }),
  check({
    name: "keeps the logs of the rotation functions encrypted, for a stated time",
    outputs: [...databaseSecretOutputs, "logsKeyArn"],
    verifies: logGroup,
    controls: ["CloudWatch.16"],
    run: async (deployment) => {
      const secrets = await ownSecretsOf(deployment);
      const names = secrets.map(
        ({ purpose }) =>
          `/aws/lambda/${physicalName(deployment.environment, `${purpose}-rotation`)}`,
      );
      return logGroupProblems(deployment.aws, deployment.outputs.logsKeyArn, names);
    },
  }),
];

async function logGroupProblems(
  aws: AwsCli,
  logsKeyArn: string,
  names: readonly string[],
): Promise<string[]> {
  const problems = names.map(async (name) =>
    ofEach(`log group ${name}`, await logGroupsNamed(aws, name), (group) =>
      differences(`log group ${name}`, group, {
        retentionInDays: oneOf(logRetentionDays),
        kmsKeyId: logsKeyArn,
      }),
    ),
  );
  return allProblems(problems);
}
