import type * as aws from "@pulumi/aws";
import { required } from "../aws";
import { resource, type Inputs, type Tagging, type ResourceTable } from "../resource";
import { tagList, tagMap } from "../tags";

/** Tags of rules are set through their ARN. */
const tagging: Tagging = {
  target: "arn",
  tag: (ResourceARN, tags, { events }) => events.tagResource({ ResourceARN, Tags: tagList(tags) }),
  untag: (ResourceARN, TagKeys, { events }) => events.untagResource({ ResourceARN, TagKeys }),
};

function ruleSettings(inputs: Inputs<aws.cloudwatch.EventRuleArgs>) {
  return {
    Description: inputs.description,
    EventPattern: inputs.eventPattern,
    ScheduleExpression: inputs.scheduleExpression,
    State: inputs.state as "ENABLED" | undefined,
  };
}

const eventRule = resource<aws.cloudwatch.EventRuleArgs, aws.cloudwatch.EventRuleState>({
  async create(inputs, { events }) {
    const Name = required(inputs.name, "a name");
    await events.putRule({ ...ruleSettings(inputs), Name, Tags: tagList(inputs.tagsAll) });
    return Name;
  },
  async read({ id }, { events }) {
    const found = await events.describeRule({ Name: id });
    const { Tags } = await events.listTagsForResource({ ResourceARN: found.Arn });
    return {
      arn: found.Arn,
      name: id,
      description: found.Description,
      eventPattern: found.EventPattern,
      scheduleExpression: found.ScheduleExpression,
      state: found.State,
      eventBusName: found.EventBusName,
      tagsAll: tagMap(Tags),
    };
  },
  update: ({ id }, news, { events }) => events.putRule({ ...ruleSettings(news), Name: id }),
  delete: ({ id }, { events }) => events.deleteRule({ Name: id }),
  replaceOn: ["name", "eventBusName"],
  autoName: { property: "name", maxLength: 64 },
  tagging,
});

/** The id is `<rule>-<target id>`, as in the AWS provider. */
const eventTarget = resource<aws.cloudwatch.EventTargetArgs, aws.cloudwatch.EventTargetState>({
  create: ({ rule, targetId }) => Promise.resolve(`${rule}-${required(targetId, "a target id")}`),
  async configure(_, inputs, { events }) {
    const transformer = inputs.inputTransformer;
    const { FailedEntries } = await events.putTargets({
      Rule: inputs.rule,
      Targets: [
        {
          Id: inputs.targetId,
          Arn: inputs.arn,
          RoleArn: inputs.roleArn,
          Input: inputs.input,
          InputTransformer: transformer && {
            InputPathsMap: transformer.inputPaths,
            InputTemplate: transformer.inputTemplate,
          },
        },
      ],
    });
    const failed = FailedEntries?.[0];
    if (failed) throw new Error(`${failed.ErrorCode ?? ""}: ${failed.ErrorMessage ?? ""}`);
  },
  async read({ state }, { events }) {
    const { Targets } = await events.listTargetsByRule({ Rule: state.rule });
    const found = Targets?.find(({ Id }) => Id === state.targetId);
    const transformer = found?.InputTransformer;
    return (
      found && {
        rule: state.rule,
        targetId: found.Id,
        arn: found.Arn,
        roleArn: found.RoleArn,
        input: found.Input,
        inputTransformer: transformer && {
          inputPaths: transformer.InputPathsMap,
          inputTemplate: required(transformer.InputTemplate, "a template"),
        },
      }
    );
  },
  delete: ({ state }, { events }) =>
    events.removeTargets({ Rule: state.rule, Ids: [required(state.targetId, "a target id")] }),
  replaceOn: ["rule", "targetId", "eventBusName"],
  autoName: { property: "targetId", maxLength: 64 },
});

/** Rules on events, and where matching events go. */
export const eventBridge: ResourceTable = {
  "aws:cloudwatch/eventRule:EventRule": eventRule,
  "aws:cloudwatch/eventTarget:EventTarget": eventTarget,
};
