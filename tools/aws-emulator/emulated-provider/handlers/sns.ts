import type * as aws from "@pulumi/aws";
import { required } from "../aws";
import { documentText } from "../policy-document";
import { resource, type Tagging, type ResourceTable } from "../resource";
import { tagList, tagMap } from "../tags";

const tagging: Tagging = {
  target: "id",
  tag: (ResourceArn, tags, { sns }) => sns.tagResource({ ResourceArn, Tags: tagList(tags) }),
  untag: (ResourceArn, TagKeys, { sns }) => sns.untagResource({ ResourceArn, TagKeys }),
};

const topic = resource<aws.sns.TopicArgs, aws.sns.TopicState>({
  async create(inputs, { sns }) {
    const made = await sns.createTopic({ Name: inputs.name, Tags: tagList(inputs.tagsAll) });
    return required(made.TopicArn, "a topic ARN");
  },
  async configure(TopicArn, { displayName = "", kmsMasterKeyId = "" }, { sns }) {
    const attributes = { DisplayName: displayName, KmsMasterKeyId: kmsMasterKeyId };
    for (const [AttributeName, AttributeValue] of Object.entries(attributes)) {
      await sns.setTopicAttributes({ TopicArn, AttributeName, AttributeValue });
    }
  },
  async read({ id }, { sns }) {
    const { Attributes = {} } = await sns.getTopicAttributes({ TopicArn: id });
    const { Tags } = await sns.listTagsForResource({ ResourceArn: id });
    return {
      arn: id,
      name: id.split(":").at(-1),
      owner: Attributes["Owner"],
      displayName: Attributes["DisplayName"],
      kmsMasterKeyId: Attributes["KmsMasterKeyId"] ?? "",
      policy: Attributes["Policy"],
      tagsAll: tagMap(Tags),
    };
  },
  delete: ({ id }, { sns }) => sns.deleteTopic({ TopicArn: id }),
  replaceOn: ["name", "fifoTopic"],
  autoName: { property: "name", maxLength: 256 },
  tagging,
});

const topicPolicy = resource<aws.sns.TopicPolicyArgs, aws.sns.TopicPolicyState>({
  create: ({ arn }) => Promise.resolve(arn),
  configure: (TopicArn, { policy }, { sns }) =>
    sns.setTopicAttributes({
      TopicArn,
      AttributeName: "Policy",
      AttributeValue: documentText(policy),
    }),
  async read({ id }, { sns, accountId }) {
    const { Attributes } = await sns.getTopicAttributes({ TopicArn: id });
    return { arn: id, owner: accountId, policy: Attributes?.["Policy"] };
  },
  // A topic is never without a policy, so deletion leaves the default one, which allows the owner
  // alone.
  delete: ({ id }, { sns, accountId }) =>
    sns.setTopicAttributes({
      TopicArn: id,
      AttributeName: "Policy",
      AttributeValue: ownerPolicy(id, accountId),
    }),
  replaceOn: ["arn"],
});

function ownerPolicy(topicArn: string, accountId: string): string {
  const statement = {
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: ["sns:Publish", "sns:Subscribe"],
    Resource: topicArn,
    Condition: { StringEquals: { "AWS:SourceOwner": accountId } },
  };
  return JSON.stringify({ Version: "2008-10-17", Statement: [statement] });
}

const topicSubscription = resource<aws.sns.TopicSubscriptionArgs, aws.sns.TopicSubscriptionState>({
  async create(inputs, { sns }) {
    const made = await sns.subscribe({
      TopicArn: inputs.topic as string,
      Protocol: inputs.protocol,
      Endpoint: inputs.endpoint,
      ReturnSubscriptionArn: true,
    });
    return required(made.SubscriptionArn, "a subscription ARN");
  },
  async read({ id }, { sns }) {
    const { Attributes = {} } = await sns.getSubscriptionAttributes({ SubscriptionArn: id });
    return {
      arn: id,
      topic: Attributes["TopicArn"],
      protocol: Attributes["Protocol"],
      endpoint: Attributes["Endpoint"],
      ownerId: Attributes["Owner"],
      pendingConfirmation: Attributes["PendingConfirmation"] === "true",
    };
  },
  delete: ({ id }, { sns }) => sns.unsubscribe({ SubscriptionArn: id }),
  replaceOn: "all",
});

/** Topics, their policies and subscriptions. */
export const sns: ResourceTable = {
  "aws:sns/topic:Topic": topic,
  "aws:sns/topicPolicy:TopicPolicy": topicPolicy,
  "aws:sns/topicSubscription:TopicSubscription": topicSubscription,
};
