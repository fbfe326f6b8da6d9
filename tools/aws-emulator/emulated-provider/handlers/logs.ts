import type * as aws from "@pulumi/aws";
import { ifFound, required } from "../aws";
import { documentText } from "../policy-document";
import { resource, type Tagging, type ResourceTable } from "../resource";

const tagging: Tagging = {
  target: "arn",
  tag: (resourceArn, tags, { logs }) => logs.tagResource({ resourceArn, tags }),
  untag: (resourceArn, tagKeys, { logs }) => logs.untagResource({ resourceArn, tagKeys }),
};

const logGroup = resource<aws.cloudwatch.LogGroupArgs, aws.cloudwatch.LogGroupState>({
  async create(inputs, { logs }) {
    const logGroupName = required(inputs.name, "a name");
    await logs.createLogGroup({
      logGroupName,
      kmsKeyId: inputs.kmsKeyId,
      tags: inputs.tagsAll,
    });
    return logGroupName;
  },
  async configure(logGroupName, { retentionInDays }, { logs }) {
    if (retentionInDays) await logs.putRetentionPolicy({ logGroupName, retentionInDays });
    else await logs.deleteRetentionPolicy({ logGroupName });
  },
  async read({ id }, { logs, arn }) {
    const { logGroups } = await logs.describeLogGroups({ logGroupNamePrefix: id });
    const found = logGroups?.find(({ logGroupName }) => logGroupName === id);
    const resourceArn = arn("logs", `log-group:${id}`);
    return (
      found && {
        arn: resourceArn,
        name: id,
        retentionInDays: found.retentionInDays ?? 0,
        kmsKeyId: found.kmsKeyId ?? "",
        logGroupClass: found.logGroupClass,
        tagsAll: (await logs.listTagsForResource({ resourceArn })).tags,
      }
    );
  },
  delete: ({ id }, { logs }) => logs.deleteLogGroup({ logGroupName: id }),
  // AWS can change the key of a group; the emulator cannot.
  replaceOn: ["name", "logGroupClass", "kmsKeyId"],
  autoName: { property: "name", maxLength: 512 },
  tagging,
});

const logResourcePolicy = resource<
  aws.cloudwatch.LogResourcePolicyArgs,
  aws.cloudwatch.LogResourcePolicyState
>({
  async create({ policyName, policyDocument }, { logs }) {
    const name = required(policyName, "a policy name");
    await logs.putResourcePolicy({
      policyName: name,
      policyDocument: documentText(policyDocument),
    });
    return name;
  },
  async read({ id }, { logs }) {
    const { resourcePolicies } = await logs.describeResourcePolicies({});
    const found = resourcePolicies?.find(({ policyName }) => policyName === id);
    return found && { policyName: id, policyDocument: found.policyDocument };
  },
  update: ({ id }, { policyDocument }, { logs }) =>
    logs.putResourcePolicy({ policyName: id, policyDocument: documentText(policyDocument) }),
  delete: ({ id }, { logs }) => logs.deleteResourcePolicy({ policyName: id }),
  replaceOn: ["policyName"],
});

/** The id is the filter's name, as in the AWS provider: its log group is part of the state. */
const logMetricFilter = resource<
  aws.cloudwatch.LogMetricFilterArgs,
  aws.cloudwatch.LogMetricFilterState
>({
  create: ({ name }) => Promise.resolve(required(name, "a name")),
  async configure(filterName, { logGroupName, pattern, metricTransformation }, { logs }) {
    // The emulator would keep a filter of the same name beside the new one.
    await ifFound(logs.deleteMetricFilter({ filterName, logGroupName }));
    const { defaultValue } = metricTransformation;
    await logs.putMetricFilter({
      filterName,
      logGroupName,
      filterPattern: pattern,
      metricTransformations: [
        {
          metricName: metricTransformation.name,
          metricNamespace: metricTransformation.namespace,
          metricValue: metricTransformation.value,
          defaultValue: defaultValue === undefined ? undefined : Number(defaultValue),
          unit: metricTransformation.unit as "Count" | undefined,
        },
      ],
    });
  },
  async read({ id, state }, { logs }) {
    const { metricFilters } = await logs.describeMetricFilters({
      logGroupName: state.logGroupName,
      filterNamePrefix: id,
    });
    // The emulator keeps earlier filters of the same name, where AWS replaces them.
    const found = metricFilters?.findLast(({ filterName }) => filterName === id);
    const transformation = found?.metricTransformations?.[0];
    return (
      found && {
        name: id,
        logGroupName: found.logGroupName,
        pattern: found.filterPattern,
        metricTransformation: transformation && {
          name: required(transformation.metricName, "a metric"),
          namespace: required(transformation.metricNamespace, "a namespace"),
          value: required(transformation.metricValue, "a value"),
          defaultValue: transformation.defaultValue?.toString(),
          unit: transformation.unit,
        },
      }
    );
  },
  delete: ({ id, state }, { logs }) =>
    logs.deleteMetricFilter({ filterName: id, logGroupName: state.logGroupName }),
  replaceOn: ["name", "logGroupName"],
  autoName: { property: "name", maxLength: 512 },
});

/** Log groups, their resource policies and metric filters. */
export const logs: ResourceTable = {
  "aws:cloudwatch/logGroup:LogGroup": logGroup,
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": logMetricFilter,
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": logResourcePolicy,
};
