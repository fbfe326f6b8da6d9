import { mkdirSync, readFileSync, renameSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TaskDefinition } from "../copy/session";
import { nowSeconds } from "../copy/statistics";
import { Faults } from "../faults";
import { newRecord, restarted, type TaskRecord } from "../record";
import { Replication } from "../replication";
import type { EmulatorClient } from "./emulator";
import { endpointServer, type ServerAddress } from "./endpoints";
import type { Json } from "./protocol";

/** A replication: a task or a serverless one. */
export interface Unit {
  readonly arn: string;
  readonly definition: TaskDefinition;
  readonly sourceEndpointArn: string;
  readonly targetEndpointArn: string;
}

/** Settings from a client, beside those that the emulator keeps. */
export interface Saved {
  record: TaskRecord;
  /** Properties that were modified, by the API's names. */
  changed: Json;
  /** A serverless replication's own configuration, which the emulator does not keep. */
  config?: Json;
}

/** A connection of a replication instance to an endpoint that was tested, as DMS shows it. */
export interface TestedConnection {
  readonly ReplicationInstanceArn: string;
  readonly ReplicationInstanceIdentifier: string;
  readonly EndpointArn: string;
  readonly EndpointIdentifier: string;
  Status: "testing" | "successful" | "failed";
  LastFailureMessage?: string;
}

/** Something that happened, as `DescribeEvents` shows it. */
export interface DmsEvent {
  readonly SourceIdentifier: string;
  readonly SourceType: "replication-task";
  readonly Message: string;
  readonly EventCategories: readonly string[];
  readonly Date: number;
}

/** All that the double keeps. What has to outlive it is in a file. */
export class Units {
  readonly faults = new Faults();
  readonly events: DmsEvent[] = [];
  readonly running = new Map<string, Replication>();
  readonly saved: Record<string, Saved>;
  readonly connections: TestedConnection[];
  readonly #file: string;

  constructor(
    readonly emulator: EmulatorClient,
    readonly addresses: ServerAddress[],
    folder: string,
  ) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#file = join(folder, "replications.json");
    const kept = existsSync(this.#file)
      ? (JSON.parse(readFileSync(this.#file, "utf8")) as Pick<Units, "saved" | "connections">)
      : { saved: {}, connections: [] };
    this.saved = kept.saved;
    this.connections = kept.connections;
    for (const known of Object.values(this.saved)) known.record = restarted(known.record);
  }

  /** The record of an ARN, created on first use. */
  of(arn: string): Saved {
    return (this.saved[arn] ??= { record: newRecord(), changed: {} });
  }

  /** The current record: of the active run, or of the last one. */
  recordOf(arn: string): TaskRecord {
    return this.running.get(arn)?.record ?? this.of(arn).record;
  }

  /** Takes away everything about an ARN. */
  forget(arn: string): void {
    this.running.delete(arn);
    Reflect.deleteProperty(this.saved, arn);
    this.save();
  }

  /** The replication of a unit, with the definition that it has now. */
  replication(unit: Unit): Replication {
    const { arn, definition } = unit;
    const server = (endpoint: string) => endpointServer(this.emulator, this.addresses, endpoint);
    const known = this.of(arn);
    const replication = new Replication(
      definition,
      {
        faults: this.faults,
        databases: async () => ({
          source: await server(unit.sourceEndpointArn),
          target: await server(unit.targetEndpointArn),
        }),
        save: (record) => {
          known.record = record;
          this.save();
        },
        onEvent: (message, category) => {
          this.events.push({
            SourceIdentifier: definition.name,
            SourceType: "replication-task",
            Message: message,
            EventCategories: [category],
            Date: nowSeconds(),
          });
        },
      },
      known.record,
    );
    this.running.set(arn, replication);
    return replication;
  }

  save(): void {
    writeFileSync(
      `${this.#file}.new`,
      JSON.stringify({ saved: this.saved, connections: this.connections }),
      { mode: 0o600 },
    );
    renameSync(`${this.#file}.new`, this.#file);
  }
}
