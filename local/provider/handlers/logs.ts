import type * as aws from "@pulumi/aws";
import { required } from "../aws";
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

/** Log groups and who may write to them. */
export const logs: ResourceTable = {
  "aws:cloudwatch/logGroup:LogGroup": logGroup,
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": logResourcePolicy,
};
