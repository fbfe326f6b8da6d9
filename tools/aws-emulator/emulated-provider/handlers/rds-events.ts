import type * as aws from "@pulumi/aws";
import { required } from "../aws";
import { resource, type ResourceTable } from "../resource";
import { tagList, tagMap } from "../tags";
import { rdsTagging } from "./rds-tags";

/** The emulator cannot modify a subscription, so every change makes a new one. */
const eventSubscription = resource<aws.rds.EventSubscriptionArgs, aws.rds.EventSubscriptionState>({
  async create(inputs, { rds }) {
    const made = await rds.createEventSubscription({
      SubscriptionName: inputs.name,
      SnsTopicArn: inputs.snsTopic,
      SourceType: inputs.sourceType,
      SourceIds: inputs.sourceIds,
      EventCategories: inputs.eventCategories,
      Enabled: inputs.enabled,
      Tags: tagList(inputs.tagsAll),
    });
    return required(made.EventSubscription?.CustSubscriptionId, "a subscription name");
  },
  async read({ id }, { rds }) {
    const { EventSubscriptionsList } = await rds.describeEventSubscriptions({
      SubscriptionName: id,
    });
    const found = EventSubscriptionsList?.[0];
    if (!found) return undefined;
    const ResourceName = found.EventSubscriptionArn;
    const { TagList } = await rds.listTagsForResource({ ResourceName });
    return {
      arn: ResourceName,
      name: id,
      snsTopic: found.SnsTopicArn,
      sourceType: found.SourceType,
      sourceIds: found.SourceIdsList,
      eventCategories: found.EventCategoriesList,
      enabled: found.Enabled,
      customerAwsId: found.CustomerAwsId,
      tagsAll: tagMap(TagList),
    };
  },
  delete: ({ id }, { rds }) => rds.deleteEventSubscription({ SubscriptionName: id }),
  replaceOn: "all",
  deleteBeforeReplace: true,
  autoName: { property: "name", maxLength: 255 },
  tagging: rdsTagging,
});

/** Notifications of database events. */
export const rdsEvents: ResourceTable = {
  "aws:rds/eventSubscription:EventSubscription": eventSubscription,
};
