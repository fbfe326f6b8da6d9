import type * as aws from "@pulumi/aws";
import { budgetNotificationsOf, budgetOf, budgetSubscribersOf } from "../live/budgets";
import { checksOf, properties } from "../check";
import { differences, including, ofEach, ofEnvironment, present } from "../expectations";

const check = checksOf("Budget");

const budget = (...names: (keyof aws.budgets.BudgetArgs)[]) =>
  properties<aws.budgets.BudgetArgs>("aws:budgets/budget:Budget", ...names);

/** The topic's account: a topic of another account receives nothing. */
const accountOf = (topicArn: string) => topicArn.split(":")[4] ?? "";

export const budgetChecks = [
  check({
    name: "counts the environment's monthly cost, and warns before it exceeds the limit",
    outputs: ["budgetName", "alarmTopicArn"],
    verifies: budget("budgetType", "timeUnit", "limitAmount", "filterExpression", "notifications"),
    run: async ({ outputs, environment, aws }) => {
      const id = { accountId: accountOf(outputs.alarmTopicArn), name: outputs.budgetName };
      const found = await budgetOf(aws, id);
      const notifications = await budgetNotificationsOf(aws, id);
      return [
        ...differences(
          `budget ${found.BudgetName}`,
          { ...found, ...found.BudgetLimit, tag: found.FilterExpression?.Tags },
          {
            BudgetName: ofEnvironment(environment),
            BudgetType: "COST",
            TimeUnit: "MONTHLY",
            Amount: present,
            Unit: "USD",
            tag: { Key: "Environment", Values: [environment] },
          },
        ),
        ...differences(
          `budget ${found.BudgetName}`,
          {
            notifications: notifications.map((it) => `${it.NotificationType} ${it.Threshold}`),
          },
          { notifications: including("ACTUAL 80", "ACTUAL 100", "FORECASTED 100") },
        ),
      ];
    },
  }),
  check({
    name: "notifies the topic of the costs",
    outputs: ["budgetName", "alarmTopicArn"],
    verifies: budget("notifications"),
    run: async ({ outputs, aws }) => {
      const id = { accountId: accountOf(outputs.alarmTopicArn), name: outputs.budgetName };
      const notifications = await budgetNotificationsOf(aws, id);
      const subscribers = await Promise.all(
        notifications.map((it) => budgetSubscribersOf(aws, id, it)),
      );
      return ofEach(`notification of budget ${id.name}`, subscribers, (told) =>
        differences(
          `notification of budget ${id.name}`,
          { told: told.map(({ Address }) => Address) },
          { told: including(outputs.alarmTopicArn) },
        ),
      );
    },
  }),
];
