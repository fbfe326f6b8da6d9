import type * as aws from "@pulumi/aws";
import { physicalName } from "../../lib/names";
import { compositeAlarmOf } from "../live/notifications";
import { checksOf, properties } from "../check";
import { differences, including, matching, ofEach, ofEnvironment } from "../expectations";
import { phasedTaskOutputs, tasksOf } from "./replications";

const check = checksOf("Alarms");

const compositeAlarm = (...names: (keyof aws.cloudwatch.CompositeAlarmArgs)[]) =>
  properties<aws.cloudwatch.CompositeAlarmArgs>(
    "aws:cloudwatch/compositeAlarm:CompositeAlarm",
    ...names,
  );

export const healthAlarmChecks = [
  check({
    name: "report as one whether the way from the sources to Aurora is healthy",
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
    name: "report the health of every migration that its phase watches, and include it in the whole",
    outputs: ["healthAlarmName", "dmsReplicationTaskArns"],
    optionalOutputs: phasedTaskOutputs,
    verifies: compositeAlarm("alarmRule"),
    run: async (deployment) => {
      const { outputs, environment, aws } = deployment;
      const { AlarmRule } = await compositeAlarmOf(aws, outputs.healthAlarmName);
      const watched = (await tasksOf(deployment)).filter(({ watch }) => watch !== undefined);
      const found = await Promise.all(
        watched.map(async ({ name, watch }) => ({
          watch,
          ofTask: await compositeAlarmOf(aws, physicalName(environment, `task-${name}-unhealthy`)),
        })),
      );
      return found.flatMap(({ watch, ofTask }) => [
        ...differences(
          `rule of composite alarm ${outputs.healthAlarmName}`,
          { AlarmRule },
          { AlarmRule: matching(new RegExp(`ALARM\\("${ofTask.AlarmName}"\\)`)) },
        ),
        ...differences(`composite alarm ${ofTask.AlarmName}`, ofTask, {
          AlarmRule: matching(
            watch === "validation"
              ? /validation-failed-critical/
              : /latency-critical.*validation-failed-critical/,
          ),
        }),
      ]);
    },
  }),
];
