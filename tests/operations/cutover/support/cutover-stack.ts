import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EC2 } from "@aws-sdk/client-ec2";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { ElasticLoadBalancingV2 } from "@aws-sdk/client-elastic-load-balancing-v2";
import { RDS } from "@aws-sdk/client-rds";
import { SecretsManager } from "@aws-sdk/client-secrets-manager";
import { expect } from "chai";
import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { Lock } from "../../../../operations/journal/lock";
import { s3Store } from "../../../../operations/journal/s3-store";
import { migrateCommand } from "../../../../operations/command";
import { physicalName } from "../../../../lib/names";
import { verbs } from "../../../../operations/verbs";
import { eventually, TestTask, type World } from "../../../replication/support/world";
import { startStack, type TestStack, withOptions } from "../../support/stack";
import { recordedTerminal } from "../../support/terminal";
import { mortalEndpoint, type MortalEndpoint } from "./mortal-endpoint";

const region = "us-east-1";
const credentials = { accessKeyId: "test", secretAccessKey: "test" };

const schema = `
  CREATE DATABASE orders;
  CREATE TABLE orders.customer (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, name VARCHAR(40), balance DECIMAL(10,2) NOT NULL);
  CREATE TABLE orders.log (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, what TEXT);`;
const rows = `
  INSERT INTO orders.customer VALUES (1, 'Anna', 0.10), (2, NULL, 5), (3, 'Ben', -1);
  INSERT INTO orders.customer VALUES (50, 'Gone', 0); DELETE FROM orders.customer WHERE id = 50;
  CREATE TRIGGER orders.written AFTER INSERT ON orders.customer FOR EACH ROW INSERT INTO orders.log (what) VALUES (NEW.name);
  CREATE EVENT orders.tidy ON SCHEDULE EVERY 1 DAY DO DELETE FROM orders.log WHERE id < 0;`;

/** The password of the application, which is no administrator. */
const applicationPassword = "application-of-a-test";

/** Exit code and output of a command that ran in this process. */
export interface Ended {
  readonly code: number | undefined;
  readonly out: string;
  /** Everything that it printed. */
  readonly text: string;
}

/** A stack in the phase `cutover`, whose migration follows its source. */
export interface CutoverStack extends TestStack {
  readonly aws: MortalEndpoint;
  readonly loadBalancing: ElasticLoadBalancingV2;
  readonly cloudWatch: CloudWatch;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly back: TestTask;
  /** Runs a verb in this process, which takes no time to start. */
  readonly run: (...args: readonly string[]) => Promise<Ended>;
  /**
   * The same for a verb that has to succeed.
   * @returns What it printed anywhere.
   */
  readonly succeeds: (...args: readonly string[]) => Promise<string>;
  /** Waits until a statement has a row. */
  readonly arrived: (connection: Connection, sql: string) => Promise<unknown>;
  /** Connects to a side as the application does. */
  readonly asApplication: (side: "source" | "target") => Promise<Connection>;
  /** The load balancer's treatment of requests. */
  readonly traffic: () => Promise<{ readonly isClosed: boolean; readonly onPremises: number }>;
  /** Lets another operator hold the lock. */
  readonly holdLock: (name: string) => Promise<void>;
  /** The newest evidence of a verb, with the digest that is kept beside it. */
  readonly evidence: (
    verb: string,
  ) => Promise<{ readonly evidence: unknown; readonly text: string; readonly digest: string }>;
  /** Writes the heartbeat and the metrics that a gate looks at. */
  readonly beat: () => Promise<void>;
}

/** A {@link CutoverStack} of the suite that calls this: started before its tests, stopped after them. */
export function suiteCutoverStack(): CutoverStack {
  const stack = {} as CutoverStack;
  before(async () => {
    Object.assign(stack, await startCutoverStack());
    await stack.succeeds("verify");
  });
  after(() => stack.stop());
  return stack;
}

/** Starts everything, and loads the tables; the caller stops it. */
async function startCutoverStack(): Promise<CutoverStack> {
  let made: Made | undefined;
  const stack = await startStack(prepare, {
    stackFile: (text) =>
      `${text.replace("    accessLogRetentionDays: 30\n", "    accessLogRetentionDays: 30\n    onPremises: { addresses: [192.168.10.40] }\n")}  migration-landing-zone:phase: cutover\n`,
    make: async (world, rules) => {
      made = await make(world, rules);
      return made.outputs;
    },
  });
  if (made === undefined) throw new Error("Nothing was made.");
  const aws = await mortalEndpoint(stack.world.double.endpoint);
  const run = async (...args: readonly string[]): Promise<Ended> => {
    const terminal = recordedTerminal();
    let code: number | undefined;
    const options = stack.options.map((option) =>
      option === stack.world.double.endpoint ? aws.url : option,
    );
    await migrateCommand(verbs, terminal, (it) => (code = it)).parseAsync([
      ...["node", "migrate"],
      ...withOptions(options, args),
    ]);
    return { code, out: terminal.out(), text: `${terminal.out()}\n${terminal.err()}` };
  };
  await run("heartbeat", "--create-only", "--yes");
  await stack.task.start();
  await stack.task.loaded();
  return {
    ...stack,
    ...made,
    aws,
    run,
    succeeds: async (...args) => {
      const { code, text } = await run(...args);
      expect(code, text).to.equal(0);
      return text;
    },
    arrived: (connection, sql) =>
      eventually(async () => {
        const [found] = await connection.query<RowDataPacket[]>(sql);
        return found.length > 0 ? true : undefined;
      }, sql),
    asApplication: (side) =>
      createConnection({
        host: "127.0.0.1",
        port: stack.world.servers[side].port,
        ...application,
      }),
    traffic: () => trafficOf(made as Made),
    holdLock: async (name) => {
      await Lock.take(s3Store(stack.s3, stack.bucket), {
        operator: { name, host: "another-machine", process: 1 },
        verb: "cutover",
        steal: true,
      });
    },
    evidence: (verb) => newestEvidence(stack, verb),
    beat: () => beat(stack.world, made as Made),
    stop: async () => {
      await aws.stop();
      await stack.stop();
    },
  };
}

async function prepare({ source, target }: World): Promise<void> {
  await source.query(`${schema}${rows}
    CREATE USER shop@'%' IDENTIFIED BY '${applicationPassword}'; GRANT SELECT, INSERT, UPDATE, DELETE ON orders.* TO shop@'%';
    CREATE USER idle@'%' IDENTIFIED BY '${applicationPassword}' ACCOUNT LOCK;
    CREATE USER dms_reverse@'%' IDENTIFIED BY '${applicationPassword}'; GRANT ALL ON *.* TO dms_reverse@'%';
    SET GLOBAL event_scheduler = ON`);
  await target.query(`${schema}
    CREATE USER shop@'%' IDENTIFIED BY '${applicationPassword}'; GRANT SELECT, INSERT, UPDATE, DELETE ON orders.* TO shop@'%';
    CREATE USER idle@'%' IDENTIFIED BY '${applicationPassword}';
    CREATE USER dms_reverse@'%' IDENTIFIED BY '${applicationPassword}'; GRANT ALL ON *.* TO dms_reverse@'%';
    SET GLOBAL event_scheduler = ON`);
}

async function trafficOf({ loadBalancing, outputs }: Made) {
  const text = (name: string) => String(outputs[name]);
  const { Rules } = await loadBalancing.describeRules({ RuleArns: [text("maintenanceRuleArn")] });
  const { Listeners } = await loadBalancing.describeListeners({
    ListenerArns: [text("httpsListenerArn")],
  });
  const groups = Listeners?.[0]?.DefaultActions?.[0]?.ForwardConfig?.TargetGroups ?? [];
  const group = text("onPremisesTargetGroupArn");
  return {
    isClosed: Rules?.[0]?.Conditions?.[0]?.Field === "path-pattern",
    onPremises: groups.find(({ TargetGroupArn }) => TargetGroupArn === group)?.Weight ?? 0,
  };
}

async function newestEvidence({ s3, bucket }: TestStack, verb: string) {
  const { Contents = [] } = await s3.listObjectsV2({ Bucket: bucket, Prefix: "evidence/" });
  const key = Contents.map(({ Key = "" }) => Key)
    .filter((it) => it.endsWith(`-${verb}.json`))
    .sort()
    .at(-1);
  const read = async (Key: string) =>
    (await (await s3.getObject({ Bucket: bucket, Key })).Body?.transformToString()) ?? "";
  const text = await read(key ?? "");
  const [digest = ""] = (await read(`${key ?? ""}.sha256`)).split(" ");
  return { evidence: JSON.parse(text) as unknown, text, digest };
}

/** Deploys the additions of the phase `returned`. */
export async function addForwardAgain(stack: CutoverStack): Promise<TestTask> {
  const again = await TestTask.create(stack.world, "again-orders-dev", {
    type: "cdc",
    rules: stack.rules,
  });
  const outputs = JSON.parse(readFileSync(stack.outputsFile, "utf8")) as object;
  const dmsForwardAgainTaskArns = { orders: again.arn };
  writeFileSync(
    stack.outputsFile,
    JSON.stringify({ ...outputs, phase: "returned", dmsForwardAgainTaskArns }),
  );
  const file = join(stack.folder, "Pulumi.dev.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace("phase: cutover", "phase: returned"));
  return again;
}

async function beat({ source }: World, { cloudWatch }: Made): Promise<void> {
  await source.query(
    "REPLACE INTO landing_zone.heartbeat_orders (name, marker, written_at) VALUES ('heartbeat', UUID(), UTC_TIMESTAMP(6))",
  );
  const Dimensions = (task: string) => [
    { Name: "ReplicationInstanceIdentifier", Value: physicalName("dev", "dms") },
    { Name: "ReplicationTaskIdentifier", Value: task },
  ];
  await cloudWatch.putMetricData({
    Namespace: "AWS/DMS",
    MetricData: ["orders-dev", "back-orders-dev", "again-orders-dev"].flatMap((task) =>
      ["CDCLatencySource", "CDCLatencyTarget"].map((MetricName) => ({
        MetricName,
        Dimensions: Dimensions(task),
        Value: 1,
        Timestamp: new Date(),
      })),
    ),
  });
}

/** The application's account, on one of the sides. */
export const application = { user: "shop", password: applicationPassword };

interface Made {
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly back: TestTask;
  readonly loadBalancing: ElasticLoadBalancingV2;
  readonly cloudWatch: CloudWatch;
}

async function make(world: World, rules: readonly object[]): Promise<Made> {
  const options = { endpoint: world.emulator, region, credentials };
  const loadBalancing = new ElasticLoadBalancingV2(options);
  const cloudWatch = new CloudWatch(options);
  const edge = await makeEdge(loadBalancing, new EC2(options));
  const endpoints = await makeReverseEndpoints(world, new SecretsManager(options));
  const back = await TestTask.create(world, "back-orders-dev", {
    type: "cdc",
    rules,
    endpoints: { source: endpoints.source.endpoint, target: endpoints.target.endpoint },
  });
  await cloudWatch.putMetricAlarm({
    AlarmName: "landing-zone-dev-health",
    MetricName: "CPUUtilization",
    Namespace: "AWS/RDS",
    Statistic: "Maximum",
    Period: 60,
    EvaluationPeriods: 1,
    Threshold: 90,
    ComparisonOperator: "GreaterThanThreshold",
  });
  await cloudWatch.setAlarmState({
    AlarmName: "landing-zone-dev-health",
    StateValue: "OK",
    StateReason: "a test",
  });
  await new RDS(options).createDBCluster({
    DBClusterIdentifier: "target",
    Engine: "aurora-mysql",
    MasterUsername: "administrator",
    MasterUserPassword: applicationPassword,
  });
  const outputs = {
    ...edge,
    phase: "cutover",
    healthAlarmName: "landing-zone-dev-health",
    dmsTargetDbSecretArn: endpoints.source.secret,
    dmsReverseSourceEndpointArn: endpoints.source.endpoint,
    dmsReverseTargetEndpointArns: { erp: endpoints.target.endpoint },
    dmsReverseSourceDbSecretArn: endpoints.source.secret,
    dmsReverseTargetDbSecretArns: { erp: endpoints.target.secret },
    dmsReverseTaskArns: { orders: back.arn },
    dmsReverseReplicationConfigArns: {},
    dmsForwardAgainTaskArns: {},
    dmsForwardAgainReplicationConfigArns: {},
  };
  return { outputs, back, loadBalancing, cloudWatch };
}

async function makeEdge(loadBalancing: ElasticLoadBalancingV2, ec2: EC2) {
  const { Vpc } = await ec2.createVpc({ CidrBlock: "10.20.0.0/16" });
  const subnet = async (zone: string, CidrBlock: string) => {
    const { Subnet } = await ec2.createSubnet({
      VpcId: Vpc?.VpcId,
      AvailabilityZone: zone,
      CidrBlock,
    });
    return Subnet?.SubnetId ?? "";
  };
  const { LoadBalancers } = await loadBalancing.createLoadBalancer({
    Name: "edge",
    Subnets: [
      await subnet("us-east-1a", "10.20.0.0/24"),
      await subnet("us-east-1b", "10.20.1.0/24"),
    ],
  });
  const group = async (Name: string, id: string) => {
    const { TargetGroups } = await loadBalancing.createTargetGroup({
      Name,
      Protocol: "HTTPS",
      Port: 443,
      VpcId: Vpc?.VpcId,
      TargetType: "ip",
    });
    const TargetGroupArn = TargetGroups?.[0]?.TargetGroupArn ?? "";
    await loadBalancing.registerTargets({ TargetGroupArn, Targets: [{ Id: id, Port: 443 }] });
    return TargetGroupArn;
  };
  const targetGroupArn = await group("cloud", "10.20.0.10");
  const onPremisesTargetGroupArn = await group("dc", "192.168.10.40");
  const loadBalancerArn = LoadBalancers?.[0]?.LoadBalancerArn ?? "";
  const { Listeners } = await loadBalancing.createListener({
    LoadBalancerArn: loadBalancerArn,
    Port: 443,
    Protocol: "HTTP",
    DefaultActions: [
      {
        Type: "forward",
        ForwardConfig: {
          TargetGroups: [
            { TargetGroupArn: targetGroupArn, Weight: 0 },
            { TargetGroupArn: onPremisesTargetGroupArn, Weight: 100 },
          ],
        },
      },
    ],
  });
  const httpsListenerArn = Listeners?.[0]?.ListenerArn ?? "";
  const { Rules } = await loadBalancing.createRule({
    ListenerArn: httpsListenerArn,
    Priority: 1,
    Conditions: [{ Field: "host-header", HostHeaderConfig: { Values: ["nobody.invalid"] } }],
    Actions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "503" } }],
  });
  const maintenanceRuleArn = Rules?.[0]?.RuleArn ?? "";
  return {
    loadBalancerArn,
    targetGroupArn,
    onPremisesTargetGroupArn,
    httpsListenerArn,
    maintenanceRuleArn,
  };
}

async function makeReverseEndpoints({ dms, servers }: World, secrets: SecretsManager) {
  const endpoint = async (type: "source" | "target", side: "source" | "target") => {
    const host = `${side}.example`;
    const username = "dms_reverse";
    const SecretString = JSON.stringify({
      ...{ host, port: 3306, username, password: applicationPassword },
    });
    const { ARN } = await secrets.createSecret({ Name: `reverse-${type}`, SecretString });
    const { Endpoint } = await dms.createEndpoint({
      EndpointIdentifier: `reverse-${type}`,
      EndpointType: type,
      EngineName: type === "source" ? "aurora" : "mysql",
      SslMode: servers[side].caFile === undefined ? "none" : "verify-full",
      MySQLSettings: { SecretsManagerSecretId: ARN },
    });
    return { endpoint: Endpoint?.EndpointArn ?? "", secret: ARN ?? "" };
  };
  return {
    source: await endpoint("source", "target"),
    target: await endpoint("target", "source"),
  };
}
