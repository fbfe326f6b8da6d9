import { type PutMetricAlarmCommandInput } from "@aws-sdk/client-cloudwatch";
import { type Cloud, first } from "../cloud";
import { type Undo } from "../changes";
import {
  alwaysStatement,
  declaredOf,
  foreignAccount,
  foreignStatement,
  tamperings,
  withStatement,
} from "./row";

const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const ruleType = "aws:cloudwatch/eventRule:EventRule";
const groupType = "aws:cloudwatch/logGroup:LogGroup";
const policyType = "aws:cloudwatch/logResourcePolicy:LogResourcePolicy";

type Known = Pick<Cloud, "declared" | "outputs">;

/** Changes an alarm, which is put again as a whole. */
function changeAlarm(change: Partial<PutMetricAlarmCommandInput>) {
  return async (cloud: Cloud): Promise<Undo> => {
    const AlarmNames = [watched(cloud).id];
    const { MetricAlarms } = await cloud.alarms.describeAlarms({ AlarmNames });
    const alarm = first("alarm", MetricAlarms) as PutMetricAlarmCommandInput;
    await cloud.alarms.putMetricAlarm({ ...alarm, ...change });
    return () => cloud.alarms.putMetricAlarm(alarm);
  };
}

const watched = (cloud: Known) => declaredOf(cloud, alarmType, /dms-cpu-warning/);
const alarmLabel = (cloud: Known) => `alarm ${watched(cloud).id}`;

const changes: readonly (readonly [name: string, Partial<PutMetricAlarmCommandInput>, string])[] = [
  ["has a threshold that nothing reaches", { Threshold: 1_000 }, 'threshold is "1000"'],
  [
    "compares the other way round",
    { ComparisonOperator: "LessThanThreshold" },
    'comparisonOperator is "LessThanThreshold"',
  ],
  ["waits for ten periods", { EvaluationPeriods: 10 }, 'evaluationPeriods is "10"'],
  ["looks once a day", { Period: 86_400 }, 'period is "86400"'],
  ["takes the smallest value", { Statistic: "Minimum" }, 'statistic is "Minimum"'],
  ["tells nobody", { AlarmActions: [] }, "alarmActions is absent"],
  [
    "tells somebody else",
    { AlarmActions: [`arn:aws:sns:us-east-1:${foreignAccount}:x`] },
    "alarmActions has",
  ],
  ["does not say when it is over", { OKActions: [] }, "okActions is absent"],
  ["is off", { ActionsEnabled: false }, 'actionsEnabled is "false"'],
  [
    "takes silence for something else",
    { TreatMissingData: "ignore" },
    'treatMissingData is "ignore"',
  ],
  ["watches another metric", { MetricName: "Nothing" }, 'metricName is "Nothing"'],
  ["has other advice", { AlarmDescription: "Never mind." }, 'alarmDescription is "Never mind."'],
];

const alarms = tamperings("the alarms: metric, threshold, direction, periods and actions of each", [
  ...changes.map(([name, change, says]) => ({
    name: `an alarm ${name}`,
    says: (cloud: Known) => [`${alarmLabel(cloud)}: ${says}`, "expected"],
    tamper: changeAlarm(change),
  })),
  {
    name: "one of the alarms is deleted",
    says: (cloud) => [`alarm ${cloud.declared.of(alarmType)[3]?.id ?? ""}: is not there`],
    tamper: async (cloud) => {
      const AlarmNames = [cloud.declared.of(alarmType)[3]?.id ?? ""];
      const { MetricAlarms } = await cloud.alarms.describeAlarms({ AlarmNames });
      await cloud.alarms.deleteAlarms({ AlarmNames });
      const alarm = first("alarm", MetricAlarms) as PutMetricAlarmCommandInput;
      return () => cloud.alarms.putMetricAlarm(alarm);
    },
  },
  {
    name: "one more alarm notifies the topic",
    says: ["alarm more: is there with", "expected none"],
    tamper: async (cloud) => {
      const AlarmName = "more";
      await cloud.alarms.putMetricAlarm({
        ...{ AlarmName, MetricName: "x", Namespace: "x", Period: 60, Threshold: 1 },
        ...{ EvaluationPeriods: 1, Statistic: "Sum", ComparisonOperator: "LessThanThreshold" },
        AlarmActions: [cloud.outputs.alarmTopicArn],
      });
      return () => cloud.alarms.deleteAlarms({ AlarmNames: [AlarmName] });
    },
  },
]);

const dashboards = tamperings("the dashboard and its graphs", [
  {
    name: "the dashboard begins elsewhere",
    says: ["dashboard migration-overview", 'dashboardBody.start is "-P7D"', "expected"],
    tamper: async ({ alarms: service, outputs: { dashboardName: DashboardName } }) => {
      const { DashboardBody = "" } = await service.getDashboard({ DashboardName });
      const body = DashboardBody.replace(/"start":"[^"]*"/, '"start":"-P7D"');
      await service.putDashboard({ DashboardName, DashboardBody: body });
      return () => service.putDashboard({ DashboardName, DashboardBody });
    },
  },
]);

/** Changes an event rule, which is put again as a whole. */
function changeRule(change: { readonly EventPattern?: string; readonly Description?: string }) {
  return async (cloud: Cloud): Promise<Undo> => {
    const { id: Name } = declaredOf(cloud, ruleType);
    const { EventPattern, State, Description } = await cloud.events.describeRule({ Name });
    await cloud.events.putRule({ Name, EventPattern, State, Description, ...change });
    return () => cloud.events.putRule({ Name, EventPattern, State, Description });
  };
}

const ruleLabel = (cloud: Known) => `event rule ${declaredOf(cloud, ruleType).id}`;

const rules = tamperings("the event rules: pattern, state and targets of each", [
  {
    name: "an event rule's pattern never matches",
    says: (cloud) => [`${ruleLabel(cloud)}: eventPattern`, "nobody.nowhere"],
    tamper: changeRule({ EventPattern: '{"source":["nobody.nowhere"]}' }),
  },
  {
    name: "an event rule is off",
    says: (cloud) => [`${ruleLabel(cloud)}: state is "DISABLED"`, 'expected "ENABLED"'],
    tamper: async (cloud) => {
      const { id: Name } = declaredOf(cloud, ruleType);
      await cloud.events.disableRule({ Name });
      return () => cloud.events.enableRule({ Name });
    },
  },
  {
    name: "an event rule has one more target",
    says: (cloud) => [`${ruleLabel(cloud)}: targets has`, foreignAccount],
    tamper: async (cloud) => {
      const { id: Rule } = declaredOf(cloud, ruleType);
      const Arn = `arn:aws:sns:us-east-1:${foreignAccount}:x`;
      await cloud.events.putTargets({ Rule, Targets: [{ Id: "more", Arn }] });
      return () => cloud.events.removeTargets({ Rule, Ids: ["more"] });
    },
  },
  {
    name: "an event rule has no target",
    says: (cloud) => [`${ruleLabel(cloud)}: targets is absent`, "expected"],
    tamper: async (cloud) => {
      const { id: Rule } = declaredOf(cloud, ruleType);
      const { Targets = [] } = await cloud.events.listTargetsByRule({ Rule });
      await cloud.events.removeTargets({ Rule, Ids: Targets.map(({ Id }) => Id!) });
      return () => cloud.events.putTargets({ Rule, Targets });
    },
  },
  {
    name: "an event rule says something else",
    says: (cloud) => [`${ruleLabel(cloud)}: description is "x"`],
    tamper: changeRule({ Description: "x" }),
  },
]);

const senders = tamperings("no event rule of others that sends to the topic", [
  {
    name: "a rule of others sends to the topic",
    says: ["event rule somebodys: is there", "expected none"],
    tamper: async ({ events, outputs }) => {
      await events.putRule({ Name: "somebodys", EventPattern: '{"source":["aws.ec2"]}' });
      const Targets = [{ Id: "x", Arn: outputs.alarmTopicArn }];
      await events.putTargets({ Rule: "somebodys", Targets });
      return async () => {
        await events.removeTargets({ Rule: "somebodys", Ids: ["x"] });
        await events.deleteRule({ Name: "somebodys" });
      };
    },
  },
]);

/** Changes the policy of the topic. */
function topicPolicy(change: (policy: string) => string) {
  return async ({ sns, outputs: { alarmTopicArn: TopicArn } }: Cloud): Promise<Undo> => {
    const { Attributes } = await sns.getTopicAttributes({ TopicArn });
    const own = Attributes?.["Policy"] ?? "";
    const set = (AttributeValue: string) =>
      sns.setTopicAttributes({ TopicArn, AttributeName: "Policy", AttributeValue });
    await set(change(own));
    return () => set(own);
  };
}

const topicLabel = ({ outputs }: Known) => `SNS topic ${outputs.alarmTopicArn}`;

const topics = tamperings("the topic: who may publish, its key, and who is subscribed", [
  {
    name: "another account may publish to the topic",
    says: (cloud) => [`${topicLabel(cloud)}: policy.Statement has`, foreignAccount],
    tamper: topicPolicy((policy) => withStatement(policy, foreignStatement)),
  },
  {
    name: "everybody may publish to the topic under a condition that always holds",
    says: (cloud) => [`${topicLabel(cloud)}: policy.Statement has`, "aws:PrincipalArn"],
    tamper: topicPolicy((policy) => withStatement(policy, alwaysStatement)),
  },
  {
    name: "the topic takes messages without TLS",
    says: (cloud) => [`${topicLabel(cloud)}: policy.Statement lacks`, "aws:SecureTransport"],
    tamper: topicPolicy((policy) => {
      const document = JSON.parse(policy) as { Statement: { Effect: string }[] };
      const Statement = document.Statement.filter(({ Effect }) => Effect === "Allow");
      return JSON.stringify({ ...document, Statement });
    }),
  },
  {
    name: "somebody is subscribed to the topic",
    says: (cloud) => [`${topicLabel(cloud)}: subscriptions`, "mallory@example.com"],
    tamper: async ({ sns, outputs: { alarmTopicArn: TopicArn } }) => {
      const Endpoint = "mallory@example.com";
      const answer = await sns.subscribe({ TopicArn, Protocol: "email", Endpoint });
      return () => sns.unsubscribe({ SubscriptionArn: answer.SubscriptionArn });
    },
  },
  {
    name: "the topic has another name for people",
    says: (cloud) => [`${topicLabel(cloud)}: displayName is "Lottery"`],
    tamper: async ({ sns, outputs: { alarmTopicArn: TopicArn }, declared }) => {
      const own = String(declaredOf({ declared }, "aws:sns/topic:Topic").inputs["displayName"]);
      const set = (AttributeValue: string) =>
        sns.setTopicAttributes({ TopicArn, AttributeName: "DisplayName", AttributeValue });
      await set("Lottery");
      return () => set(own);
    },
  },
]);

const groupNamed = (cloud: Known, name: RegExp) =>
  cloud.declared.of(groupType).find(({ inputs }) => name.test(String(inputs["name"])))!;
const groupLabel = (cloud: Known, name: RegExp) =>
  `log group ${String(groupNamed(cloud, name).inputs["name"])}`;

/** Log groups by a part of their names. */
const someGroups = [/flow-logs/, /aurora.*audit/, /aws-waf-logs/, /dms-tasks/];

const filterType = "aws:cloudwatch/logMetricFilter:LogMetricFilter";

const logs = [
  ...tamperings("the log groups: retention, key, metric filters and who else gets the lines", [
    ...someGroups.map((name) => ({
      name: `the log group ${name.source} is kept for a day`,
      says: (cloud: Known) => [`${groupLabel(cloud, name)}: retentionInDays is "1"`, "expected"],
      tamper: async (cloud: Cloud): Promise<Undo> => {
        const { inputs } = groupNamed(cloud, name);
        const set = (retentionInDays: number) =>
          cloud.logs.putRetentionPolicy({
            logGroupName: String(inputs["name"]),
            retentionInDays,
          });
        await set(1);
        return () => set(Number(inputs["retentionInDays"]));
      },
    })),
    {
      name: "a metric filter has another pattern",
      says: (cloud) => [
        `log group ${String(declaredOf(cloud, filterType).inputs["logGroupName"])}: metricFilters`,
        "nothing-like-it",
      ],
      tamper: changeFilter({ filterPattern: "nothing-like-it" }),
    },
    {
      name: "a metric filter counts nothing",
      says: (cloud) => [
        `log group ${String(declaredOf(cloud, filterType).inputs["logGroupName"])}: metricFilters`,
        'metric.value is "0"',
      ],
      tamper: changeFilter({ metricValue: "0" }),
    },
    {
      name: "one more metric filter is on a log group",
      says: (cloud) => [`${groupLabel(cloud, /flow-logs/)}: metricFilters`, '"more"'],
      tamper: async (cloud) => {
        const logGroupName = String(groupNamed(cloud, /flow-logs/).inputs["name"]);
        const filter = { logGroupName, filterName: "more" };
        await cloud.logs.putMetricFilter({
          ...filter,
          filterPattern: "x",
          metricTransformations: [{ metricName: "x", metricNamespace: "x", metricValue: "1" }],
        });
        return () => cloud.logs.deleteMetricFilter(filter);
      },
    },
  ]),
  ...tamperings("the resource policies of CloudWatch Logs that are about the stack's log groups", [
    {
      name: "everybody may write into the firewall's log",
      says: (cloud) => [
        `resource policy of Logs ${declaredOf(cloud, policyType).id}: policyDocument.Statement has`,
        foreignAccount,
      ],
      tamper: async (cloud) => {
        const { id: policyName, inputs } = declaredOf(cloud, policyType);
        const own = String(inputs["policyDocument"]);
        const policyDocument = withStatement(own, foreignStatement);
        await cloud.logs.putResourcePolicy({ policyName, policyDocument });
        return () => cloud.logs.putResourcePolicy({ policyName, policyDocument: own });
      },
    },
    {
      name: "one more policy is about the stack's log groups",
      says: ["resource policy of Logs more: is there with", "expected none"],
      tamper: async (cloud) => {
        const name = String(groupNamed(cloud, /flow-logs/).inputs["name"]);
        const statement = {
          ...foreignStatement,
          Resource: `arn:aws:logs:us-east-1:123456789012:log-group:${name}:*`,
        };
        const policyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
        await cloud.logs.putResourcePolicy({ policyName: "more", policyDocument });
        return () => cloud.logs.deleteResourcePolicy({ policyName: "more" });
      },
    },
  ]),
];

function changeFilter(change: { readonly filterPattern?: string; readonly metricValue?: string }) {
  return async (cloud: Cloud): Promise<Undo> => {
    const { inputs } = declaredOf(cloud, filterType);
    const logGroupName = String(inputs["logGroupName"]);
    const { metricFilters } = await cloud.logs.describeMetricFilters({
      logGroupName,
      filterNamePrefix: String(inputs["name"]),
    });
    const {
      filterName,
      filterPattern,
      metricTransformations = [],
    } = first("filter", metricFilters);
    const [metric] = metricTransformations;
    // A filter is replaced: the emulator keeps one beside another of the same name.
    const put = async (pattern: string | undefined, value: string | undefined) => {
      await cloud.logs.deleteMetricFilter({ logGroupName, filterName });
      await cloud.logs.putMetricFilter({
        ...{ logGroupName, filterName, filterPattern: pattern },
        metricTransformations: [{ ...metric!, metricValue: value }],
      });
    };
    await put(change.filterPattern ?? filterPattern, change.metricValue ?? metric?.metricValue);
    return () => put(filterPattern, metric?.metricValue);
  };
}

const scaling = tamperings("the scaling of readers: how many, and by which load", [
  {
    name: "the cluster may have fifteen readers",
    says: ["scaling of cluster:", 'maxCapacity is "15"', "expected"],
    tamper: async ({ scaling: service, declared }) => {
      const { inputs } = declaredOf({ declared }, "aws:appautoscaling/target:Target");
      const target = {
        ServiceNamespace: "rds",
        ResourceId: String(inputs["resourceId"]),
        ScalableDimension: "rds:cluster:ReadReplicaCount",
      } as const;
      const set = (MaxCapacity: number) =>
        service.registerScalableTarget({
          ...target,
          MinCapacity: Number(inputs["minCapacity"]),
          MaxCapacity,
        });
      await set(15);
      return () => set(Number(inputs["maxCapacity"]));
    },
  },
]);

const backup = [
  ...tamperings("the backup vault: its key, its lock and who may read it", [
    {
      name: "the vault is no longer locked",
      says: ["backup vault", 'isLocked is "false"', 'expected "true"'],
      tamper: async ({ backup: service, declared }) => {
        const type = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
        const { inputs } = declaredOf({ declared }, type);
        const BackupVaultName = String(inputs["backupVaultName"]);
        await service.deleteBackupVaultLockConfiguration({ BackupVaultName });
        return () =>
          service.putBackupVaultLockConfiguration({
            BackupVaultName,
            MinRetentionDays: Number(inputs["minRetentionDays"]),
            MaxRetentionDays: Number(inputs["maxRetentionDays"]),
          });
      },
    },
  ]),
];

export const declaredWatchTamperings = [
  ...alarms,
  ...dashboards,
  ...rules,
  ...senders,
  ...topics,
  ...logs,
  ...scaling,
  ...backup,
];
