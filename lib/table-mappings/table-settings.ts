import type { Json } from "../canonical-json";
import type { NamedRule } from ".";

/** How the full load of one table is split into parts that are loaded side by side. */
export interface ParallelLoad {
  /**
   * `partitions-auto`: by the partitions that the table has in the source; `partitions-list`: by some
   * of them, the others are left out; `ranges`: by ranges of column values.
   */
  readonly type: "partitions-auto" | "partitions-list" | "ranges";
  /** The partitions of a `partitions-list`. */
  readonly partitions?: readonly string[] | undefined;
  /** The columns of `ranges`, which should be indexed; rows without a value in them are left out. */
  readonly columns?: readonly string[] | undefined;
  /** Upper ends of all `ranges` but the last: a value for each column. */
  readonly boundaries?: readonly (readonly (string | number)[])[] | undefined;
}

/** How one table is loaded, where that differs from the task. */
export interface TableLoadSettings {
  readonly parallelLoad?: ParallelLoad | undefined;
  /** `full` carries every LOB whole, looking each up by itself; `limited` cuts off large ones. */
  readonly lobMode?: "limited" | "full" | undefined;
  /** Largest LOB that is carried whole in the mode `limited`, in KiB. */
  readonly lobMaxSizeKiB?: number | undefined;
}

/** The table-settings rule of a table selection; none when it says nothing about loading. */
export function tableSettingsRule({
  schema,
  table,
  ...settings
}: TableLoadSettings & { readonly schema: string; readonly table: string }): NamedRule[] {
  const { parallelLoad, lobMode, lobMaxSizeKiB } = settings;
  if (parallelLoad === undefined && lobMode === undefined && lobMaxSizeKiB === undefined) {
    return [];
  }
  return [
    {
      name: `settings-${schema}.${table}`,
      subject: `settings of the table ${schema}.${table}`,
      content: {
        "rule-type": "table-settings",
        "object-locator": { "schema-name": schema, "table-name": table },
        ...(parallelLoad && { "parallel-load": parallelLoadOf(parallelLoad) }),
        ...((lobMode ?? lobMaxSizeKiB) !== undefined && { "lob-settings": lobSettings(settings) }),
      },
    },
  ];
}

function parallelLoadOf({ type, partitions, columns, boundaries }: ParallelLoad): Json {
  return {
    type,
    ...(partitions && { partitions }),
    ...(columns && { columns }),
    ...(boundaries && { boundaries: boundaries.map((values) => values.map(String)) }),
  };
}

function lobSettings({ lobMode = "limited", lobMaxSizeKiB = 32 }: TableLoadSettings): Json {
  return lobMode === "full"
    ? { mode: "unlimited", "bulk-max-size": "0" }
    : { mode: "limited", "bulk-max-size": String(lobMaxSizeKiB) };
}
