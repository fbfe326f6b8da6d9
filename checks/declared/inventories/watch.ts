import { type Ask } from "../ask";
import { declarable, declaredThing, forEachId, type Inventory, tagsAt } from "../inventory";
import { type DeclaredResources } from "../resources";
import {
  type Answer,
  at,
  camelCased,
  listAt,
  type Mapping,
  pick,
  textAt,
  textsAt,
} from "../values";

const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const compositeType = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const dashboardType = "aws:cloudwatch/dashboard:Dashboard";
const ruleType = "aws:cloudwatch/eventRule:EventRule";
const targetType = "aws:cloudwatch/eventTarget:EventTarget";
const topicType = "aws:sns/topic:Topic";
const topicPolicyType = "aws:sns/topicPolicy:TopicPolicy";
const subscriptionType = "aws:sns/topicSubscription:TopicSubscription";

/** Tags of an alarm are asked for one by one, and let nobody in. */
const tagsElsewhere = {
  tagsAll: "AWS shows tags with another command for each; they grant no access",
};

const alarmValues: Mapping = {
  name: "AlarmName",
  actionsEnabled: "ActionsEnabled",
  alarmActions: "AlarmActions",
  okActions: "OKActions",
  insufficientDataActions: "InsufficientDataActions",
  alarmDescription: "AlarmDescription",
};

const metricAlarmValues: Mapping = {
  ...alarmValues,
  comparisonOperator: "ComparisonOperator",
  datapointsToAlarm: "DatapointsToAlarm",
  dimensions: (alarm) =>
    Object.fromEntries(
      listAt(alarm, "Dimensions").map((it) => [textAt(it, "Name"), textAt(it, "Value")]),
    ),
  evaluationPeriods: "EvaluationPeriods",
  evaluateLowSampleCountPercentiles: "EvaluateLowSampleCountPercentile",
  extendedStatistic: "ExtendedStatistic",
  metricName: "MetricName",
  metricQueries: (alarm) => camelCased(at(alarm, "Metrics")),
  namespace: "Namespace",
  period: "Period",
  statistic: "Statistic",
  threshold: "Threshold",
  thresholdMetricId: "ThresholdMetricId",
  treatMissingData: "TreatMissingData",
  unit: "Unit",
};

/** Declared alarms, and others that notify the topic. */
async function alarmsOf(ask: Ask, list: string, type: string): Promise<readonly Answer[]> {
  const kinds = ["--alarm-types", "MetricAlarm", "CompositeAlarm"];
  const declared = new Set(ask.declared.ids(type));
  const topics = new Set(ask.declared.ids(topicType));
  const found = await ask.list(list, "cloudwatch", "describe-alarms", ...kinds);
  return found.filter((alarm) => {
    const told = [...textsAt(alarm, "AlarmActions[]"), ...textsAt(alarm, "OKActions[]")];
    return declared.has(textAt(alarm, "AlarmName")) || told.some((arn) => topics.has(arn));
  });
}

const metricAlarms: Inventory = {
  name: "the alarms: metric, threshold, direction, periods and actions of each",
  types: [alarmType],
  hidden: tagsElsewhere,
  defaults: { actionsEnabled: true, treatMissingData: "missing" },
  expected: (declared) => declared.of(alarmType).map((it) => declaredThing("alarm", it)),
  live: async (ask) =>
    (await alarmsOf(ask, "MetricAlarms", alarmType)).map((alarm) => ({
      id: textAt(alarm, "AlarmName"),
      label: `alarm ${textAt(alarm, "AlarmName")}`,
      values: pick(alarm, metricAlarmValues),
    })),
};

const compositeAlarms: Inventory = {
  name: "the alarms that sum others up",
  types: [compositeType],
  hidden: tagsElsewhere,
  notInEmulator: "the emulator has no composite alarms",
  expected: (declared) =>
    declared.of(compositeType).map((it) => declaredThing("composite alarm", it)),
  live: async (ask) =>
    (await alarmsOf(ask, "CompositeAlarms", compositeType)).map((alarm) => {
      const { name, ...values } = pick(alarm, alarmValues);
      const suppressor = textAt(alarm, "ActionsSuppressor");
      return {
        id: textAt(alarm, "AlarmName"),
        label: `composite alarm ${String(name)}`,
        values: {
          ...values,
          alarmName: name,
          alarmRule: at(alarm, "AlarmRule"),
          actionsSuppressor:
            suppressor === ""
              ? undefined
              : pick(alarm, {
                  alarm: "ActionsSuppressor",
                  extensionPeriod: "ActionsSuppressorExtensionPeriod",
                  waitPeriod: "ActionsSuppressorWaitPeriod",
                }),
        },
      };
    }),
};

const dashboards: Inventory = {
  name: "the dashboard and its graphs",
  types: [dashboardType],
  expected: (declared) => declared.of(dashboardType).map((it) => declaredThing("dashboard", it)),
  live: async (ask) => {
    const names = ask.declared.ids(dashboardType);
    const command = ["cloudwatch", "get-dashboard", "--dashboard-name"] as const;
    const found = await Promise.all(
      names.map(async (name) => ({ name, answer: await ask.one(...command, name) })),
    );
    return found.flatMap(({ name, answer }) =>
      answer === undefined
        ? []
        : [
            {
              id: name,
              label: `dashboard ${name}`,
              values: { dashboardName: name, dashboardBody: at(answer, "DashboardBody") },
            },
          ],
    );
  },
};

function declaredTargets(declared: DeclaredResources, rule: string): readonly unknown[] {
  return declared
    .of(targetType)
    .filter(({ inputs }) => inputs["rule"] === rule)
    .map(({ inputs }) => ({
      id: inputs["targetId"],
      arn: inputs["arn"],
      roleArn: inputs["roleArn"],
      input: inputs["input"],
      inputPath: inputs["inputPath"],
      inputTransformer: inputs["inputTransformer"],
    }));
}

const eventRules: Inventory = {
  name: "the event rules: pattern, state and targets of each",
  types: [ruleType, targetType],
  defaults: { state: "ENABLED" },
  hidden: tagsElsewhere,
  expected: (declared) =>
    declared
      .of(ruleType)
      .map((rule) =>
        declaredThing("event rule", rule, { targets: declaredTargets(declared, rule.id) }),
      ),
  live: async (ask) => {
    const declared = ask.declared.ids(ruleType);
    const found = await ask.list("Rules", "events", "list-rules");
    const own = found.filter((rule) => declared.includes(textAt(rule, "Name")));
    return Promise.all(
      own.map(async (rule) => {
        const name = textAt(rule, "Name");
        const targets = await ask.list("Targets", "events", "list-targets-by-rule", "--rule", name);
        const values = {
          ...pick(rule, {
            name: "Name",
            description: "Description",
            eventPattern: "EventPattern",
            scheduleExpression: "ScheduleExpression",
            state: "State",
          }),
          targets: targets.map(liveTarget),
        };
        return { id: name, label: `event rule ${name}`, values };
      }),
    );
  },
};

function liveTarget(target: Answer): unknown {
  return pick(target, {
    id: "Id",
    arn: "Arn",
    roleArn: "RoleArn",
    input: "Input",
    inputPath: "InputPath",
    inputTransformer: (it) => {
      const transformer = at(it, "InputTransformer");
      return transformer === undefined
        ? undefined
        : {
            inputPaths: at(transformer, "InputPathsMap"),
            inputTemplate: at(transformer, "InputTemplate"),
          };
    },
  });
}

const topics: Inventory = {
  name: "the topic: who may publish, its key, and who is subscribed",
  types: [topicType, topicPolicyType, subscriptionType],
  hidden: { arn: "it is the topic" },
  emulatorHides: {
    kmsDataKeyReusePeriodSeconds: "the emulator does not have it",
    httpSuccessFeedbackRoleArn: "the emulator does not have it",
  },
  expected: (declared) =>
    declared.of(topicType).map((topic) => {
      const [policy] = declared
        .of(topicPolicyType)
        .filter(({ inputs }) => inputs["arn"] === topic.id);
      const subscriptions = declared
        .of(subscriptionType)
        .filter(({ inputs }) => inputs["topic"] === topic.id)
        .map(({ inputs }) => `${String(inputs["protocol"])} ${String(inputs["endpoint"])}`);
      return declaredThing("SNS topic", topic, { policy: policy?.inputs["policy"], subscriptions });
    }),
  live: (ask) =>
    forEachId(ask, topicType, async (arn) => {
      const which = ["--topic-arn", arn] as const;
      const [attributes, subscribed, tagged] = await Promise.all([
        ask.one("sns", "get-topic-attributes", ...which),
        ask.one("sns", "list-subscriptions-by-topic", ...which),
        ask.one("sns", "list-tags-for-resource", "--resource-arn", arn),
      ]);
      if (attributes === undefined) return [];
      const tags = tagsAt(tagged);
      const values = {
        name: arn.split(":").at(-1),
        displayName: at(attributes, "Attributes.DisplayName"),
        kmsMasterKeyId: at(attributes, "Attributes.KmsMasterKeyId"),
        deliveryPolicy: at(attributes, "Attributes.DeliveryPolicy"),
        policy: at(attributes, "Attributes.Policy"),
        subscriptions: listAt(subscribed, "Subscriptions").map(
          (it) => `${textAt(it, "Protocol")} ${textAt(it, "Endpoint")}`,
        ),
        tagsAll: declarable(tags),
      };
      return [{ id: arn, label: `SNS topic ${arn}`, tags, values }];
    }),
};

/** Undeclared rules that send to the topic, whatever their names. */
const foreignSenders: Inventory = {
  name: "no event rule of others that sends to the topic",
  types: [topicType],
  expected: () => [],
  live: async (ask) => {
    const declared = ask.declared.ids(ruleType);
    const found = await Promise.all(
      ask.declared
        .ids(topicType)
        .map((arn) => ask.one("events", "list-rule-names-by-target", "--target-arn", arn)),
    );
    return found
      .flatMap((answer) => textsAt(answer, "RuleNames[]"))
      .filter((name) => !declared.includes(name))
      .map((name) => ({ id: name, label: `event rule ${name}`, values: { sendsTo: "the topic" } }));
  },
};

export const watchInventories = [
  metricAlarms,
  compositeAlarms,
  dashboards,
  eventRules,
  topics,
  foreignSenders,
];
