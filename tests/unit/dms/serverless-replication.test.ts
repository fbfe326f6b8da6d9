import { expect } from "chai";
import type { Dms } from "../../../components/dms";
import { protectionFor } from "../../../lib/protection";
import { tableMappings } from "../../../lib/table-mappings";
import { taskSettings } from "../../../lib/task-settings";
import { dataKeyArn, logsKeyArn } from "../../support/component-args";
import { promiseOf, type Recording } from "../../support/mocks";
import { deploy, orders } from "./fixture";

const configType = "aws:dms/replicationConfig:ReplicationConfig";
const serverless: NonNullable<typeof orders.serverless> = {
  minCapacityUnits: 2,
  maxCapacityUnits: 16,
  multiAz: true,
  maintenanceWindow: "sun:08:00-sun:09:00",
};
const archive = { ...orders, serverless };

describe("DMS serverless replications", () => {
  let recording: Recording;
  let result: Dms;
  before(async () => {
    ({ recording, result } = await deploy({ migrations: { orders, archive } }));
  });

  it("replicate the same rows as a task, in the same way", async () => {
    expect(recording.one(configType).inputs).to.include({
      replicationConfigIdentifier: "migration-archive-test",
      resourceIdentifier: "archive-test",
      replicationType: "full-load-and-cdc",
      sourceEndpointArn: "arn:endpoint:dms-source-erp",
      targetEndpointArn: "arn:endpoint:dms-target",
      tableMappings: tableMappings(orders.tables),
      replicationSettings: taskSettings(orders),
    });
    expect(await promiseOf(result.replicationConfigArns.forward["archive"]!)).to.equal(
      "arn:config:dms-archive",
    );
  });

  it("have their capacity, in the network and with the key of the replication instances", () => {
    expect(recording.one(configType).inputs["computeConfig"]).to.deep.equal({
      minCapacityUnits: 2,
      maxCapacityUnits: 16,
      multiAz: true,
      preferredMaintenanceWindow: "sun:08:00-sun:09:00",
      kmsKeyId: dataKeyArn,
      replicationSubnetGroupId: "migration-dms-test",
      vpcSecurityGroupIds: ["dms-id"],
    });
  });

  it("leave the least capacity to DMS unless it is given", async () => {
    const other = await deploy({
      migrations: {
        archive: { ...orders, serverless: { ...serverless, minCapacityUnits: undefined } },
      },
    });
    expect(other.recording.one(configType).inputs["computeConfig"]).not.to.have.property(
      "minCapacityUnits",
    );
  });

  it("are declared stopped, and kept where data is protected", async () => {
    const config = recording.one(configType);
    expect(config.inputs["startReplication"]).to.equal(false);
    expect(config.ignoreChanges).to.deep.equal(["startReplication"]);
    expect(config).to.include({ protect: true, retainOnDelete: true });
    const unprotected = await deploy({
      protection: protectionFor(false),
      migrations: { archive },
    });
    expect(unprotected.recording.one(configType)).to.include({ protect: false });
  });

  it("find their log group and the service roles made", () => {
    const logGroup = recording.one("aws:cloudwatch/logGroup:LogGroup", "dms-archive");
    expect(logGroup.inputs).to.include({
      name: "dms-serverless-replication-archive-test",
      retentionInDays: 30,
      kmsKeyId: logsKeyArn,
    });
    expect(recording.one(configType).dependencies).to.include.members([
      logGroup.urn,
      ...recording.urnsOf("aws:iam/rolePolicyAttachment:RolePolicyAttachment"),
    ]);
  });

  it("have no task, and so no metrics of one", () => {
    const tasks = recording.of("aws:dms/replicationTask:ReplicationTask");
    expect(tasks.map(({ name }) => name)).to.deep.equal(["dms-orders"]);
    expect(result.taskIdentifiers).to.deep.equal({ orders: "orders-test" });
  });
});
