import type { Path } from "../faults";
import type { Readable } from "../read";
import type { Settings } from "../schema";
import { suggestion } from "../suggest";
import type { Check, Draft } from "./draft";
import { checkTables } from "./tables";
import { checkTransformations } from "./transformations";

type Migration = Readable<Settings["dms"]["migrations"][string]>;

/** Each migration has a source that exists, rules that go together, and settings that do. */
export const migrations: Check = (draft) => {
  for (const [name, migration] of Object.entries(draft.settings.dms?.migrations ?? {})) {
    if (migration) {
      const path = ["dms", "migrations", name];
      checkSource(draft, [...path, "source"], migration);
      checkTables(draft, [...path, "tables"], migration.tables ?? []);
      checkTransformations(draft, [...path, "transformations"], migration.transformations ?? []);
      checkBatches(draft, path, migration);
      checkValidationOnly(draft, path, migration);
    }
  }
};

function checkSource({ settings, faults }: Draft, path: Path, { source }: Migration): void {
  const known = settings.dms?.sources && Object.keys(settings.dms.sources);
  if (source !== undefined && known && !known.includes(source)) {
    faults.add(
      path,
      `${faults.show(path, source)} is not a source; ${suggestion(source, known)}Known: ${known.join(", ")}`,
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

function checkValidationOnly({ faults }: Draft, path: Path, migration: Migration): void {
  if (migration.validation?.only === true && migration.fullLoad?.targetTables === "truncate") {
    const at = [...path, "fullLoad", "targetTables"];
    faults.add(
      at,
      `${faults.show(at, "truncate")} is not allowed; keep, since validation.only compares what is there`,
    );
  }
}
