/** The schema, on both sides, of the tables through which operations see replication at work. */
export const heartbeatSchema = "landing_zone";

/** The heartbeat table of a migration: each replication has one of its own, and carries it. */
export function heartbeatTable(migration: string): string {
  return `heartbeat_${migration.replaceAll("-", "_")}`;
}
