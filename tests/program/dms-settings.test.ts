import { expect } from "chai";
import { type Plan } from "@landing-zone/plan/plan";
import { mandatoryViolations, passingPlanOf } from "../support/engine";

const source = "erp";
const schema = "orders";

/** Migrations whose keys have, among them, every value that a list of words or yes and no allows. */
const migrations = {
  load: {
    source,
    type: "full-load",
    tables: [
      { schema, table: "%" },
      { schema, table: "tmp_%", action: "exclude" },
      { schema, table: "lines", action: "explicit", parallelLoad: { type: "partitions-auto" } },
      { schema, table: "scans", lobMode: "full" },
      {
        schema,
        table: "notes",
        lobMode: "limited",
        parallelLoad: { type: "ranges", columns: ["id"], boundaries: [[1000]] },
      },
      {
        schema,
        table: "events",
        parallelLoad: { type: "partitions-list", partitions: ["p2024", "p2025"] },
      },
    ],
    transformations: [
      { schema, action: "rename", value: "shop" },
      { schema, table: "a", action: "convert-lowercase" },
      { schema, table: "b", action: "convert-uppercase" },
      { schema, table: "c", action: "add-prefix", value: "x_" },
      { schema, table: "d", action: "remove-prefix", value: "x_" },
      { schema, table: "e", action: "replace-prefix", oldValue: "x_", value: "y_" },
      { schema, table: "f", action: "add-suffix", value: "_x" },
      { schema, table: "g", action: "remove-suffix", value: "_x" },
      { schema, table: "h", action: "replace-suffix", oldValue: "_x", value: "_y" },
      { schema, table: "%", column: "legacy", action: "remove-column" },
    ],
    lobMode: "inline",
    fullLoad: { targetTables: "truncate", stop: "beforeCachedChanges" },
    errors: { data: "suspendTable", truncation: "suspendTable", apply: "suspendTable" },
    logContext: true,
  },
  changes: {
    source,
    type: "cdc",
    replicationInstance: "bulk",
    tables: [{ schema }],
    fullLoad: { targetTables: "keep", stop: "afterCachedChanges" },
    changes: { batchApply: true, applyDdl: false },
    validation: { skipLobColumns: true, only: true },
    errors: { data: "stopTask", truncation: "stopTask", table: "stopTask", apply: "stopTask" },
  },
  archive: {
    source,
    tables: [{ schema: "archive" }],
    serverless: { maxCapacityUnits: 16, maintenanceWindow: "sun:09:00-sun:10:00" },
  },
  small: {
    source,
    tables: [{ schema: "small" }],
    serverless: {
      minCapacityUnits: 1,
      maxCapacityUnits: 2,
      multiAz: false,
      maintenanceWindow: "sun:10:00-sun:11:00",
    },
  },
};

const config = {
  "dms.migrations": migrations,
  "dms.replicationInstances": {
    bulk: {
      class: "dms.c6i.xlarge",
      multiAz: true,
      maintenanceWindow: "sun:07:00-sun:08:00",
      dnsNameServers: ["192.168.10.53"],
    },
  },
  "dms.assessments.enabled": false,
  "dms.sources.erp.cleanMetadataOnMismatch": true,
  "dms.sources.erp.sslMode": "verify-ca",
  "dms.target.sslMode": "verify-ca",
};

describe("Every setting of a migration", () => {
  let plan: Plan;
  before(async function () {
    this.timeout(300_000);
    plan = await passingPlanOf({
      stack: "dev",
      config,
      quiet: true,
    });
  });

  const inputsOf = (type: string, name: string) =>
    plan.resources.find((resource) => resource.type === type && resource.name === name)!.inputs;
  const taskOf = (migration: string) =>
    inputsOf("aws:dms/replicationTask:ReplicationTask", `dms-${migration}`);

  it("violates no mandatory policy", () => {
    expect(mandatoryViolations(plan)).to.deep.equal([]);
  });

  it("reaches the table mappings, rule by rule", () => {
    const { rules } = JSON.parse(taskOf("load")["tableMappings"] as string) as {
      rules: Record<string, unknown>[];
    };
    const ofType = (type: string) => rules.filter((rule) => rule["rule-type"] === type);
    const { tables, transformations } = migrations.load;
    expect(ofType("selection").map((rule) => rule["rule-action"])).to.have.members(
      tables.map(({ action = "include" }) => action),
    );
    expect(ofType("transformation").map((rule) => rule["rule-action"])).to.have.members(
      transformations.map(({ action }) => action),
    );
    expect(ofType("table-settings")).to.have.length(4);
  });

  it("reaches the settings of tasks", () => {
    const settingsOf = (migration: string) =>
      JSON.parse(taskOf(migration)["replicationTaskSettings"] as string) as Record<string, object>;
    expect(settingsOf("load")).to.deep.include({
      TargetMetadata: {
        BatchApplyEnabled: false,
        FullLobMode: true,
        InlineLobMaxSize: 32,
        LimitedSizeLobMode: false,
        LobChunkSize: 64,
        SupportLobs: true,
      },
    });
    expect(settingsOf("load")["FullLoadSettings"]).to.include({
      TargetTablePrepMode: "TRUNCATE_BEFORE_LOAD",
      StopTaskCachedChangesNotApplied: true,
    });
    expect(settingsOf("changes")["ValidationSettings"]).to.include({ ValidationOnly: true });
    expect(settingsOf("changes")["TargetMetadata"]).to.include({ BatchApplyEnabled: true });
    expect(settingsOf("changes")["ErrorBehavior"]).to.include({ TableErrorPolicy: "STOP_TASK" });
  });

  it("runs each on its own instance", () => {
    expect(inputsOf("aws:dms/replicationInstance:ReplicationInstance", "dms-bulk")).to.include({
      multiAz: true,
      dnsNameServers: "192.168.10.53",
    });
    const configType = "aws:dms/replicationConfig:ReplicationConfig";
    expect(inputsOf(configType, "dms-archive")["computeConfig"]).to.include({ multiAz: true });
    expect(inputsOf(configType, "dms-small")["computeConfig"]).to.include({
      multiAz: false,
      minCapacityUnits: 1,
    });
    expect(plan.outputs["dmsReplicationConfigArns"]).to.have.keys("archive", "small");
  });

  it("reaches the endpoints, and leaves out what is turned off", () => {
    const endpoint = inputsOf("aws:dms/endpoint:Endpoint", "dms-source-erp");
    expect(endpoint["mysqlSettings"]).to.include({ cleanSourceMetadataOnMismatch: true });
    expect(endpoint["sslMode"]).to.equal("verify-ca");
    expect(plan.outputs).not.to.have.any.keys("assessmentBucketName", "assessmentRoleArn");
  });
});
