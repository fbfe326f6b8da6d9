import type { TableName } from "../database/identifier";
import { groupsInOrder } from "./groups";
import type { Answers } from "./questions";

/** A text that is the same for the same table and for no other. */
export function tableKey({ schema, table }: TableName): string {
  return JSON.stringify([schema, table]);
}

/** Columns of an index, in its order. */
interface Index extends TableName {
  readonly index: string;
  readonly isUnique: boolean;
  readonly isNullable: boolean;
  /** Null where an expression is indexed. */
  readonly columns: readonly (string | null)[];
}

/** The indexes of all tables, from their rows in `information_schema.statistics`. */
export function indexesOf({ indexes }: Pick<Answers, "indexes">): readonly Index[] {
  return groupsInOrder(indexes, ({ schema, table, index }) => [schema, table, index]).map(
    ({ first, sorted }) => ({
      schema: first.schema,
      table: first.table,
      index: first.index,
      isUnique: !first.duplicates,
      isNullable: sorted.some(({ nullable }) => nullable),
      columns: sorted.map(({ column }) => column),
    }),
  );
}

/**
 * The tables whose rows an index identifies: one that is unique and has no column that may be NULL,
 * since it accepts any number of rows with NULL.
 */
export function tablesWithIdentity(answers: Pick<Answers, "indexes">): ReadonlySet<string> {
  return new Set(
    indexesOf(answers)
      .filter(({ isUnique, isNullable }) => isUnique && !isNullable)
      .map(tableKey),
  );
}
