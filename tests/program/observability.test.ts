import { expect } from "chai";
import { type Plan } from "@landing-zone/plan/plan";
import { passingPlanOf } from "../support/engine";

const topic = "arn:aws:sns:us-east-1:444455556666:operations";

describe("A stack with an alarm topic that exists already", () => {
  let plan: Plan;
  before(async function () {
    this.timeout(120_000);
    plan = await passingPlanOf({
      stack: "prod",
      config: { "observability.alarmTopicArn": topic },
    });
  });

  const of = (type: string) => plan.resources.filter((resource) => resource.type === type);

  it("makes no topic of its own, and gives the outputs of the other", () => {
    expect(of("aws:sns/topic:Topic")).to.deep.equal([]);
    expect(of("aws:sns/topicPolicy:TopicPolicy")).to.deep.equal([]);
    expect(plan.outputs["alarmTopicArn"]).to.equal(topic);
  });

  it("notifies it of every alarm, event and cost", () => {
    for (const { name, inputs } of of("aws:cloudwatch/metricAlarm:MetricAlarm")) {
      expect(inputs["alarmActions"], name).to.deep.equal([topic]);
    }
    for (const { name, inputs } of of("aws:cloudwatch/eventTarget:EventTarget")) {
      expect(inputs["arn"], name).to.equal(topic);
    }
    for (const { name, inputs } of of("aws:rds/eventSubscription:EventSubscription")) {
      expect(inputs["snsTopic"], name).to.equal(topic);
    }
    const [budget] = of("aws:budgets/budget:Budget");
    expect(JSON.stringify(budget?.inputs["notifications"])).to.include(topic);
  });
});
