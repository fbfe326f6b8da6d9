import type { LandingZoneConfig, Source } from "../../config/parse";
import { auroraParameters } from "../../lib/aurora-parameters";
import type { TableName } from "../database/identifier";
import type { Server } from "../database/server";
import type { LogReading } from "./log-readings";

type Migration = LandingZoneConfig["dms"]["migrations"][string];

/** Inputs of a check besides the answers of the server. */
export interface Situation {
  /** The side that is looked at, for people: `source erp` or `target`. */
  readonly label: string;
  readonly server: Server;
  readonly settings: Pick<
    Source,
    "engine" | "username" | "serverTimezone" | "binlogRetentionHours" | "sslMode"
  >;
  /** The migrations that read from the source, by name. */
  readonly migrations: Readonly<Record<string, Migration>>;
  /** The schemas of the server with a table that a migration selects. */
  readonly schemas: readonly string[];
  /** Names of the migrations that select a table. */
  readonly migrationsOf: (table: TableName) => readonly string[];
  readonly target: TargetExpectation;
  /** GiB of storage of the smallest replication instance that runs them; infinite where none does. */
  readonly storageGiB: number;
  /** Positions of the binary log at earlier preflights. */
  readonly readings: readonly LogReading[];
  readonly now: Date;
}

/** Properties of the target, current or expected after deployment. */
export interface TargetExpectation {
  readonly variables: Readonly<Record<string, string>>;
  /** Undefined: not asked, and judged by what Aurora MySQL 3 is known for. */
  readonly collations: ReadonlySet<string> | undefined;
  readonly reservedWords: ReadonlySet<string>;
  /** Major and minor version of MySQL. */
  readonly version: readonly [number, number];
}

/** GiB of storage of the smallest replication instance that runs some migrations. */
export function smallestStorageGiB(
  { dms }: LandingZoneConfig,
  migrations: Situation["migrations"],
): number {
  const instances = Object.values(migrations)
    .filter(({ serverless }) => serverless === undefined)
    .map(({ replicationInstance: name }) =>
      name === undefined ? dms.replicationInstance : dms.replicationInstances[name],
    );
  return Math.min(...instances.map((instance) => instance?.allocatedStorageGiB ?? Infinity));
}

/** Whether any of the migrations follows changes, and so reads the binary log. */
export function followsChanges({ migrations }: Pick<Situation, "migrations">): boolean {
  return Object.values(migrations).some(({ type }) => type !== "full-load");
}

/** Words that MySQL 8.0 has reserved since 5.6, for a target that is not there to be asked. */
const newReservedWords = [
  "CUBE",
  "CUME_DIST",
  "DENSE_RANK",
  "EMPTY",
  "EXCEPT",
  "FIRST_VALUE",
  "FUNCTION",
  "GENERATED",
  "GROUPING",
  "GROUPS",
  "INTERSECT",
  "JSON_TABLE",
  "LAG",
  "LAST_VALUE",
  "LATERAL",
  "LEAD",
  "NTH_VALUE",
  "NTILE",
  "OF",
  "OPTIMIZER_COSTS",
  "OVER",
  "PERCENT_RANK",
  "RANK",
  "RECURSIVE",
  "ROW",
  "ROWS",
  "ROW_NUMBER",
  "STORED",
  "SYSTEM",
  "VIRTUAL",
  "WINDOW",
];

/** Defaults of Aurora MySQL 3 that no preset sets. */
const auroraDefaults = {
  lower_case_table_names: "0",
  time_zone: "UTC",
  character_set_server: "utf8mb4",
  collation_server: "utf8mb4_0900_ai_ci",
};

/** Properties of the target according to the configuration, before it can be asked. */
export function expectedTarget({ database }: LandingZoneConfig): TargetExpectation {
  const presets = Object.entries(auroraParameters).flatMap(([name, facts]) => {
    const value = "value" in facts ? facts.value : undefined;
    if (value === undefined) return [];
    return [[name, typeof value === "string" ? value : value.migration] as const];
  });
  const configured = Object.entries(database.parameters).map(
    ([name, value]) => [name, String(value)] as const,
  );
  const [, major = "8", minor = "0"] = /^(\d+)\.(\d+)/.exec(database.engineVersion) ?? [];
  return {
    variables: { ...auroraDefaults, ...Object.fromEntries([...presets, ...configured]) },
    collations: undefined,
    reservedWords: new Set(newReservedWords),
    version: [Number(major), Number(minor)],
  };
}
