import { heartbeatSchema, withHeartbeat } from "./heartbeat";
import { type Leg, legsOf } from "./phases";
import type { MigrationSettings } from "./settings/migrations";
import { reverseMappings } from "./table-mappings/reversal";

/** The replications that a migration has in its phase. */
export function legsOfMigration({ type, validation, phase }: MigrationSettings): readonly Leg[] {
  return legsOf({ type, comparesOnly: validation.only, phase });
}

/**
 * The settings of one replication of a migration. The reverse replication always includes the
 * heartbeat table as well: a row of it that arrives at the source proves that the way back works.
 *
 * @param name The migration's.
 */
export function migrationOfLeg(
  leg: Leg,
  name: string,
  migration: MigrationSettings,
): MigrationSettings {
  if (leg === "forward") return migration;
  // Operations start it where the other direction ended.
  const changes = { ...migration, type: "cdc", cdcStartPosition: undefined } as const;
  if (leg === "again") return changes;
  const { tables, transformations } = reverseMappings(migration.tables, migration.transformations);
  const back = { ...changes, tables, transformations };
  return tables.some(({ schema }) => schema === heartbeatSchema) ? back : withHeartbeat(name, back);
}
