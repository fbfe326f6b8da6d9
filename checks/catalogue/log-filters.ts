import type * as aws from "@pulumi/aws";
import { exportedLogGroupName } from "../../lib/aurora-names";
import { serverlessLogGroupName, taskIdentifier } from "../../lib/dms-names";
import { logPatterns, type LogPattern } from "../../lib/log-patterns";
import { metricFiltersOf } from "../live/logs";
import { alarmsOf } from "../live/notifications";
import { clusterIdentifierOf } from "../live/rds";
import { type AwsCli } from "../aws-cli";
import { checksOf, properties } from "../check";
import { allProblems, differences, ofEach, ofEnvironment } from "../expectations";
import { configPartsOf, phasedConfigOutputs } from "./replications";
import { tunnelLogGroupName } from "./vpn";

const check = checksOf("Logs");

const metricFilter = properties<aws.cloudwatch.LogMetricFilterArgs>(
  "aws:cloudwatch/logMetricFilter:LogMetricFilter",
  "logGroupName",
  "pattern",
  "metricTransformation",
);

export const logFilterChecks = [
  check({
    name: "count errors of replication tasks, for an alarm",
    outputs: ["dmsLogGroupName"],
    verifies: metricFilter,
    run: ({ outputs, environment, aws }) =>
      problemsOf(aws, environment, "taskLog", outputs.dmsLogGroupName),
  }),
  check({
    name: "count errors and failures of serverless replications, for an alarm",
    outputs: ["dmsReplicationConfigArns"],
    optionalOutputs: phasedConfigOutputs,
    verifies: metricFilter,
    run: async ({ outputs, environment, aws }) => {
      const problems = configPartsOf(outputs).map(({ name }) => {
        const logGroupName = serverlessLogGroupName(taskIdentifier(environment, name));
        return problemsOf(aws, environment, "serverlessLog", logGroupName);
      });
      return allProblems(problems);
    },
  }),
  check({
    name: "count negotiations of VPN tunnels that failed, for an alarm",
    outputs: ["vpnConnectionIds"],
    verifies: metricFilter,
    run: async ({ outputs, environment, aws }) => {
      const problems = outputs.vpnConnectionIds.map((_, index) =>
        problemsOf(aws, environment, "tunnelLog", tunnelLogGroupName(environment, index)),
      );
      return allProblems(problems);
    },
  }),
  check({
    name: "count errors of Aurora and logins that it refused, for alarms",
    outputs: ["auroraClusterEndpoint"],
    verifies: metricFilter,
    run: async ({ outputs, environment, aws }) => {
      const group = (log: string) =>
        exportedLogGroupName(clusterIdentifierOf(outputs.auroraClusterEndpoint), log);
      return [
        ...(await problemsOf(aws, environment, "auroraErrorLog", group("error"))),
        ...(await problemsOf(aws, environment, "auroraAuditLog", group("audit"))),
      ];
    },
  }),
];

/** Checks that a log group has the filters for its kind, and that an alarm watches each count. */
async function problemsOf(
  aws: AwsCli,
  environment: string,
  kind: LogPattern["kind"],
  logGroupName: string,
): Promise<string[]> {
  const [filters, alarms] = [await metricFiltersOf(aws, logGroupName), await alarmsOf(aws)];
  return logPatterns
    .filter((wanted) => wanted.kind === kind)
    .flatMap(({ pattern, rule }) =>
      ofEach(
        `filter of log group ${logGroupName} for ${pattern}`,
        filters.filter(({ filterPattern }) => filterPattern === pattern),
        ({ filterName, metricTransformations: [metric] }) => [
          ...differences(
            `filter ${filterName} of log group ${logGroupName}`,
            { name: filterName, ...metric },
            { name: ofEnvironment(environment), metricName: rule.metric, metricValue: "1" },
          ),
          ...ofEach(
            `alarm on ${metric?.metricNamespace} ${rule.metric}`,
            alarms.filter(
              ({ Namespace, MetricName }) =>
                Namespace === metric?.metricNamespace && MetricName === rule.metric,
            ),
            (alarm) => differences(`alarm ${alarm.AlarmName}`, alarm, { ActionsEnabled: true }),
          ),
        ],
      ),
    );
}
