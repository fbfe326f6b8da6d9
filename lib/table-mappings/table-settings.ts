import type { Json } from "../canonical-json";
import type { TableSelection } from "../settings/table-mappings";
import type { NamedRule } from "./named-rule";

type ParallelLoad = NonNullable<TableSelection["parallelLoad"]>;
type TableLoadSettings = Pick<TableSelection, "parallelLoad" | "lobMode" | "lobMaxSizeKiB">;

/** The table-settings rule of a table selection; none if it does not configure loading. */
export function tableSettingsRule({
  schema,
  table,
  ...settings
}: TableLoadSettings & Pick<TableSelection, "schema" | "table">): NamedRule[] {
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
