import { isDeepStrictEqual } from "node:util";
import type { Notification, Subscriber } from "@aws-sdk/client-budgets";
import type * as aws from "@pulumi/aws";
import { type Aws, required } from "../aws";
import { resource, type Inputs, type ResourceTable } from "../resource";

type BudgetInputs = Inputs<aws.budgets.BudgetArgs>;
type BudgetNotification = NonNullable<BudgetInputs["notifications"]>[number];

/** The id is `<account>:<name>`, as in the AWS provider. */
const budget = resource<aws.budgets.BudgetArgs, aws.budgets.BudgetState>({
  async create(inputs, { budgets, accountId }) {
    const BudgetName = required(inputs.name, "a name");
    await budgets.createBudget({
      AccountId: accountId,
      Budget: {
        BudgetName,
        BudgetType: inputs.budgetType as "COST",
        TimeUnit: inputs.timeUnit as "MONTHLY",
        BudgetLimit: { Amount: inputs.limitAmount, Unit: inputs.limitUnit },
        FilterExpression: inputs.filterExpression && { Tags: tagFilterOf(inputs.filterExpression) },
        Metrics: inputs.metrics === undefined ? undefined : [inputs.metrics as "UnblendedCost"],
      },
      ResourceTags: Object.entries(inputs.tagsAll ?? {}).map(([Key, Value]) => ({ Key, Value })),
    });
    return `${accountId}:${BudgetName}`;
  },
  async configure(id, { notifications = [] }, aws) {
    const budgetId = identityOf(id);
    for (const Notification of await notificationsOf(id, aws)) {
      await aws.budgets.deleteNotification({ ...budgetId, Notification });
    }
    for (const wanted of notifications) {
      await aws.budgets.createNotification({
        ...budgetId,
        Notification: notificationOf(wanted),
        Subscribers: subscribersOf(wanted),
      });
    }
  },
  async read({ id, state }, aws) {
    const { AccountId, BudgetName } = identityOf(id);
    const { Budget: found } = await aws.budgets.describeBudget({
      AccountId,
      BudgetName,
      ShowFilterExpression: true,
    });
    const { Key: key, Values: values } = found?.FilterExpression?.Tags ?? {};
    const there = await notificationsOf(id, aws);
    return (
      found && {
        arn: `arn:${aws.partition}:budgets::${AccountId}:budget/${BudgetName}`,
        accountId: AccountId,
        name: BudgetName,
        budgetType: found.BudgetType,
        timeUnit: found.TimeUnit,
        limitAmount: found.BudgetLimit?.Amount,
        limitUnit: found.BudgetLimit?.Unit,
        filterExpression: { tags: { key, values } },
        metrics: found.Metrics?.[0],
        // The emulator does not report the recipients of a notification.
        notifications: there.map(
          (notification) =>
            state.notifications?.find((wanted) =>
              isDeepStrictEqual(notificationOf(wanted), notification),
            ) ?? pulumiNotification(notification),
        ),
      }
    );
  },
  delete: ({ id }, { budgets }) => budgets.deleteBudget(identityOf(id)),
  // AWS can change the limit and the filters of a budget; the emulator cannot.
  replaceOn: ["name", "accountId", "budgetType", "timeUnit", "limitAmount", "filterExpression"],
  deleteBeforeReplace: true,
  autoName: { property: "name", maxLength: 100 },
});

function tagFilterOf({ tags }: NonNullable<BudgetInputs["filterExpression"]>) {
  return { Key: tags?.key, Values: tags?.values };
}

function identityOf(id: string): { AccountId: string; BudgetName: string } {
  const [AccountId = "", BudgetName = ""] = id.split(":");
  return { AccountId, BudgetName };
}

async function notificationsOf(id: string, { budgets }: Aws): Promise<Notification[]> {
  const answer = await budgets.describeNotificationsForBudget(identityOf(id));
  return answer.Notifications ?? [];
}

function notificationOf(wanted: BudgetNotification): Notification {
  return {
    NotificationType: wanted.notificationType as "ACTUAL",
    ComparisonOperator: wanted.comparisonOperator as "GREATER_THAN",
    Threshold: wanted.threshold,
    ThresholdType: wanted.thresholdType as "PERCENTAGE",
  };
}

function pulumiNotification(found: Notification): BudgetNotification {
  return {
    notificationType: found.NotificationType ?? "",
    comparisonOperator: found.ComparisonOperator ?? "",
    threshold: found.Threshold ?? 0,
    thresholdType: found.ThresholdType ?? "",
  };
}

function subscribersOf(wanted: BudgetNotification): Subscriber[] {
  const { subscriberEmailAddresses = [], subscriberSnsTopicArns = [] } = wanted;
  return [
    ...subscriberEmailAddresses.map((Address): Subscriber => ({
      SubscriptionType: "EMAIL",
      Address,
    })),
    ...subscriberSnsTopicArns.map((Address): Subscriber => ({ SubscriptionType: "SNS", Address })),
  ];
}

/** Budgets and their subscribers. */
export const budgetResources: ResourceTable = {
  "aws:budgets/budget:Budget": budget,
};
