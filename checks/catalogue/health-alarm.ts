import type * as aws from "@pulumi/aws";
import { physicalName } from "../../lib/names";
import { compositeAlarmOf } from "../live/notifications";
import { checksOf, properties } from "../check";
import { differences, including, matching, ofEach, ofEnvironment } from "../expectations";

const check = checksOf("Alarms");

const compositeAlarm = (...names: (keyof aws.cloudwatch.CompositeAlarmArgs)[]) =>
  properties<aws.cloudwatch.CompositeAlarmArgs>(
    "aws:cloudwatch/compositeAlarm:CompositeAlarm",
    ...names,
  );

export const healthAlarmChecks = [
  check({
    name: "say as one whether the way from the sources to Aurora is healthy",
    outputs: ["healthAlarmName", "alarmTopicArn"],
    verifies: compositeAlarm("alarmRule", "alarmActions", "actionsEnabled"),
    run: async ({ outputs, environment, aws }) => {
      const whole = await compositeAlarmOf(aws, outputs.healthAlarmName);
      return [
        ...differences(`composite alarm ${whole.AlarmName}`, whole, {
          ActionsEnabled: true,
          AlarmActions: including(outputs.alarmTopicArn),
        }),
        ...ofEach(
          `alarm in the rule of ${whole.AlarmName}`,
          [...whole.AlarmRule.matchAll(/ALARM\("([^"]+)"\)/g)].map(([, name]) => name),
          (name) =>
            differences(
              `rule of composite alarm ${whole.AlarmName}`,
              { name },
              { name: ofEnvironment(environment) },
            ),
        ),
      ];
    },
  }),
  check({
    name: "say of every migration whether it is healthy, and count it in the whole",
    outputs: ["healthAlarmName", "dmsReplicationTaskArns"],
    verifies: compositeAlarm("alarmRule"),
    run: async ({ outputs, environment, aws }) => {
      const { AlarmRule } = await compositeAlarmOf(aws, outputs.healthAlarmName);
      const names = Object.keys(outputs.dmsReplicationTaskArns).map((migration) =>
        physicalName(environment, `task-${migration}-unhealthy`),
      );
      const found = await Promise.all(names.map((name) => compositeAlarmOf(aws, name)));
      return found.flatMap((ofTask) => [
        ...differences(
          `rule of composite alarm ${outputs.healthAlarmName}`,
          { AlarmRule },
          { AlarmRule: matching(new RegExp(`ALARM\\("${ofTask.AlarmName}"\\)`)) },
        ),
        ...differences(`composite alarm ${ofTask.AlarmName}`, ofTask, {
          AlarmRule: matching(/latency-critical.*validation-failed-critical/),
        }),
      ]);
    },
  }),
];
