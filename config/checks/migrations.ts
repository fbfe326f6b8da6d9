import type { Path } from "../faults";
import type { Readable } from "../read";
import type { Settings } from "../schema";
import { suggestion } from "../suggest";
import type { Check, Draft } from "./draft";

type Migration = Readable<Settings["dms"]["migrations"][string]>;

/** Each migration has a source that exists and a selection of tables that selects something. */
export const migrations: Check = (draft) => {
  for (const [name, migration] of Object.entries(draft.settings.dms?.migrations ?? {})) {
    if (migration) {
      checkSource(draft, ["dms", "migrations", name, "source"], migration);
      checkTables(draft, ["dms", "migrations", name, "tables"], migration);
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

function checkTables({ faults }: Draft, path: Path, { tables = [] }: Migration): void {
  if (tables.length > 0 && tables.every((table) => table?.action === "exclude")) {
    faults.add(path, "has no rule with the action include; at least one is required");
  }
  const seen = new Set<string>();
  tables.forEach((table, index) => {
    const key = `${table?.schema}.${table?.table}`;
    if (table?.schema !== undefined && seen.has(key)) {
      const at = [...path, index];
      faults.add(
        at,
        `${faults.show(at, table)} selects tables that another rule selects; every schema and table once`,
      );
    }
    seen.add(key);
  });
}
