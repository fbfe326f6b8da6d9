import { Duration } from "aws-cdk-lib";
import * as budgets from "aws-cdk-lib/aws-budgets";
import * as cloudwatch from "aws-cdk-lib/aws-cloudwatch";
import * as actions from "aws-cdk-lib/aws-cloudwatch-actions";
import * as dms from "aws-cdk-lib/aws-dms";
import * as events from "aws-cdk-lib/aws-events";
import * as targets from "aws-cdk-lib/aws-events-targets";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as logs from "aws-cdk-lib/aws-logs";
import * as rds from "aws-cdk-lib/aws-rds";
import * as sns from "aws-cdk-lib/aws-sns";
import { type Construct } from "constructs";
import { logGroup } from "./parts";

/** Alarms, events, dashboard and budget. @returns Adds an alarm. */
export function observability(scope: Construct, logsKey: kms.IKey) {
  const topic = new sns.Topic(scope, "alarms", { masterKey: logsKey, enforceSSL: true });
  const metric = (metricName: string) =>
    new cloudwatch.Metric({ namespace: "AWS/DMS", metricName, period: Duration.minutes(1) });
  const addAlarm = (index: number) => {
    const alarm = new cloudwatch.Alarm(scope, `alarm-${index}`, {
      alarmName: `migration-dev-${index}`,
      alarmDescription: "The meaning, and the next step",
      metric: metric(`Metric${index}`),
      threshold: index,
      evaluationPeriods: 3,
    });
    alarm.addAlarmAction(new actions.SnsAction(topic));
    return alarm;
  };
  const all = Array.from({ length: 72 }, (_, index) => addAlarm(index));
  for (const name of ["database", "dms", "edge", "migration"]) {
    new cloudwatch.CompositeAlarm(scope, `composite-${name}`, {
      alarmRule: cloudwatch.AlarmRule.anyOf(...all),
    });
    new logs.MetricFilter(scope, `filter-${name}`, {
      logGroup: logGroup(scope, name, logsKey),
      metricNamespace: "Migration/dev",
      metricName: name,
      filterPattern: logs.FilterPattern.literal("ERROR"),
    });
    new rds.CfnEventSubscription(scope, `rds-events-${name}`, { snsTopicArn: topic.topicArn });
  }
  for (const name of ["task", "instance"]) {
    new dms.CfnEventSubscription(scope, `dms-events-${name}`, { snsTopicArn: topic.topicArn });
  }
  for (const name of ["state", "rotation", "deletion"]) {
    new events.Rule(scope, `rule-${name}`, {
      eventPattern: { source: ["aws.dms"], detailType: [name] },
      targets: [new targets.SnsTopic(topic)],
    });
  }
  new cloudwatch.Dashboard(scope, "dashboard", {
    widgets: [all.map((alarm) => new cloudwatch.GraphWidget({ left: [alarm.metric] }))],
  });
  new budgets.CfnBudget(scope, "budget", {
    budget: { budgetType: "COST", timeUnit: "MONTHLY", budgetLimit: { amount: 900, unit: "USD" } },
  });
  return addAlarm;
}
