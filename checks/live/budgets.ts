import { z } from "zod";
import { type AwsCli } from "../aws-cli";

/** A budget of an account. */
export interface BudgetId {
  readonly accountId: string;
  readonly name: string;
}

const notification = z.object({
  NotificationType: z.string(),
  ComparisonOperator: z.string(),
  Threshold: z.number(),
  ThresholdType: z.string().optional(),
});

/** The limit and the scope of a budget. */
export async function budgetOf(aws: AwsCli, id: BudgetId) {
  const schema = z.object({
    Budget: z.object({
      BudgetName: z.string(),
      BudgetType: z.string(),
      TimeUnit: z.string(),
      BudgetLimit: z.object({ Amount: z.coerce.number(), Unit: z.string() }),
      FilterExpression: z
        .object({ Tags: z.object({ Key: z.string(), Values: z.array(z.string()) }).optional() })
        .optional(),
    }),
  });
  const operation = ["budgets", "describe-budget", "--show-filter-expression"] as const;
  return (await aws.read(schema, ...operation, ...options(id))).Budget;
}

/** The thresholds of notifications. */
export async function budgetNotificationsOf(aws: AwsCli, id: BudgetId) {
  const schema = z.object({ Notifications: z.array(notification).default([]) });
  const operation = ["budgets", "describe-notifications-for-budget"] as const;
  return (await aws.read(schema, ...operation, ...options(id))).Notifications;
}

/** The recipients of notifications. */
export async function budgetSubscribersOf(
  aws: AwsCli,
  id: BudgetId,
  of: z.infer<typeof notification>,
) {
  const schema = z.object({
    Subscribers: z.array(z.object({ SubscriptionType: z.string(), Address: z.string() })),
  });
  const operation = ["budgets", "describe-subscribers-for-notification"] as const;
  const which = ["--notification", JSON.stringify(of)] as const;
  return (await aws.read(schema, ...operation, ...options(id), ...which)).Subscribers;
}

function options({ accountId, name }: BudgetId) {
  return ["--account-id", accountId, "--budget-name", name] as const;
}
