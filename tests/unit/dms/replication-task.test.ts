import { expect } from "chai";
import type { Dms } from "../../../components/dms";
import { protectionFor } from "../../../lib/protection";
import { tableMappings } from "../../../lib/table-mappings";
import { taskSettings } from "../../../lib/task-settings";
import { promiseOf, type Recording } from "../../support/mocks";
import { deploy, orders } from "./fixture";

const taskType = "aws:dms/replicationTask:ReplicationTask";

describe("DMS replication tasks", () => {
  let recording: Recording;
  let taskIdentifiers: Dms["taskIdentifiers"];
  let taskArns: Dms["taskArns"];
  before(async () => {
    ({
      recording,
      result: { taskIdentifiers, taskArns },
    } = await deploy());
  });

  it("connect their source with the target on the replication instance", () => {
    expect(recording.one(taskType, "dms-orders").inputs).to.include({
      replicationTaskId: "migration-orders-test",
      migrationType: "full-load-and-cdc",
      replicationInstanceArn: "arn:instance:dms",
      sourceEndpointArn: "arn:endpoint:dms-source-erp",
      targetEndpointArn: "arn:endpoint:dms-target",
      tableMappings: tableMappings(orders.tables),
      replicationTaskSettings: taskSettings(orders),
    });
  });

  it("are declared stopped, and no deployment stops or starts one that operators run", () => {
    const task = recording.one(taskType);
    expect(task.inputs["startReplicationTask"]).to.equal(false);
    expect(task.ignoreChanges).to.deep.equal(["startReplicationTask"]);
  });

  it("lose no place in the binary log by replacement where data is protected", async () => {
    expect(recording.one(taskType)).to.include({ protect: true, retainOnDelete: true });
    const unprotected = await deploy({ protection: protectionFor(false) });
    expect(unprotected.recording.one(taskType)).to.include({ protect: false });
  });

  it("have metrics that alarms find: the identifier is the last part of the ARN", async () => {
    expect(recording.one(taskType).inputs["resourceIdentifier"]).to.equal("orders-test");
    expect(taskIdentifiers).to.deep.equal({ orders: "orders-test" });
    const arn = await promiseOf(taskArns.forward["orders"]!);
    expect(arn.split(":").at(-1)).to.equal(taskIdentifiers["orders"]);
  });

  it("are not recreated when a migration is added: that adds its task and changes nothing", async () => {
    const billing = { ...orders, tables: [{ ...orders.tables[0]!, schema: "billing" }] };
    const after = (await deploy({ migrations: { billing, orders } })).recording.all;
    const added = after.filter(({ name }) => name === "dms-billing");
    expect(added.map(({ type }) => type)).to.deep.equal([taskType]);
    const byUrn = (left: { urn: string }, right: { urn: string }) =>
      left.urn < right.urn ? -1 : 1;
    const rest = after.filter((registration) => !added.includes(registration));
    expect(rest.sort(byUrn)).to.deep.equal([...recording.all].sort(byUrn));
  });

  it("fail for a migration of a source that does not exist", async () => {
    const failure = await deploy({ migrations: { orders: { ...orders, source: "crm" } } }).catch(
      (error: unknown) => error,
    );
    expect(String(failure)).to.match(
      /migration orders names the source "crm"; the sources are erp/,
    );
  });
});
