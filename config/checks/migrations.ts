import type { Path } from "../faults";
import type { Readable } from "../read";
import type { Settings } from "../../lib/settings/schema";
import type { TableSelection } from "../../lib/settings/table-mappings";
import { overlapOf } from "../../lib/table-mappings/overlap";
import { suggestion } from "../suggest";
import type { Check, Draft } from "./draft";
import { checkTables } from "./tables";
import { checkTransformations } from "./transformations";

type Migration = Readable<Settings["dms"]["migrations"][string]>;

/** Each migration has a source that exists, rules that go together, and settings that do. */
export const migrations: Check = (draft) => {
  checkOverlaps(draft);
  for (const [name, migration] of Object.entries(draft.settings.dms?.migrations ?? {})) {
    if (migration) {
      const path = ["dms", "migrations", name];
      checkSource(draft, [...path, "source"], migration);
      checkInstance(draft, path, migration);
      checkTables(draft, [...path, "tables"], migration.tables ?? []);
      checkTransformations(draft, [...path, "transformations"], migration.transformations ?? []);
      checkBatches(draft, path, migration);
      checkValidationOnly(draft, path, migration);
      checkStartPosition(draft, path, migration);
    }
  }
};

/**
 * Two migrations that write the same rows spoil each other. A load that never follows changes and a
 * migration of changes alone take turns, and validation writes nothing.
 */
function checkOverlaps({ settings, faults }: Draft): void {
  const writing = Object.entries(settings.dms?.migrations ?? {}).flatMap(([name, migration]) =>
    migration?.validation?.only === true ? [] : [{ name, migration }],
  );
  writing.forEach(({ name, migration }, index) => {
    for (const { name: other, migration: earlier } of writing.slice(0, index)) {
      const types = [migration?.type, earlier?.type].sort().join();
      if (migration?.source !== earlier?.source || types === "cdc,full-load") continue;
      const overlap = overlapOf(selectionsOf(earlier), selectionsOf(migration));
      if (overlap === undefined) continue;
      const [theirs, ours] = overlap;
      faults.add(
        ["dms", "migrations", name, "tables"],
        `selects ${ours.schema}.${ours.table}, and dms.migrations.${other} selects ${theirs.schema}.${theirs.table} of the same source; each row belongs to one migration: exclude the tables in one of them`,
      );
    }
  });
}

function selectionsOf(migration: Migration | undefined): readonly TableSelection[] {
  return (migration?.tables ?? []).filter(
    (table): table is TableSelection =>
      table?.schema !== undefined && table.table !== undefined && table.action !== undefined,
  );
}

function checkSource({ settings, faults }: Draft, path: Path, { source }: Migration): void {
  const known = settings.dms?.sources && Object.keys(settings.dms.sources);
  if (source !== undefined && known && !known.includes(source)) {
    faults.add(
      path,
      `${faults.show(path, source)} is not a source; ${suggestion(source, known)}Known: ${known.join(", ")}`,
    );
  }
}

/** A migration runs on a configured instance or serverless, not both. */
function checkInstance({ settings, faults }: Draft, path: Path, migration: Migration): void {
  const { replicationInstance: instance, serverless } = migration;
  const at = [...path, "replicationInstance"];
  const known =
    settings.dms?.replicationInstances && Object.keys(settings.dms.replicationInstances);
  if (instance !== undefined && serverless) {
    faults.add(at, "is not used; a serverless migration runs without an instance");
  } else if (instance !== undefined && known && !known.includes(instance)) {
    const ways =
      known.length > 0
        ? `${suggestion(instance, known)}Known: ${known.join(", ")}`
        : "there is none in dms.replicationInstances";
    faults.add(at, `${faults.show(at, instance)} is not a replication instance; ${ways}`);
  }
  const { minCapacityUnits = 0, maxCapacityUnits = Infinity } = serverless ?? {};
  if (minCapacityUnits > maxCapacityUnits) {
    const least = [...path, "serverless", "minCapacityUnits"];
    faults.add(
      least,
      `${faults.show(least, minCapacityUnits)} is more than maxCapacityUnits ${faults.show(least, maxCapacityUnits)}; at most maxCapacityUnits is allowed`,
    );
  }
}

/** DMS applies batches only where no LOB is looked up by itself. */
function checkBatches({ faults }: Draft, path: Path, migration: Migration): void {
  const looksUp =
    migration.lobMode === "inline" || migration.tables?.some((table) => table?.lobMode === "full");
  if (migration.changes?.batchApply === true && looksUp === true) {
    const at = [...path, "changes", "batchApply"];
    faults.add(
      at,
      `${faults.show(at, true)} is not allowed; false, since a lobMode other than limited takes LOBs one by one`,
    );
  }
}

/** A position is for tasks that begin with changes; serverless replications take it when they are started. */
function checkStartPosition({ faults }: Draft, path: Path, migration: Migration): void {
  const { cdcStartPosition: position, type, serverless } = migration;
  const at = [...path, "cdcStartPosition"];
  if (position === undefined) return;
  if (type !== undefined && type !== "cdc") {
    faults.add(
      at,
      `${faults.show(at, position)} is not used with the type ${type}; it is allowed for cdc only`,
    );
  } else if (serverless) {
    faults.add(
      at,
      `${faults.show(at, position)} is not used; a serverless migration takes it when it is started`,
    );
  }
}

/** DMS only compares existing or changing rows, and empties nothing for it. */
function checkValidationOnly({ faults }: Draft, path: Path, migration: Migration): void {
  if (migration.validation?.only !== true) return;
  if (migration.type === "full-load-and-cdc") {
    const at = [...path, "type"];
    faults.add(
      at,
      `${faults.show(at, migration.type)} is not allowed; full-load or cdc, since DMS compares either existing rows or changes with validation.only`,
    );
  }
  if (migration.fullLoad?.targetTables === "truncate") {
    const at = [...path, "fullLoad", "targetTables"];
    faults.add(
      at,
      `${faults.show(at, "truncate")} is not allowed; keep, since validation.only compares existing rows`,
    );
  }
}
