import { expect } from "chai";
import { canonicalJson, type Json } from "../../lib/canonical-json";
import { supportedEngineVersions } from "../../lib/dms-engine-versions";
import { type Plan, type PlannedResource } from "@landing-zone/plan/plan";
import { integrationChecks } from "../../checks/catalogue";
import { planOf } from "../support/engine";
import { all, json, one, trustOf } from "./planned";

const instanceType = "aws:dms/replicationInstance:ReplicationInstance";
const endpointType = "aws:dms/endpoint:Endpoint";
const taskType = "aws:dms/replicationTask:ReplicationTask";
const subnetGroupType = "aws:dms/replicationSubnetGroup:ReplicationSubnetGroup";
const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const egressType = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

/**
 * Known failures of DMS deployments, each by its symptom and the property of the plan that prevents
 * it. For what a plan cannot show, a title or comment names the test.
 */
describe("Failures that this landing zone is built against", () => {
  let dev: Plan;
  let staging: Plan;
  let prod: Plan;
  before(async function () {
    this.timeout(300_000);
    dev = await planOf({ stack: "dev" });
    staging = await planOf({ stack: "staging" });
    prod = await planOf({ stack: "prod" });
  });

  it('1: "The IAM Role dms-vpc-role is not configured properly"', () => {
    const attachments = all(prod, "aws:iam/rolePolicyAttachment:RolePolicyAttachment")
      .filter(({ name }) => name.includes("dms-vpc-role") || name.includes("dms-cloudwatch"))
      .map(({ urn }) => urn);
    expect(attachments).to.have.length(2);
    for (const resource of [...all(prod, subnetGroupType), ...all(prod, instanceType)]) {
      expect(resource.dependencies, resource.name).to.include.members(attachments);
    }
  });

  it("2: EntityAlreadyExists: dms-vpc-role, when a second stack of the account is deployed", () => {
    const isServiceRole = ({ inputs }: PlannedResource) =>
      inputs["name"] === "dms-vpc-role" || inputs["name"] === "dms-cloudwatch-logs-role";
    expect(all(staging, "aws:iam/role:Role").filter(isServiceRole)).to.deep.equal([]);
    const made = all(dev, "aws:iam/role:Role").filter(isServiceRole);
    expect(made).to.have.length(2);
    for (const role of made) {
      expect(role.options.retainOnDelete, role.name).to.equal(true);
      expect(trustOf(role)[0]!.Condition).to.have.all.keys("StringEquals");
    }
  });

  it("3: a deployment starts or stops a task, or replaces it and loses its place in the log", () => {
    for (const task of all(prod, taskType)) {
      expect(task.inputs["startReplicationTask"], task.name).to.equal(false);
      expect(task.options).to.deep.include({
        protect: true,
        ignoreChanges: ["startReplicationTask"],
      });
    }
  });

  it("4: InvalidResourceStateFault, or an update that says it succeeded and changed nothing", () => {
    // Only a look from outside shows it: the checks of a deployment compare endpoints and tasks.
    const verified = integrationChecks.flatMap(({ verifies }) => verifies);
    const propertiesOf = (type: string) =>
      verified.filter((it) => it.type === type).map(({ property }) => property);
    expect(propertiesOf(endpointType)).to.include.members([
      "sslMode",
      "certificateArn",
      "secretsManagerArn",
      "mysqlSettings",
    ]);
    expect(propertiesOf(taskType)).to.include.members([
      "replicationInstanceArn",
      "replicationTaskSettings",
      "tableMappings",
    ]);
  });

  it('5: "role … cannot be assumed", or secret and password given together', () => {
    for (const endpoint of all(prod, endpointType)) {
      expect(endpoint.inputs).to.include.keys("secretsManagerArn", "secretsManagerAccessRoleArn");
      expect(endpoint.inputs).not.to.have.any.keys("username", "password", "serverName", "port");
      const role = one(prod, "aws:iam/role:Role", `${endpoint.name}-access`);
      const [trust] = trustOf(role);
      expect(trust!.Principal).to.deep.equal({ Service: "dms.us-east-1.amazonaws.com" });
    }
  });

  it("6: a difference in databaseName in every preview", () => {
    for (const endpoint of all(prod, endpointType)) {
      expect(endpoint.inputs, endpoint.name).not.to.have.property("databaseName");
    }
  });

  it("7: a task is denied access after its secret was rotated", () => {
    const rule = one(prod, "aws:cloudwatch/eventRule:EventRule", "observability-secret-rotated");
    const secrets = all(prod, "aws:secretsmanager/secretVersion:SecretVersion").map(
      ({ urn }) => urn,
    );
    // DMS has users of its own, and somebody is notified when their passwords change.
    expect(secrets).to.have.length(3);
    expect(rule.propertyDependencies["eventPattern"]).to.include.members(secrets);
    // Later passwords have no other characters: secret-characters.test.ts in tests/unit/lib.
    for (const { inputs } of all(prod, "random:index/randomPassword:RandomPassword")) {
      expect(inputs["overrideSpecial"]).to.match(/^[-_]+$/);
    }
  });

  it("8: SSL mode require is not supported, or the certificate cannot be verified", () => {
    for (const { inputs, name, propertyDependencies } of all(prod, endpointType)) {
      expect(inputs["sslMode"], name).to.be.oneOf(["verify-ca", "verify-full"]);
      expect(propertyDependencies["certificateArn"], name).to.have.length(1);
    }
    for (const { inputs } of all(prod, "aws:dms/certificate:Certificate")) {
      expect(inputs).to.include.keys("certificatePem");
    }
  });

  it("9: a difference in extraConnectionAttributes in every preview, or zeros after an update", () => {
    for (const { inputs, name } of all(prod, endpointType)) {
      expect(inputs, name).not.to.have.property("extraConnectionAttributes");
      const stated =
        inputs["endpointType"] === "source"
          ? ["eventsPollInterval", "executeTimeout", "serverTimezone"]
          : ["afterConnectScript", "maxFileSize", "parallelLoadThreads", "targetDbType"];
      expect(inputs["mysqlSettings"], name).to.include.keys(...stated);
    }
  });

  it("10: a difference in replicationTaskSettings in every preview", () => {
    for (const { inputs, name } of all(prod, taskType)) {
      const text = inputs["replicationTaskSettings"] as string;
      expect(canonicalJson(json(text) as Json), name).to.equal(text);
      expect(text).not.to.match(/null|CloudWatchLogGroup|CloudWatchLogStream/);
    }
  });

  it("11: duplicate rule-id in the table mappings, or every rule new after one was added", () => {
    for (const { inputs, name } of all(prod, taskType)) {
      const { rules } = json(inputs["tableMappings"]) as { rules: Record<string, string>[] };
      const ids = rules.map((rule) => rule["rule-id"]);
      expect(new Set(ids).size, name).to.equal(rules.length);
    }
    // "gets another table without a change of any other rule" in migrations.test.ts tests that ids
    // stay.
  });

  it("12: availability zone and Multi-AZ cannot be combined", () => {
    for (const { inputs, name } of [...all(prod, instanceType), ...all(dev, instanceType)]) {
      expect(inputs, name).to.include.keys("multiAz").and.not.include.keys("availabilityZone");
    }
  });

  it("13: the engine version reached its end of life, and no instance can be created", () => {
    for (const { inputs, name } of all(prod, instanceType)) {
      expect(inputs["engineVersion"], name).to.be.oneOf(supportedEngineVersions(new Date()));
      expect(inputs).to.include({ allowMajorVersionUpgrade: false });
    }
  });

  it("14: the connection test times out: no route, or a security group that lets nothing through", () => {
    const group = one(prod, "aws:ec2/securityGroup:SecurityGroup", "dms");
    const isOf = (property: string) => (rule: PlannedResource) =>
      rule.propertyDependencies[property]?.includes(group.urn) === true;
    const out = all(prod, egressType).filter(isOf("securityGroupId"));
    const peers = out.map(({ inputs: { cidrIpv4, toPort } }) => ({ cidrIpv4, toPort }));
    expect(peers).to.deep.include.members([
      { cidrIpv4: "192.168.10.21/32", toPort: 3306 },
      { cidrIpv4: "192.168.20.31/32", toPort: 3307 },
    ]);
    const ingress = all(prod, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    expect(ingress.filter(isOf("securityGroupId"))).to.deep.equal([]);
    const letIn = ingress.filter(isOf("referencedSecurityGroupId"));
    expect(letIn.map(({ inputs }) => inputs["toPort"])).to.have.members([3306, 443]);
  });

  it("15: DMS does not reach Secrets Manager, KMS or S3 from subnets without internet", () => {
    expect(staging.resources.map(({ type }) => type)).not.to.include(
      "aws:ec2/natGateway:NatGateway",
    );
    const services = all(staging, "aws:ec2/vpcEndpoint:VpcEndpoint").map(({ inputs }) =>
      (inputs["serviceName"] as string).split(".").at(-1),
    );
    expect(services).to.have.members(["secretsmanager", "kms", "logs", "sts", "rds", "s3"]);
  });

  it("16: a serverless replication is being modified, and cannot be changed", () => {
    // Serverless is for those who ask for it: serverless-replication.test.ts in tests/unit/dms.
    for (const plan of [dev, staging, prod]) {
      const types = plan.resources.map(({ type }) => type);
      expect(types).not.to.include("aws:dms/replicationConfig:ReplicationConfig");
    }
  });

  it("17: the source purged its binary log before the task had read it", () => {
    // Binary log retention of each source, from the stack file.
    const hours: Record<string, number> = { orders: 168, inventory: 168, customers: 72 };
    const replicating = all(prod, taskType).filter(
      ({ inputs }) => inputs["migrationType"] !== "full-load",
    );
    for (const task of replicating) {
      const latencies = all(prod, alarmType).filter(
        ({ inputs }) =>
          inputs["metricName"] === "CDCLatencySource" &&
          (inputs["dimensions"] as Record<string, unknown>)["ReplicationTaskIdentifier"] ===
            task.inputs["resourceIdentifier"],
      );
      const migration = task.name.replace(/^dms-/, "");
      const thresholds = latencies.map(({ inputs }) => inputs["threshold"] as number);
      expect(Math.max(...thresholds), task.name).to.equal((hours[migration]! * 3600) / 2);
      expect(Math.min(...thresholds), task.name).to.be.at.most(900);
    }
  });

  it("18: alarms stay at INSUFFICIENT_DATA", () => {
    const instances = all(prod, instanceType).map(({ inputs }) => inputs["replicationInstanceId"]);
    const tasks = all(prod, taskType).map(({ inputs }) => inputs["resourceIdentifier"]);
    const watched = all(prod, alarmType)
      .filter(({ inputs }) => inputs["namespace"] === "AWS/DMS")
      .map(({ inputs }) => inputs["dimensions"] as Record<string, unknown>);
    for (const dimensions of watched) {
      expect(dimensions["ReplicationInstanceIdentifier"]).to.be.oneOf(instances);
    }
    const watchedTasks = watched.flatMap((it) => it["ReplicationTaskIdentifier"] ?? []);
    expect([...new Set(watchedTasks)]).to.have.members(tasks);
  });

  it('19: RDS refuses "immediate" for a static parameter, or shows a difference for ever', () => {
    const [group] = all(prod, "aws:rds/clusterParameterGroup:ClusterParameterGroup");
    const parameters = group!.inputs["parameters"] as { name: string; applyMethod: string }[];
    const binlog = parameters.find(({ name }) => name === "binlog_format");
    expect(binlog).to.include({ applyMethod: "pending-reboot" });
  });

  it("20: events of every replication of the account, or of none", () => {
    for (const { inputs, name } of all(prod, "aws:dms/eventSubscription:EventSubscription")) {
      expect(inputs["sourceIds"], name).to.be.an("array").that.is.not.empty;
    }
    const rule = one(prod, "aws:cloudwatch/eventRule:EventRule", "observability-task-state");
    const { source, resources } = json(rule.inputs["eventPattern"]) as {
      source: string[];
      resources: string[];
    };
    expect(source).to.deep.equal(["aws.dms"]);
    expect(resources).to.have.length(all(prod, taskType).length);
  });

  it("21: the replication instance is public, which cannot be changed", () => {
    for (const plan of [dev, staging, prod]) {
      for (const { inputs, name } of all(plan, instanceType)) {
        expect(inputs["publiclyAccessible"], name).to.equal(false);
      }
    }
  });

  it("22: adding a migration replaces every task", () => {
    // Names follow from the migration's; that nothing changes: migrations.test.ts.
    for (const { name, inputs } of all(prod, taskType)) {
      const migration = name.replace(/^dms-/, "");
      expect(inputs["replicationTaskId"]).to.equal(`migration-${migration}-prod`);
    }
  });

  it("23: the logs of tasks are kept for ever", () => {
    for (const instance of all(prod, instanceType)) {
      const logs = one(prod, "aws:cloudwatch/logGroup:LogGroup", instance.name);
      const id = instance.inputs["replicationInstanceId"] as string;
      expect(logs.inputs).to.include({ name: `dms-tasks-${id}`, retentionInDays: 365 });
      expect(logs.inputs).to.include.keys("kmsKeyId");
      expect(instance.dependencies).to.include(logs.urn);
    }
  });

  it("24: no bucket and no role for a premigration assessment", () => {
    for (const plan of [dev, staging, prod]) {
      expect(plan.outputs).to.include.keys("assessmentBucketName", "assessmentRoleArn");
      const role = one(plan, "aws:iam/role:Role", "dms-assessments");
      expect(trustOf(role)[0]!.Principal).to.deep.equal({ Service: "dms.amazonaws.com" });
    }
  });
});
