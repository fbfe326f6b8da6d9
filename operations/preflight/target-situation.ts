import type { TableName } from "../database/identifier";
import type { Server } from "../database/server";
import type { Migration } from "../scope";
import { check, type Check } from "./check";
import type { QuestionName } from "./questions";

/** A column as the source has it, under the name that it has in the target. */
export interface PlannedColumn {
  readonly column: string;
  readonly definition: string;
}

/** A table that a migration writes. */
export interface PlannedTable extends TableName {
  readonly migration: string;
  readonly columns: readonly PlannedColumn[];
}

/** Inputs of the checks on the target. */
export interface TargetSituation {
  readonly label: string;
  readonly server: Server;
  /** The user of DMS. */
  readonly username: string;
  readonly migrations: Readonly<Record<string, Migration>>;
  readonly tables: readonly PlannedTable[];
  readonly schemas: readonly string[];
}

/** A {@link Check} of the target. */
export const targetCheck = <Name extends QuestionName>(
  definition: Parameters<typeof check<Name, TargetSituation>>[0],
): Check<TargetSituation> => check(definition);
