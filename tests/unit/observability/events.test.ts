import { expect } from "chai";
import type { Recording } from "../../support/mocks";
import { args, deploy, deployStandard, noMigration } from "./observability-args";

const rdsType = "aws:rds/eventSubscription:EventSubscription";
const dmsType = "aws:dms/eventSubscription:EventSubscription";
const ruleType = "aws:cloudwatch/eventRule:EventRule";
const targetType = "aws:cloudwatch/eventTarget:EventTarget";

function subscription(recording: Recording, type: string, sourceType: string) {
  return recording.of(type).find(({ inputs }) => inputs["sourceType"] === sourceType)?.inputs;
}

/** EventBridge's matching, as far as the patterns use it: lists of values, in nested objects. */
function matches(pattern: unknown, event: unknown): boolean {
  if (Array.isArray(pattern)) {
    return [event].flat().some((value) => pattern.includes(value));
  }
  return Object.entries(pattern as object).every(([key, inner]) =>
    matches(inner, (event as Record<string, unknown> | undefined)?.[key]),
  );
}

async function ruleMatches(name: string, event: object): Promise<boolean> {
  const { recording } = await deployStandard();
  return matches(JSON.parse(recording.one(ruleType, name).inputs["eventPattern"] as string), event);
}

describe("RDS event subscriptions", () => {
  /** Security Hub controls RDS.19 to RDS.22. */
  const required: [string, string[]][] = [
    ["db-cluster", ["maintenance", "failure"]],
    ["db-instance", ["maintenance", "configuration change", "failure"]],
    ["db-parameter-group", ["configuration change"]],
    ["db-security-group", ["configuration change", "failure"]],
  ];
  for (const [sourceType, categories] of required) {
    it(`report ${categories.join(" and ")} of a ${sourceType}`, async () => {
      const { recording } = await deployStandard();
      const inputs = subscription(recording, rdsType, sourceType);
      expect(inputs).to.include({ enabled: true, snsTopic: "arn:topic" });
      expect(inputs?.["eventCategories"]).to.include.members(categories);
    });
  }

  it("cover our databases, not all in the account", async () => {
    const { recording } = await deployStandard();
    const sources = (sourceType: string) =>
      subscription(recording, rdsType, sourceType)?.["sourceIds"];
    expect(sources("db-cluster")).to.deep.equal(["migration-aurora-test"]);
    expect(sources("db-instance")).to.deep.equal([
      "migration-aurora-1-test",
      "migration-aurora-2-test",
    ]);
    expect(sources("db-parameter-group")).to.deep.equal(["migration-aurora-test"]);
  });
});

describe("DMS event subscriptions", () => {
  it("report failures of our replication instance and tasks, by name", async () => {
    const { recording } = await deployStandard();
    const instance = subscription(recording, dmsType, "replication-instance");
    const tasks = subscription(recording, dmsType, "replication-task");
    expect(instance?.["sourceIds"]).to.deep.equal(["migration-dms-test"]);
    expect(tasks?.["sourceIds"]).to.deep.equal(["migration-orders-test"]);
    expect(instance?.["eventCategories"]).to.include.members([
      "failure",
      "failover",
      "low storage",
    ]);
    expect(tasks?.["eventCategories"]).to.include.members(["failure", "deletion"]);
  });

  it("have one for each task that a phase adds, as none can be given further tasks", async () => {
    const taskIds = {
      forward: { orders: "migration-orders-test" },
      back: { orders: "migration-back-orders-test" },
      again: { orders: "migration-again-orders-test" },
    };
    const { recording } = await deploy({ dms: { ...args.dms, taskIds } });
    const tasks = recording
      .of(dmsType)
      .filter(({ inputs }) => inputs["sourceType"] === "replication-task");
    expect(
      tasks.map(({ name, inputs }) => [name, inputs["name"], inputs["sourceIds"]]),
    ).to.have.deep.members([
      [
        "watch-replication-task-events",
        "migration-replication-task-events-test",
        ["migration-orders-test"],
      ],
      [
        "watch-back-orders-events",
        "migration-back-orders-events-test",
        ["migration-back-orders-test"],
      ],
      [
        "watch-again-orders-events",
        "migration-again-orders-events-test",
        ["migration-again-orders-test"],
      ],
    ]);
    for (const { inputs } of tasks) expect(inputs).not.to.have.property("of");
  });

  it("leave out tasks when there are none: without names DMS would report all in the account", async () => {
    const { recording } = await deploy(noMigration);
    expect(subscription(recording, dmsType, "replication-task")).to.equal(undefined);
  });
});

describe("Event rules", () => {
  const taskStopped = (task: string) => ({
    source: "aws.dms",
    "detail-type": "DMS Replication Task State Change",
    resources: [`arn:aws:dms:us-east-1:123456789012:task:${task}`],
    detail: { category: "StateChange", eventType: "REPLICATION_TASK_STOPPED" },
  });
  const rotationEvent = (eventName: string, secret: string) => ({
    source: "aws.secretsmanager",
    "detail-type": "AWS Service Event via CloudTrail",
    detail: {
      eventSource: "secretsmanager.amazonaws.com",
      eventName,
      additionalEventData: { SecretId: secret },
    },
  });

  it("report that one of our tasks stopped, which no metric shows", async () => {
    expect(await ruleMatches("watch-task-state", taskStopped("orders-test"))).to.equal(true);
    expect(await ruleMatches("watch-task-state", taskStopped("foreign"))).to.equal(false);
  });

  it("report that a task failed, which DMS puts in another category", async () => {
    const failed = { category: "Failure", eventType: "REPLICATION_TASK_FAILED" };
    const event = { ...taskStopped("orders-test"), detail: failed };
    expect(await ruleMatches("watch-task-state", event)).to.equal(true);
  });

  it("report the state of a serverless migration, without any task", async () => {
    const arn = "arn:aws:dms:us-east-1:123456789012:replication-config:billing-test";
    const { recording } = await deploy({
      dms: {
        ...args.dms,
        ...noMigration.dms,
        replicationConfigArns: { forward: { billing: arn }, back: {}, again: {} },
      },
    });
    const { eventPattern } = recording.one(ruleType, "watch-task-state").inputs;
    const event = {
      source: "aws.dms",
      "detail-type": "DMS Replication State Change",
      resources: [arn],
      detail: { category: "StateChange", eventType: "REPLICATION_STOPPED" },
    };
    expect(matches(JSON.parse(eventPattern as string), event)).to.equal(true);
  });

  it("are more than one where EventBridge takes no pattern as long as all of it would be", async () => {
    const names = Array.from({ length: 45 }, (_, n) => `${n + 10}`.padEnd(26, "x"));
    const of = (value: (name: string) => string) =>
      Object.fromEntries(names.map((name) => [name, value(name)]));
    const secret = (name: string) =>
      `arn:aws:secretsmanager:us-east-1:123456789012:secret:migration-${name}-test-AbCdEf`;
    const { recording } = await deploy({
      dms: {
        ...args.dms,
        taskIdentifiers: of((name) => `${name}-test`),
        watchedTasks: {},
        sourceSecretArns: of(secret),
      },
    });
    const patterns = recording.of(ruleType).map(({ inputs }) => String(inputs["eventPattern"]));
    for (const pattern of patterns) expect(pattern).to.have.length.at.most(2048);
    const told = (event: object) =>
      patterns.filter((pattern) => matches(JSON.parse(pattern), event)).length;
    for (const name of names) {
      expect(told(taskStopped(`${name}-test`)), name).to.equal(1);
      expect(told(rotationEvent("RotationFailed", secret(name))), name).to.equal(1);
      expect(told(rotationEvent("RotationSucceeded", secret(name))), name).to.equal(1);
    }
    const rules = new Set(recording.of(ruleType).map(({ inputs }) => inputs["name"]));
    expect(rules).to.have.length(patterns.length);
  });

  it("show in a preview which tasks they are about", async () => {
    const { recording } = await deploy({}, { preview: true });
    const { eventPattern } = recording.one(ruleType, "watch-task-state").inputs;
    expect(matches(JSON.parse(eventPattern as string), taskStopped("orders-test"))).to.equal(true);
  });

  for (const secret of ["source", "target", "admin"]) {
    it(`report that the rotation of the ${secret} secret failed`, async () => {
      const event = rotationEvent("RotationFailed", `arn:secret:${secret}`);
      expect(await ruleMatches("watch-rotation-failed", event)).to.equal(true);
    });
  }

  it("take no rotation that succeeds for a failure, nor a secret of others for ours", async () => {
    for (const event of [
      rotationEvent("RotationSucceeded", "arn:secret:source"),
      rotationEvent("RotationFailed", "arn:secret:foreign"),
    ]) {
      expect(await ruleMatches("watch-rotation-failed", event)).to.equal(false);
    }
  });

  it("report that a password of running tasks changed, which they do not notice", async () => {
    for (const secret of ["source", "target"]) {
      const event = rotationEvent("RotationSucceeded", `arn:secret:${secret}`);
      expect(await ruleMatches("watch-secret-rotated", event), secret).to.equal(true);
    }
    const ofAdmin = rotationEvent("RotationSucceeded", "arn:secret:admin");
    expect(await ruleMatches("watch-secret-rotated", ofAdmin)).to.equal(false);
  });

  it("send the topic a sentence in which every gap is filled from the event", async () => {
    const { recording } = await deployStandard();
    const targets = recording.of(targetType);
    expect(targets).to.have.length(3);
    for (const { inputs } of targets) {
      expect(inputs["arn"]).to.equal("arn:topic");
      const { inputPaths, inputTemplate } = inputs["inputTransformer"] as {
        inputPaths: Record<string, string>;
        inputTemplate: string;
      };
      const message = JSON.parse(inputTemplate) as string;
      const gaps = [...message.matchAll(/<(\w+)>/g)].map(([, gap]) => gap);
      expect(gaps).to.have.members(Object.keys(inputPaths));
    }
  });

  it("watch no task when there is none: an empty list of tasks is no pattern", async () => {
    const { recording } = await deploy(noMigration);
    expect(recording.of(ruleType).map(({ name }) => name)).to.deep.equal([
      "watch-rotation-failed",
      "watch-secret-rotated",
    ]);
  });
});
