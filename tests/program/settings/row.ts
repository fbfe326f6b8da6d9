import { type Plan, type PlannedResource } from "@landing-zone/plan/plan";
import { type Value } from "./enumerated-keys";

/** Values by their path in the stack file. */
export type Configuration = Readonly<Record<string, unknown>>;

type Inputs = PlannedResource["inputs"];

/** The place of a key, and its effect on the plan. */
export interface Row {
  /** The configuration for a value: the value at a path, with others that it depends on. */
  readonly configure: (value: Value | undefined) => Configuration;
  /** The effect in the plan. */
  readonly read: (plan: Planned) => unknown;
  /** The expected effect of a value, different for each. Default: the value itself. */
  readonly means?: (value: Value | undefined) => unknown;
  /** Values to try besides those of the schema; undefined leaves the key out. */
  readonly also?: readonly (Value | undefined)[];
  /** The value of a configuration, given those of the other keys, where not all go together. */
  readonly choose?: (others: (key: string) => unknown, turn: number) => Value;
}

/** A row of a key that depends on no others, at a path. */
export function at(
  path: string,
  read: Row["read"],
  more: Omit<Row, "configure" | "read"> = {},
): Row {
  return { configure: (value) => ({ [path]: value }), read, ...more };
}

/** The resources of a plan, by type and name. */
export class Planned {
  constructor(readonly plan: Plan) {}

  /** The inputs of all resources of a type, without its package. */
  all(type: string): readonly Inputs[] {
    return this.plan.resources.filter((it) => it.type === `aws:${type}`).map((it) => it.inputs);
  }

  /** The inputs of a resource; none when it is not there. */
  one(type: string, name: string): Inputs | undefined {
    return this.plan.resources.find((it) => it.type === `aws:${type}` && it.name === name)?.inputs;
  }

  /** Days that a log group keeps its events. */
  retention(logGroup: string): unknown {
    return this.one("cloudwatch/logGroup:LogGroup", logGroup)?.["retentionInDays"];
  }

  /** A group of a replication task's settings. */
  settings(task: string, group: string): Record<string, unknown> {
    const text = this.#task(task)["replicationTaskSettings"] as string;
    return (JSON.parse(text) as Record<string, Record<string, unknown>>)[group] ?? {};
  }

  /** The rules of a replication task's table mappings that are about a table. */
  rules(task: string, table: string): readonly Record<string, unknown>[] {
    const { rules } = JSON.parse(this.#task(task)["tableMappings"] as string) as {
      rules: { "object-locator": Record<string, string> }[];
    };
    return rules.filter((rule) => rule["object-locator"]["table-name"] === table);
  }

  #task(name: string): Inputs {
    return this.one("dms/replicationTask:ReplicationTask", name) ?? {};
  }
}
