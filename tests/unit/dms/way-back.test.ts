import { expect } from "chai";
import { type DmsArgs } from "../../../components/dms";
import { heartbeatSchema } from "../../../lib/heartbeat";
import { frozenRotationDays, type Phase, phases } from "../../../lib/phases";
import { rdsRootCertificates } from "../../../lib/rds-certificates";
import { dataKeyArn } from "../../support/component-args";
import { wayBackConnection } from "../../support/way-back";
import { promiseOf, type Recording, type Registration } from "../../support/mocks";
import { caCertificate, deploy, dmsArgs, erp, orders, statementsOf } from "./fixture";

const endpointType = "aws:dms/endpoint:Endpoint";
const taskType = "aws:dms/replicationTask:ReplicationTask";
const ruleTypes = ["Egress", "Ingress"].map(
  (direction) => `aws:vpc/securityGroup${direction}Rule:SecurityGroup${direction}Rule`,
);

/** A Dms whose stack and migrations are in a phase. */
const inPhase = (phase: Phase | undefined, changes: Partial<DmsArgs> = {}) =>
  deploy({ phase, migrations: { orders: { ...orders, phase } }, ...changes });

const label = ({ type, name }: Registration) => `${type.split(":").at(-1)} ${name}`;

const labelsIn = ({ all }: Recording) => all.filter(({ custom }) => custom).map(label);

/** All that the way back of one migration from one server consists of. */
const wayBack = [
  ...wayBackConnection("dms-way-back", [
    "SecurityGroupEgressRule dms-way-back-to-database-egress",
    "SecurityGroupIngressRule dms-way-back-to-database-ingress",
  ]),
  ...wayBackConnection("dms-way-back-erp", [
    "SecurityGroupEgressRule dms-way-back-erp-to-192.168.10.0/24",
  ]),
  "ReplicationTask dms-back-orders",
];

describe("The way back", () => {
  let earlier: readonly string[];
  let recording: Recording;
  let result: Awaited<ReturnType<typeof deploy>>["result"];
  before(async () => {
    earlier = labelsIn((await inPhase("prepare")).recording);
    ({ recording, result } = await inPhase("load"));
  });
  const inputsOf = (type: string, name: string) => recording.one(type, name).inputs;

  it("is all that the phase load has beyond prepare", () => {
    const added = labelsIn(recording).filter((it) => !earlier.includes(it));
    expect(added).to.have.members(wayBack);
    expect(earlier.filter((it) => !labelsIn(recording).includes(it))).to.deep.equal([]);
  });

  for (const phase of [undefined, ...phases]) {
    const exists = phase !== undefined && !["prepare", "closed"].includes(phase);
    it(`is ${exists ? "whole" : "not there"} in the phase ${phase ?? "of a stack without phases"}`, async () => {
      const deployed = await inPhase(phase);
      const own = labelsIn(deployed.recording).filter((it) => / dms-(?:way-)?back/.test(it));
      expect(own).to.have.members(exists ? wayBack : []);
      expect(deployed.result.wayBack === undefined).to.equal(!exists);
      expect(Object.keys(deployed.result.taskArns.back)).to.deep.equal(exists ? ["orders"] : []);
    });
  }

  it("reads Aurora and writes to the server, by a user of its own", () => {
    expect(inputsOf(endpointType, "dms-way-back")).to.deep.include({
      endpointId: "migration-back-test",
      endpointType: "source",
      engineName: "aurora",
      sslMode: "verify-full",
      certificateArn: "arn:certificate:dms-way-back",
      kmsKeyArn: dataKeyArn,
    });
    expect(inputsOf(endpointType, "dms-way-back-erp")).to.deep.include({
      endpointId: "migration-back-erp-test",
      endpointType: "target",
      engineName: "mysql",
      sslMode: "verify-full",
      certificateArn: "arn:certificate:dms-way-back-erp",
      kmsKeyArn: dataKeyArn,
    });
    for (const name of ["dms-way-back", "dms-way-back-erp"]) {
      const inputs = inputsOf(endpointType, name);
      expect(inputs).not.to.have.any.keys("username", "password", "serverName", "port");
      expect(inputs["secretsManagerArn"]).to.equal(`arn:aws:mock:us-east-1:123456789012:${name}`);
    }
  });

  it("writes changes without the checks of foreign keys, each schema under its name", () => {
    expect(inputsOf(endpointType, "dms-way-back-erp")["mysqlSettings"]).to.deep.equal({
      afterConnectScript: "SET FOREIGN_KEY_CHECKS=0",
      authenticationMethod: "password",
      maxFileSize: 32_768,
      parallelLoadThreads: 1,
      targetDbType: "multiple-databases",
    });
  });

  it("reads times in Aurora's zone, whatever the server's is", async () => {
    const target = { ...dmsArgs.target, timeZone: "Asia/Tokyo" };
    const deployed = await inPhase("load", { target });
    const { mysqlSettings } = deployed.recording.one(endpointType, "dms-way-back").inputs;
    expect(mysqlSettings).to.include({ serverTimezone: "Asia/Tokyo" });
  });

  it("writes to MariaDB as to MariaDB", async () => {
    const deployed = await inPhase("load", { sources: { erp: { ...erp, engine: "mariadb" } } });
    const { engineName } = deployed.recording.one(endpointType, "dms-way-back-erp").inputs;
    expect(engineName).to.equal("mariadb");
  });

  it("verifies each end by the certificates of the way there", () => {
    const certificate = "aws:dms/certificate:Certificate";
    expect(inputsOf(certificate, "dms-way-back-erp")["certificatePem"]).to.equal(caCertificate);
    expect(inputsOf(certificate, "dms-way-back")["certificatePem"]).to.equal(
      rdsRootCertificates("us-east-1"),
    );
  });

  it("begins its secrets with the facts of each end, under the key of the data", () => {
    const facts = (name: string) =>
      JSON.parse(
        inputsOf("aws:secretsmanager/secretVersion:SecretVersion", name)["secretString"] as string,
      ) as object;
    const both = { engine: "mysql", username: "dms_reverse", password: "initial-password" };
    expect(facts("dms-way-back")).to.deep.equal({
      ...both,
      host: dmsArgs.target.host,
      port: 3306,
      ssl: true,
    });
    expect(facts("dms-way-back-erp")).to.deep.equal({ ...both, host: erp.host, port: 3307 });
    const secrets = recording
      .of("aws:secretsmanager/secret:Secret")
      .filter(({ name }) => name.startsWith("dms-way-back"))
      .map(({ inputs }) => inputs);
    expect(secrets.map((it) => it["name"])).to.have.members([
      "migration-back-test",
      "migration-back-erp-test",
    ]);
    for (const secret of secrets) expect(secret["kmsKeyId"]).to.equal(dataKeyArn);
  });

  it("holds its passwords in place, whatever the strategy of the others is", async () => {
    const deployed = await inPhase("load", {
      rotation: { strategy: "alternatingUsers", days: 30 },
      sources: { erp: { ...erp, superuserSecretArn: "arn:secret:root" } },
    });
    const { recording: alternating } = deployed;
    for (const name of ["dms-way-back", "dms-way-back-erp"]) {
      const rotation = alternating.one("aws:secretsmanager/secretRotation:SecretRotation", name);
      expect(rotation.inputs).to.deep.include({
        rotationRules: { automaticallyAfterDays: frozenRotationDays },
        rotateImmediately: false,
      });
      const application = alternating.one(
        "aws:serverlessrepository/cloudFormationStack:CloudFormationStack",
        name,
      );
      expect(application.inputs["applicationId"]).to.match(/RotationSingleUser$/);
      expect(application.inputs["parameters"]).not.to.have.property("masterSecretArn");
    }
  });

  it("lets each rotation reach its own database and Secrets Manager, and nothing in", () => {
    const own = ruleTypes.flatMap((type) =>
      recording
        .of(type)
        .filter(({ name }) => name.startsWith("dms-way-back"))
        .map(({ inputs }) => {
          const { securityGroupId, referencedSecurityGroupId, cidrIpv4, fromPort } =
            inputs as Record<string, string | number>;
          const to = referencedSecurityGroupId ?? cidrIpv4 ?? "";
          return type.includes("Egress")
            ? `${securityGroupId!} to ${to}:${fromPort!}`
            : `${securityGroupId!} from ${to}:${fromPort!}`;
        }),
    );
    expect(own).to.have.members([
      "dms-way-back-id to sg-endpoints:443",
      "sg-endpoints from dms-way-back-id:443",
      "dms-way-back-id to sg-aurora:3306",
      "sg-aurora from dms-way-back-id:3306",
      "dms-way-back-erp-id to sg-endpoints:443",
      "sg-endpoints from dms-way-back-erp-id:443",
      "dms-way-back-erp-id to 192.168.10.0/24:3307",
    ]);
  });

  it("lets DMS read each secret by a role of its own", () => {
    for (const [name, purpose] of [
      ["dms-way-back", "back"],
      ["dms-way-back-erp", "back-erp"],
    ] as const) {
      expect(inputsOf("aws:iam/role:Role", `${name}-access`)["name"]).to.equal(
        `migration-${purpose}-access-test`,
      );
      const [reading] = statementsOf(
        inputsOf("aws:iam/rolePolicy:RolePolicy", `${name}-access`)["policy"],
      );
      expect(reading?.Resource).to.equal(`arn:aws:mock:us-east-1:123456789012:${name}`);
    }
  });

  it("has a task of changes alone, declared stopped, whose position is for operations to choose", () => {
    const task = recording.one(taskType, "dms-back-orders");
    expect(task.inputs).to.include({
      replicationTaskId: "migration-back-orders-test",
      resourceIdentifier: "back-orders-test",
      migrationType: "cdc",
      startReplicationTask: false,
      replicationInstanceArn: "arn:instance:dms",
      sourceEndpointArn: "arn:endpoint:dms-way-back",
      targetEndpointArn: "arn:endpoint:dms-way-back-erp",
    });
    expect(task.inputs).not.to.have.property("cdcStartPosition");
    expect(task.ignoreChanges).to.have.members(["startReplicationTask", "cdcStartPosition"]);
    expect(task).to.include({ deleteBeforeReplace: true });
    expect(task.inputs["tags"]).to.include({ Phase: "load" });
  });

  it("carries the heartbeat of the migration, and the tables by the names that Aurora has", async () => {
    const transformations: DmsArgs["migrations"][string]["transformations"] = [
      { schema: "orders", action: "rename", value: "shop" },
    ];
    const deployed = await inPhase("load", {
      migrations: { orders: { ...orders, phase: "load", transformations } },
    });
    const mappings = deployed.recording.one(taskType, "dms-back-orders").inputs["tableMappings"];
    const { rules } = JSON.parse(mappings as string) as {
      rules: { "rule-type": string; "object-locator": { "schema-name": string }; value?: string }[];
    };
    const selected = rules.filter((rule) => rule["rule-type"] === "selection");
    expect(selected.map((rule) => rule["object-locator"]["schema-name"])).to.have.members([
      "shop",
      heartbeatSchema,
    ]);
    const renamed = rules.filter((rule) => rule["rule-type"] === "transformation");
    expect(
      renamed.map((rule) => [rule["object-locator"]["schema-name"], rule.value]),
    ).to.deep.equal([["shop", "orders"]]);
  });

  it("is guarded by nothing, so that the last phase can delete it, and the way there is guarded", () => {
    const guarded = recording.all.filter((it) => it.protect || it.retainOnDelete).map(label);
    expect(guarded.filter((it) => wayBack.includes(it))).to.deep.equal([]);
    expect(guarded).to.include.members([
      "ReplicationTask dms-orders",
      "Endpoint dms-source-erp",
      "Endpoint dms-target",
    ]);
  });

  it("is told to whoever looks for it", async () => {
    expect(await promiseOf(result.wayBack!.aurora.endpointArn)).to.equal(
      "arn:endpoint:dms-way-back",
    );
    expect(Object.keys(result.wayBack!.sources)).to.deep.equal(["erp"]);
    expect(result.rotationFunctionNames).to.deep.include({
      back: "migration-back-rotation-test",
      "back-erp": "migration-back-erp-rotation-test",
    });
  });

  it("leads to the sources alone that a migration with a way back reads from", async () => {
    const crm = { ...erp, host: "crm.corp.example" };
    const deployed = await inPhase("load", {
      sources: { erp, crm },
      migrations: {
        orders: { ...orders, phase: "load" },
        history: { ...orders, source: "crm", type: "full-load", phase: "load" },
      },
    });
    expect(Object.keys(deployed.result.wayBack!.sources)).to.deep.equal(["erp"]);
    expect(Object.keys(deployed.result.taskArns.back)).to.deep.equal(["orders"]);
  });

  it("is not there for loads alone, nor for what compares alone", async () => {
    for (const changes of [
      { type: "full-load" },
      { validation: { ...orders.validation, only: true } },
    ] as const) {
      const { result: without } = await inPhase("load", {
        migrations: { orders: { ...orders, phase: "load", ...changes } },
      });
      expect(without.wayBack).to.equal(undefined);
    }
  });

  it("is watched in the phase live alone, by how long Aurora keeps its binary log", async () => {
    const watched = async (phase: Phase) => (await inPhase(phase)).result.watchedTasks;
    expect(await watched("live")).to.deep.equal({
      "back-orders": { watch: "replication", leg: "back", binlogRetentionHours: 168 },
    });
    for (const phase of phases.filter((it) => it !== "live")) {
      expect(await watched(phase), phase).not.to.have.property("back-orders");
    }
  });
});

describe("The way there once more", () => {
  it("is a second task of changes alone, after a return, between the same ends", async () => {
    const { recording, result } = await inPhase("returned");
    const { inputs, ignoreChanges, protect } = recording.one(taskType, "dms-again-orders");
    expect(inputs).to.include({
      replicationTaskId: "migration-again-orders-test",
      migrationType: "cdc",
      startReplicationTask: false,
      sourceEndpointArn: "arn:endpoint:dms-source-erp",
      targetEndpointArn: "arn:endpoint:dms-target",
    });
    expect(ignoreChanges).to.have.members(["startReplicationTask", "cdcStartPosition"]);
    expect(protect).to.equal(false);
    expect(result.watchedTasks).to.have.keys("again-orders");
  });

  it("is the first task, where that follows changes alone", async () => {
    const migrations = { orders: { ...orders, type: "cdc", phase: "returned" } } as const;
    const { recording, result } = await inPhase("returned", { migrations });
    expect(recording.of(taskType).map(({ name }) => name)).to.have.members([
      "dms-orders",
      "dms-back-orders",
    ]);
    expect(result.watchedTasks).to.have.keys("orders");
  });
});
