import type { MigrationSettings } from "./settings/migrations";

/** The schema, on both sides, of the tables through which operations see replication at work. */
export const heartbeatSchema = "landing_zone";

/** The heartbeat table of a migration: each replication has one of its own, and carries it. */
export function heartbeatTable(migration: string): string {
  return `heartbeat_${migration.replaceAll("-", "_")}`;
}

/** A migration that carries its heartbeat table too; as it is when it follows no changes. */
export function withHeartbeat(name: string, migration: MigrationSettings): MigrationSettings {
  if (migration.type === "full-load" || migration.validation.only) return migration;
  const table = heartbeatTable(name);
  const selection = { schema: heartbeatSchema, table, action: "explicit" } as const;
  return { ...migration, tables: [...migration.tables, selection] };
}
