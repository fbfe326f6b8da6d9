import type { PutMetricAlarmInput } from "@aws-sdk/client-cloudwatch";
import type * as aws from "@pulumi/aws";
import { required } from "../aws";
import { resource, type Inputs, type Tagging, type ResourceTable } from "../resource";
import { tagList, tagMap } from "../tags";

const tagging: Tagging = {
  target: "arn",
  tag: (ResourceARN, tags, { cloudwatch }) =>
    cloudwatch.tagResource({ ResourceARN, Tags: tagList(tags) }),
  untag: (ResourceARN, TagKeys, { cloudwatch }) =>
    cloudwatch.untagResource({ ResourceARN, TagKeys }),
};

type AlarmInputs = Inputs<aws.cloudwatch.MetricAlarmArgs>;

function alarmRequest(inputs: AlarmInputs, AlarmName: string): PutMetricAlarmInput {
  return {
    AlarmName,
    AlarmDescription: inputs.alarmDescription,
    ActionsEnabled: inputs.actionsEnabled ?? true,
    AlarmActions: inputs.alarmActions as string[] | undefined,
    OKActions: inputs.okActions as string[] | undefined,
    InsufficientDataActions: inputs.insufficientDataActions as string[] | undefined,
    Namespace: inputs.namespace,
    MetricName: inputs.metricName,
    Dimensions: Object.entries(inputs.dimensions ?? {}).map(([Name, Value]) => ({ Name, Value })),
    Statistic: inputs.statistic as "Average" | undefined,
    ExtendedStatistic: inputs.extendedStatistic,
    Unit: inputs.unit as "Bytes" | undefined,
    Period: inputs.period,
    EvaluationPeriods: inputs.evaluationPeriods,
    DatapointsToAlarm: inputs.datapointsToAlarm,
    Threshold: inputs.threshold,
    ComparisonOperator: inputs.comparisonOperator as "GreaterThanThreshold",
    TreatMissingData: inputs.treatMissingData ?? "missing",
  };
}

const metricAlarm = resource<aws.cloudwatch.MetricAlarmArgs, aws.cloudwatch.MetricAlarmState>({
  async create(inputs, { cloudwatch }) {
    const name = required(inputs.name, "a name");
    await cloudwatch.putMetricAlarm({
      ...alarmRequest(inputs, name),
      Tags: tagList(inputs.tagsAll),
    });
    return name;
  },
  async read({ id }, { cloudwatch }) {
    const { MetricAlarms } = await cloudwatch.describeAlarms({ AlarmNames: [id] });
    const found = MetricAlarms?.[0];
    if (!found) return undefined;
    const ResourceARN = required(found.AlarmArn, "an alarm ARN");
    const { Tags } = await cloudwatch.listTagsForResource({ ResourceARN });
    return {
      arn: ResourceARN,
      name: id,
      alarmDescription: found.AlarmDescription,
      actionsEnabled: found.ActionsEnabled,
      alarmActions: found.AlarmActions,
      okActions: found.OKActions,
      insufficientDataActions: found.InsufficientDataActions,
      namespace: found.Namespace,
      metricName: found.MetricName,
      dimensions: Object.fromEntries(
        (found.Dimensions ?? []).map(({ Name = "", Value = "" }) => [Name, Value]),
      ),
      statistic: found.Statistic,
      extendedStatistic: found.ExtendedStatistic,
      unit: found.Unit,
      period: found.Period,
      evaluationPeriods: found.EvaluationPeriods,
      datapointsToAlarm: found.DatapointsToAlarm,
      threshold: found.Threshold,
      comparisonOperator: found.ComparisonOperator,
      treatMissingData: found.TreatMissingData,
      tagsAll: tagMap(Tags),
    };
  },
  update: ({ id }, news, { cloudwatch }) => cloudwatch.putMetricAlarm(alarmRequest(news, id)),
  delete: ({ id }, { cloudwatch }) => cloudwatch.deleteAlarms({ AlarmNames: [id] }),
  replaceOn: ["name"],
  autoName: { property: "name", maxLength: 255 },
  tagging,
});

const dashboard = resource<aws.cloudwatch.DashboardArgs, aws.cloudwatch.DashboardState>({
  create: ({ dashboardName }) => Promise.resolve(dashboardName),
  configure: (DashboardName, { dashboardBody }, { cloudwatch }) =>
    cloudwatch.putDashboard({ DashboardName, DashboardBody: dashboardBody }),
  async read({ id }, { cloudwatch }) {
    const found = await cloudwatch.getDashboard({ DashboardName: id });
    return {
      dashboardArn: found.DashboardArn,
      dashboardName: id,
      dashboardBody: found.DashboardBody,
    };
  },
  delete: ({ id }, { cloudwatch }) => cloudwatch.deleteDashboards({ DashboardNames: [id] }),
  replaceOn: ["dashboardName"],
});

/** Alarms, and the dashboards that show them. */
export const cloudwatch: ResourceTable = {
  "aws:cloudwatch/dashboard:Dashboard": dashboard,
  "aws:cloudwatch/metricAlarm:MetricAlarm": metricAlarm,
};
