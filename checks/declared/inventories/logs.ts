import { declaredThing, type Inventory } from "../inventory";
import { type Answer, at, camelCased, listAt, pick, textAt } from "../values";

const groupType = "aws:cloudwatch/logGroup:LogGroup";
const filterType = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
const policyType = "aws:cloudwatch/logResourcePolicy:LogResourcePolicy";
const subscriptionType = "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter";

const groups: Inventory = {
  name: "the log groups: retention, key, metric filters and who else gets the lines",
  types: [groupType, filterType, subscriptionType],
  defaults: { logGroupClass: "STANDARD" },
  hidden: {
    skipDestroy: "it matters when the group is deleted only",
    tagsAll: "AWS shows tags with another command for each; they grant no access",
  },
  expected: (declared) =>
    declared.of(groupType).map((group) => {
      const inGroup = (type: string, name: string) =>
        declared.of(type).filter(({ inputs }) => inputs[name] === group.inputs["name"]);
      return declaredThing("log group", group, {
        metricFilters: inGroup(filterType, "logGroupName").map(({ inputs }) => ({
          name: inputs["name"],
          pattern: inputs["pattern"],
          metric: transformation(inputs["metricTransformation"]),
        })),
        subscriptions: inGroup(subscriptionType, "logGroup").map(({ inputs }) => ({
          name: inputs["name"],
          to: inputs["destinationArn"],
        })),
      });
    }),
  live: async (ask) => {
    const names = new Set(ask.declared.of(groupType).map(({ inputs }) => String(inputs["name"])));
    const [all, filters] = await Promise.all([
      ask.list("logGroups", "logs", "describe-log-groups"),
      ask.list("metricFilters", "logs", "describe-metric-filters"),
    ]);
    const own = all.filter((group) => names.has(textAt(group, "logGroupName")));
    return Promise.all(
      own.map(async (group) => {
        const name = textAt(group, "logGroupName");
        const command = [
          "logs",
          "describe-subscription-filters",
          "--log-group-name",
          name,
        ] as const;
        const subscriptions = at(await ask.one(...command), "subscriptionFilters[]");
        const values = {
          ...pick(group, {
            name: "logGroupName",
            retentionInDays: "retentionInDays",
            kmsKeyId: "kmsKeyId",
            logGroupClass: "logGroupClass",
          }),
          logGroupClass: at(group, "logGroupClass") ?? "STANDARD",
          metricFilters: filters
            .filter((filter) => textAt(filter, "logGroupName") === name)
            .map(liveFilter),
          subscriptions: listAt({ subscriptions }, "subscriptions").map((it) =>
            pick(it, { name: "filterName", to: "destinationArn" }),
          ),
        };
        return { id: name, label: `log group ${name}`, values };
      }),
    );
  },
};

function liveFilter(filter: Answer): unknown {
  const [first] = listAt(filter, "metricTransformations");
  return {
    name: at(filter, "filterName"),
    pattern: at(filter, "filterPattern"),
    metric: transformation(first),
  };
}

/** The metric transformation of a filter; AWS and programs name its properties differently. */
function transformation(value: Answer): unknown {
  return pick(value, {
    name: (it) => at(it, "name") ?? at(it, "metricName"),
    namespace: (it) => at(it, "namespace") ?? at(it, "metricNamespace"),
    value: (it) => at(it, "value") ?? at(it, "metricValue"),
    defaultValue: "defaultValue",
    // AWS answers the unit None for a metric without one.
    unit: (it) => (at(it, "unit") === "None" ? undefined : at(it, "unit")),
    dimensions: (it) => camelCased(at(it, "dimensions")),
  });
}

const resourcePolicies: Inventory = {
  name: "the resource policies of CloudWatch Logs that are about the stack's log groups",
  types: [groupType, policyType],
  expected: (declared) =>
    declared.of(policyType).map((it) => declaredThing("resource policy of Logs", it)),
  live: async (ask) => {
    const names = ask.declared.of(groupType).map(({ inputs }) => String(inputs["name"]));
    const declared = ask.declared.ids(policyType);
    return (await ask.list("resourcePolicies", "logs", "describe-resource-policies"))
      .filter((policy) => {
        const text = textAt(policy, "policyDocument");
        const isAbout = names.some((name) => text.includes(`log-group:${name}`));
        return declared.includes(textAt(policy, "policyName")) || isAbout;
      })
      .map((policy) => ({
        id: textAt(policy, "policyName"),
        label: `resource policy of Logs ${textAt(policy, "policyName")}`,
        values: pick(policy, { policyName: "policyName", policyDocument: "policyDocument" }),
      }));
  },
};

export const logInventories = [groups, resourcePolicies];
