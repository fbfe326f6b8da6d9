import * as budgets from "@pulumi/aws/budgets";
import { physicalName } from "../../lib/names";
import type { NotificationContext } from "./notification-context";

/** When to notify the topic, in percent of the budget. AWS Budgets allows five notifications. */
const notifications = [
  { notificationType: "ACTUAL", threshold: 80 },
  { notificationType: "ACTUAL", threshold: 100 },
  { notificationType: "FORECASTED", threshold: 100 },
];

/**
 * Creates the monthly budget of the environment. Its resources are found by the tag `Environment`,
 * which counts from the day on that it is activated as cost allocation tag.
 *
 * @param limitUsd US dollars.
 */
export function createBudget(context: NotificationContext, limitUsd: number): budgets.Budget {
  const name = physicalName(context.environment, "monthly");
  return new budgets.Budget(
    context.name,
    {
      name,
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: String(limitUsd),
      limitUnit: "USD",
      filterExpression: { tags: { key: "Environment", values: [context.environment] } },
      metrics: "UnblendedCost",
      notifications: notifications.map((notification) => ({
        ...notification,
        comparisonOperator: "GREATER_THAN",
        thresholdType: "PERCENTAGE",
        subscriberSnsTopicArns: [context.topicArn],
      })),
      tags: { Name: name, ...context.tags },
    },
    { parent: context.parent },
  );
}
