import type { TableName } from "../database/identifier";
import type { Answers } from "./questions";
import type { Situation } from "./situation";

const lobTypes =
  /^(?:tiny|medium|long)?(?:blob|text)$|^json$|^geometry$|^(?:multi)?(?:point|linestring|polygon)$|^geom(?:etry)?collection$/i;

/** Whether DMS carries the values of a column as LOBs. */
export function isLob({ type }: Pick<Answers["columns"][number], "type">): boolean {
  return lobTypes.test(type);
}

/**
 * KiB at which the migrations of a table cut its LOBs off: the least of them; undefined when all carry
 * them whole.
 */
export function lobLimitKiB(
  { schema, table }: TableName,
  { migrations, migrationsOf }: Pick<Situation, "migrations" | "migrationsOf">,
): number | undefined {
  const limits = migrationsOf({ schema, table }).flatMap((name) => {
    const migration = migrations[name];
    const own = migration?.tables.find((rule) => rule.schema === schema && rule.table === table);
    if (!migration || own?.lobMode === "full") return [];
    const isLimited = (own?.lobMode ?? own?.lobMaxSizeKiB) !== undefined;
    if (!isLimited && migration.lobMode === "inline") return [];
    return [own?.lobMaxSizeKiB ?? migration.lobMaxSizeKiB];
  });
  return limits.length === 0 ? undefined : Math.min(...limits);
}
