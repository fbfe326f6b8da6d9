import { expect } from "chai";
import { logsKeyArn } from "../../support/component-args";
import { promiseOf, type Recording } from "../../support/mocks";
import { deploy, deployStandard } from "./observability-args";

interface Statement {
  Effect: string;
  Principal: string | { Service: string };
  Action: string;
  Resource: string;
  Condition?: Record<string, Record<string, string>>;
}

const topicType = "aws:sns/topic:Topic";
const policyType = "aws:sns/topicPolicy:TopicPolicy";
const topicArn = "arn:aws:sns:us-east-1:123456789012:migration-alarms-test";

function statementsOf(recording: Recording): Statement[] {
  const { policy } = recording.one(policyType).inputs;
  return (JSON.parse(policy as string) as { Statement: Statement[] }).Statement;
}

function conditionOf(statements: Statement[], service: string): Statement["Condition"] {
  return statements.find(
    ({ Principal }) => typeof Principal === "object" && Principal.Service === service,
  )?.Condition;
}

describe("The alarm topic", () => {
  it("is encrypted with a customer-managed key", async () => {
    const { recording } = await deployStandard();
    expect(recording.one(topicType).inputs).to.include({
      name: "migration-alarms-test",
      kmsMasterKeyId: logsKeyArn,
    });
  });

  it("takes messages from CloudWatch, RDS, DMS and EventBridge, and from nobody else", async () => {
    const { recording } = await deployStandard();
    const allowed = statementsOf(recording).filter(({ Effect }) => Effect === "Allow");
    expect(allowed.map(({ Principal }) => Principal)).to.have.deep.members([
      { Service: "cloudwatch.amazonaws.com" },
      { Service: "events.rds.amazonaws.com" },
      { Service: "dms.amazonaws.com" },
      { Service: "events.amazonaws.com" },
    ]);
    for (const statement of allowed) {
      expect(statement).to.include({ Action: "sns:Publish", Resource: topicArn });
    }
  });

  it("takes messages for this account's alarms, databases and migrations only", async () => {
    const { recording } = await deployStandard();
    const statements = statementsOf(recording);
    for (const service of ["cloudwatch", "events.rds", "dms"]) {
      const condition = conditionOf(statements, `${service}.amazonaws.com`);
      expect(condition?.["StringEquals"]).to.deep.equal({ "aws:SourceAccount": "123456789012" });
    }
    expect(conditionOf(statements, "cloudwatch.amazonaws.com")?.["ArnLike"]).to.deep.equal({
      "aws:SourceArn": "arn:aws:cloudwatch:us-east-1:123456789012:alarm:*",
    });
  });

  it("asks EventBridge for nothing it cannot show: its messages would be dropped", async () => {
    const { recording } = await deployStandard();
    expect(conditionOf(statementsOf(recording), "events.amazonaws.com")).to.equal(undefined);
  });

  it("refuses messages without TLS", async () => {
    const { recording } = await deployStandard();
    const denied = statementsOf(recording).filter(({ Effect }) => Effect === "Deny");
    expect(denied).to.have.length(1);
    expect(denied[0]).to.deep.include({
      Principal: "*",
      Action: "sns:Publish",
      Resource: topicArn,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  });

  it("has a policy that is known in a preview, so that it can be judged there", async () => {
    const { recording } = await deploy({}, { preview: true });
    expect(statementsOf(recording)).to.have.length(5);
  });

  it("is used only once its publishers are allowed: RDS and DMS try at once", async () => {
    const { recording } = await deployStandard();
    const policies = recording.urnsOf(policyType);
    for (const type of [
      "aws:rds/eventSubscription:EventSubscription",
      "aws:dms/eventSubscription:EventSubscription",
      "aws:cloudwatch/eventTarget:EventTarget",
      "aws:cloudwatch/metricAlarm:MetricAlarm",
    ]) {
      for (const { dependencies, name } of recording.of(type)) {
        expect(dependencies, name).to.include.members(policies);
      }
    }
  });

  it("sends a mail to every address, and adding one leaves the others alone", async () => {
    const subscriptions = async (alertEmails: string[]) => {
      const { recording } = await deploy({ alertEmails });
      return recording.of("aws:sns/topicSubscription:TopicSubscription");
    };
    const before = await subscriptions(["dba@corp.example"]);
    const after = await subscriptions(["on-call@corp.example", "dba@corp.example"]);
    expect(after.map(({ inputs }) => [inputs["protocol"], inputs["endpoint"]])).to.deep.equal([
      ["email", "on-call@corp.example"],
      ["email", "dba@corp.example"],
    ]);
    expect(after.map(({ urn }) => urn)).to.include(before[0]?.urn);
  });

  describe("that exists already", () => {
    const alarmTopicArn = "arn:aws:sns:us-east-1:123456789012:operations";

    it("receives everything, and is neither created nor given another policy", async () => {
      const { recording, result } = await deploy({ alarmTopicArn });
      expect(recording.of(topicType)).to.be.empty;
      expect(recording.of(policyType)).to.be.empty;
      for (const { inputs, name } of recording.of("aws:cloudwatch/metricAlarm:MetricAlarm")) {
        expect(inputs["alarmActions"], name).to.deep.equal([alarmTopicArn]);
      }
      expect(await promiseOf(result.alarmTopicArn)).to.equal(alarmTopicArn);
    });

    it("gets the addresses of the configuration as subscribers", async () => {
      const { recording } = await deploy({ alarmTopicArn });
      expect(recording.one("aws:sns/topicSubscription:TopicSubscription").inputs).to.include({
        topic: alarmTopicArn,
        endpoint: "dba@corp.example",
      });
    });
  });
});
