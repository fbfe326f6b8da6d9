import type * as aws from "@pulumi/aws";
import { alarmsOf, type Alarm, dashboardOf } from "../live/notifications";
import { checksOf, properties } from "../check";
import { differences, matching, ofEach, ofEnvironment, unless } from "../expectations";

const check = checksOf("Dashboard");

const dashboard = properties<aws.cloudwatch.DashboardArgs>(
  "aws:cloudwatch/dashboard:Dashboard",
  "dashboardName",
  "dashboardBody",
);

export const dashboardChecks = [
  check({
    name: "shows every alarm of the environment, and the metric that it watches",
    outputs: ["dashboardName", "dashboardUrl", "alarmTopicArn"],
    verifies: dashboard,
    run: async ({ outputs, environment, aws }) => {
      const shown = await dashboardOf(aws, outputs.dashboardName);
      const { isMetBy: isOurs } = ofEnvironment(environment);
      const alarms = (await alarmsOf(aws)).filter(
        ({ AlarmName, AlarmActions }) =>
          isOurs(AlarmName) && AlarmActions.includes(outputs.alarmTopicArn),
      );
      const graphs = new Set(shown.metrics.map(identityOf));
      return [
        ...differences(`dashboard ${shown.DashboardName}`, shown, {
          DashboardName: ofEnvironment(environment),
        }),
        ...differences("outputs", outputs, {
          dashboardUrl: matching(new RegExp(`/${outputs.dashboardName}$`)),
        }),
        ...ofEach("alarm that notifies the topic", alarms, (alarm) => [
          ...unless(
            shown.alarmArns.includes(alarm.AlarmArn),
            `dashboard ${shown.DashboardName}: alarm ${alarm.AlarmName} is not on it, expected every alarm`,
          ),
          ...unless(
            graphs.has(identityOf(metricOf(alarm))),
            `dashboard ${shown.DashboardName}: no graph of ${metricOf(alarm).join(" ")}, expected one of each metric with an alarm`,
          ),
        ]),
      ];
    },
  }),
];

function metricOf({ Namespace = "", MetricName = "", Dimensions }: Alarm): string[] {
  return [Namespace, MetricName, ...Dimensions.flatMap(({ Name, Value }) => [Name, Value])];
}

/** Identity of a metric, independent of the order of its dimensions. */
function identityOf([namespace = "", metric = "", ...dimensions]: readonly string[]): string {
  const pairs = dimensions.flatMap((name, index) =>
    index % 2 === 0 ? [`${name}=${dimensions[index + 1] ?? ""}`] : [],
  );
  return [namespace, metric, ...pairs.sort()].join(" ");
}
