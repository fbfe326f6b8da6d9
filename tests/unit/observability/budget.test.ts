import { expect } from "chai";
import { deploy, deployStandard } from "./observability-args";

const type = "aws:budgets/budget:Budget";

describe("The budget", () => {
  it("is of the environment's month, by its cost allocation tag", async () => {
    const { recording, result } = await deploy({ monthlyBudgetUsd: 600 });
    expect(recording.one(type).inputs).to.deep.include({
      name: "migration-monthly-test",
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: "600",
      limitUnit: "USD",
      filterExpression: { tags: { key: "Environment", values: ["test"] } },
    });
    expect(result.budgetName).not.to.equal(undefined);
  });

  it("notifies the topic before the budget is spent, and as soon as the forecast exceeds it", async () => {
    const { recording } = await deploy({ monthlyBudgetUsd: 600 });
    const told = recording.one(type).inputs["notifications"] as Record<string, unknown>[];
    expect(told.map((it) => [it["notificationType"], it["threshold"]])).to.deep.equal([
      ["ACTUAL", 80],
      ["ACTUAL", 100],
      ["FORECASTED", 100],
    ]);
    for (const notification of told) {
      expect(notification).to.deep.include({
        comparisonOperator: "GREATER_THAN",
        thresholdType: "PERCENTAGE",
        subscriberSnsTopicArns: ["arn:topic"],
      });
    }
  });

  it("lets Budgets publish to the topic, and only when there is one", async () => {
    const policyOf = async (changes: Parameters<typeof deploy>[0]) => {
      const { recording } = await deploy(changes);
      return recording.one("aws:sns/topicPolicy:TopicPolicy").inputs["policy"] as string;
    };
    expect(await policyOf({ monthlyBudgetUsd: 600 })).to.include("budgets.amazonaws.com");
    expect(await policyOf({})).not.to.include("budgets.amazonaws.com");
  });

  it("is absent without a limit", async () => {
    const { recording, result } = await deployStandard();
    expect(recording.of(type)).to.be.empty;
    expect(result.budgetName).to.equal(undefined);
  });
});
