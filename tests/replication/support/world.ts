import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import {
  DatabaseMigrationService,
  type ReplicationTask,
  type TableStatistics,
} from "@aws-sdk/client-database-migration-service";
import { SecretsManager } from "@aws-sdk/client-secrets-manager";
import type { Connection } from "mysql2/promise";
import { type Emulator, startEmulator } from "@landing-zone/aws-emulator/server/index";
import { type MysqlServer, startMysqlServer } from "@landing-zone/mysql-servers/index";
import { type Double, startDouble } from "@landing-zone/replication/index";
import { administrator } from "./museum";
import { lacksServer } from "../../support/mysql-servers";

/** Two servers, the emulator, the double in front of it, and the resources of a task. */
export interface World {
  readonly source: Connection;
  readonly target: Connection;
  readonly dms: DatabaseMigrationService;
  readonly double: Double;
  readonly servers: { readonly source: MysqlServer; readonly target: MysqlServer };
  readonly endpoints: { readonly source: string; readonly target: string };
  readonly instance: string;
  /** Ends the double as a crash would, and starts another one that continues from its files. */
  readonly crash: () => Promise<void>;
  /** URL of the emulator, behind the double. */
  readonly emulator: string;
  readonly stop: () => Promise<void>;
}

/** The replication instance, by the name that the stack `dev` gives it. */
export const instanceIdentifier = "migration-dms-dev";

const region = "us-east-1";
const credentials = { accessKeyId: "test", secretAccessKey: "test" };

/** Polls until there is an answer. Each wait has a limit, of a minute. */
export async function eventually<T>(ask: () => Promise<T | undefined>, what: string): Promise<T> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`Not within a minute: ${what}`);
    await delay(50);
  }
}

/** Starts everything; the caller stops it. */
export async function startWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "replication-"));
  const flavour = "mysql-8.0";
  const names = ["source.example", "target.example"];
  const [emulator, source, target] = await Promise.all([
    startEmulator({ logFile: join(folder, "emulator.log") }),
    startMysqlServer({ flavour, role: "source", certificateNames: names }),
    startMysqlServer({ flavour, role: "target", certificateNames: names }),
  ]);
  const addresses = [
    { name: "source.example", ...address(source) },
    { name: "target.example", ...address(target) },
  ];
  const start = () =>
    startDouble({
      emulator: emulator.endpoint,
      region,
      folder: join(folder, "double"),
      logFile: join(folder, "double.log"),
      addresses,
    });
  let double = await start();
  const connections = await Promise.all([administrator(source), administrator(target)]);
  let dms = client(double);
  const made = await makeEndpoints(emulator, dms, { source, target });
  return {
    source: connections[0],
    target: connections[1],
    servers: { source, target },
    get dms() {
      return dms;
    },
    get double() {
      return double;
    },
    ...made,
    emulator: emulator.endpoint,
    crash: async () => {
      await double.kill();
      double = await start();
      dms = client(double);
    },
    stop: async () => {
      await double.stop();
      for (const connection of connections) connection.destroy();
      await Promise.all([source.stop(), target.stop(), emulator.stop()]);
      rmSync(folder, { recursive: true });
    },
  };
}

function address({ host, port, caFile }: MysqlServer) {
  return { host, port, caFile };
}

const client = ({ endpoint }: Double) =>
  new DatabaseMigrationService({ endpoint, region, credentials });

async function makeEndpoints(
  emulator: Emulator,
  dms: DatabaseMigrationService,
  servers: { source: MysqlServer; target: MysqlServer },
) {
  const secrets = new SecretsManager({ endpoint: emulator.endpoint, region, credentials });
  const endpoint = async (type: "source" | "target") => {
    const { user: username, password } = servers[type];
    const host = `${type}.example`;
    const SecretString = JSON.stringify({ host, port: 3306, username, password });
    const { ARN } = await secrets.createSecret({ Name: type, SecretString });
    const { Endpoint } = await dms.createEndpoint({
      EndpointIdentifier: type,
      EndpointType: type,
      EngineName: type === "source" ? "mysql" : "aurora",
      SslMode: "verify-full",
      MySQLSettings: { SecretsManagerSecretId: ARN },
    });
    return Endpoint!.EndpointArn!;
  };
  const endpoints = { source: await endpoint("source"), target: await endpoint("target") };
  const { ReplicationInstance } = await dms.createReplicationInstance({
    ReplicationInstanceIdentifier: instanceIdentifier,
    ReplicationInstanceClass: "dms.t3.medium",
  });
  return { endpoints, instance: ReplicationInstance!.ReplicationInstanceArn! };
}

/** Options of a test's task. */
export interface TaskOptions {
  readonly type?: "full-load" | "cdc" | "full-load-and-cdc";
  /** From where to where. Default: from the source to the target. */
  readonly endpoints?: World["endpoints"];
  readonly rules: readonly object[];
  readonly settings?: object;
}

/** A selection rule, with what else there is to it. */
export const select = (schema: string, table = "%", more: object = {}) => ({
  "rule-type": "selection",
  "rule-id": "1",
  "rule-name": `${schema}.${table}`,
  "rule-action": "include",
  "object-locator": { "schema-name": schema, "table-name": table },
  ...more,
});

/** A task of a world, operated as a client of DMS would. */
export class TestTask {
  private constructor(
    private readonly world: World,
    readonly arn: string,
  ) {}

  static async create(world: World, name: string, options: TaskOptions): Promise<TestTask> {
    const { dms, instance } = world;
    const { endpoints = world.endpoints } = options;
    for (const EndpointArn of Object.values(endpoints)) await testConnection(world, EndpointArn);
    const { ReplicationTask } = await dms.createReplicationTask({
      ReplicationTaskIdentifier: name,
      SourceEndpointArn: endpoints.source,
      TargetEndpointArn: endpoints.target,
      ReplicationInstanceArn: instance,
      MigrationType: options.type ?? "full-load-and-cdc",
      TableMappings: JSON.stringify({ rules: options.rules }),
      ReplicationTaskSettings: JSON.stringify(options.settings ?? {}),
    });
    return new TestTask(world, ReplicationTask!.ReplicationTaskArn!);
  }

  /** A task that has loaded its tables and follows their changes. */
  static async loadedWith(world: World, name: string, options: TaskOptions): Promise<TestTask> {
    const task = await TestTask.create(world, name, options);
    await task.start();
    await task.loaded();
    return task;
  }

  async start(
    type: "start-replication" | "resume-processing" | "reload-target" = "start-replication",
    CdcStartPosition?: string,
  ) {
    await this.world.dms.startReplicationTask({
      ReplicationTaskArn: this.arn,
      StartReplicationTaskType: type,
      CdcStartPosition,
    });
  }

  async stop(): Promise<ReplicationTask> {
    await this.world.dms.stopReplicationTask({ ReplicationTaskArn: this.arn });
    return this.reaches("stopped");
  }

  async describe(): Promise<ReplicationTask> {
    const Filters = [{ Name: "replication-task-arn", Values: [this.arn] }];
    const { ReplicationTasks } = await this.world.dms.describeReplicationTasks({ Filters });
    return ReplicationTasks![0]!;
  }

  reaches(status: string): Promise<ReplicationTask> {
    return eventually(async () => {
      const task = await this.describe();
      return task.Status === status ? task : undefined;
    }, `the task is ${status}`);
  }

  /** Waits until all tables are loaded. */
  loaded(): Promise<ReplicationTask> {
    return eventually(async () => {
      const task = await this.describe();
      const isOver = task.Status === "stopped" || task.Status === "failed";
      return isOver || task.ReplicationTaskStats?.FullLoadProgressPercent === 100
        ? task
        : undefined;
    }, "the tables are loaded");
  }

  /** Waits until everything that the source has committed is applied. */
  async caughtUp(): Promise<void> {
    const { source } = this.world;
    const [[end]] = (await source.query("SHOW MASTER STATUS")) as unknown as [
      { File: string; Position: number }[],
    ];
    await eventually(async () => {
      const { RecoveryCheckpoint = "" } = await this.describe();
      const [, file, offset] = /#([^:#]+):(\d+):/.exec(RecoveryCheckpoint) ?? [];
      return file === end!.File && Number(offset) >= end!.Position ? true : undefined;
    }, "all changes are applied");
  }

  async statistics(table: string): Promise<TableStatistics> {
    const { TableStatistics } = await this.world.dms.describeTableStatistics({
      ReplicationTaskArn: this.arn,
    });
    return TableStatistics!.find(({ TableName }) => TableName === table)!;
  }
}

/**
 * Tests the connection of the instance to an endpoint.
 * @returns How that ended.
 */
export async function testConnection({ dms, instance }: World, EndpointArn: string) {
  await dms.testConnection({ ReplicationInstanceArn: instance, EndpointArn });
  return eventually(async () => {
    const Filters = [{ Name: "endpoint-arn", Values: [EndpointArn] }];
    const { Connections } = await dms.describeConnections({ Filters });
    return Connections![0]!.Status === "testing" ? undefined : Connections![0];
  }, "the connection is tested");
}

/** Defines a suite on a {@link World}, where its servers are available. */
export function describeDouble(title: string, define: () => void): void {
  describe(title, function () {
    this.timeout(240_000);
    if (!lacksServer("mysql-8.0")) define();
  });
}
