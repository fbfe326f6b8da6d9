import { z } from "zod";
import type { TableSelection } from "../settings/table-mappings";
import { tableMappings } from ".";
import { dmsPattern } from "./pattern";

/** A table by its name in the source. */
export interface SourceTable {
  readonly schema: string;
  readonly table: string;
}

/** The selection rules among table mappings, as DMS reads them. */
const selections = z.object({
  rules: z.array(
    z.object({
      "rule-type": z.string(),
      "rule-action": z.string().optional(),
      "object-locator": z.object({
        "schema-name": z.string(),
        "table-name": z.string().optional(),
      }),
    }),
  ),
});

/**
 * Whether DMS takes a table by some selections. It is asked of the mappings that DMS is given, with
 * the wildcards that it documents: what they take is what it takes.
 *
 * @returns A test of one table, by its exact name.
 */
export function selectedBy(given: readonly TableSelection[]): (table: SourceTable) => boolean {
  const { rules } = selections.parse(JSON.parse(tableMappings(given)));
  const tests = rules
    .filter((rule) => rule["rule-type"] === "selection")
    .map((rule) => {
      const { "schema-name": schema, "table-name": table = "%" } = rule["object-locator"];
      const isExact = rule["rule-action"] === "explicit";
      const [isSchema, isTable] = [schema, table].map(isExact ? equals : patternTest);
      return {
        excludes: rule["rule-action"] === "exclude",
        matches: (it: SourceTable) =>
          isSchema?.(it.schema) === true && isTable?.(it.table) === true,
      };
    });
  return (table) => {
    const matching = tests.filter(({ matches }) => matches(table));
    return matching.length > 0 && !matching.some(({ excludes }) => excludes);
  };
}

const equals = (name: string) => (other: string) => name === other;

/** Tests names against a name of the configuration, in which only `%` stands for any characters. */
export function nameTest(name: string): (other: string) => boolean {
  return patternTest(dmsPattern(name));
}

/**
 * Tests names against a pattern of DMS: `%` stands for any characters, `_` for any one, `[ab]` for one
 * of several, so that `[_]` is an underscore.
 */
export function patternTest(pattern: string): (name: string) => boolean {
  const source = pattern.replaceAll(/\[([^\]]+)\]|[\s\S]/gu, (piece, set: string | undefined) => {
    if (set !== undefined) return `[${set.replaceAll(/[\\^\]-]/g, "\\$&")}]`;
    if (piece === "%") return ".*";
    return piece === "_" ? "." : piece.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  });
  const expression = new RegExp(`^${source}$`, "su");
  return (name) => expression.test(name);
}
