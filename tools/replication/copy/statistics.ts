import type { SourceTable } from "../../../lib/table-mappings/matching";

/** State of a table, in DMS's words. */
export type TableState =
  | "Table does not exist"
  | "Before load"
  | "Full load"
  | "Table completed"
  | "Table cancelled"
  | "Table error"
  | "Table is being reloaded";

/** State of a table's validation, in DMS's words. */
export type ValidationState =
  | "Not enabled"
  | "Pending records"
  | "Pending validation"
  | "Mismatched records"
  | "Suspended records"
  | "No primary key"
  | "Table error"
  | "Validated"
  | "Error";

/** DMS's counters of a table, by the names of `DescribeTableStatistics`. */
export interface TableStatistics {
  SchemaName: string;
  TableName: string;
  TableState: TableState;
  Inserts: number;
  Updates: number;
  Deletes: number;
  Ddls: number;
  AppliedInserts: number;
  AppliedUpdates: number;
  AppliedDeletes: number;
  AppliedDdls: number;
  FullLoadRows: number;
  FullLoadCondtnlChkFailedRows: number;
  FullLoadErrorRows: number;
  /** Seconds since 1970. */
  FullLoadStartTime?: number;
  FullLoadEndTime?: number;
  FullLoadReloaded: boolean;
  LastUpdateTime: number;
  ValidationPendingRecords: number;
  ValidationFailedRecords: number;
  ValidationSuspendedRecords: number;
  ValidationState: ValidationState;
  ValidationStateDetails?: string;
}

/** Seconds since 1970, as DMS's API writes times. */
export const nowSeconds = () => Date.now() / 1_000;

/** The statistics of a table before anything is done with it. */
export function newStatistics({ schema, table }: SourceTable, validates: boolean): TableStatistics {
  return {
    SchemaName: schema,
    TableName: table,
    TableState: "Before load",
    Inserts: 0,
    Updates: 0,
    Deletes: 0,
    Ddls: 0,
    AppliedInserts: 0,
    AppliedUpdates: 0,
    AppliedDeletes: 0,
    AppliedDdls: 0,
    FullLoadRows: 0,
    FullLoadCondtnlChkFailedRows: 0,
    FullLoadErrorRows: 0,
    FullLoadReloaded: false,
    LastUpdateTime: nowSeconds(),
    ValidationPendingRecords: 0,
    ValidationFailedRecords: 0,
    ValidationSuspendedRecords: 0,
    ValidationState: validates ? "Pending records" : "Not enabled",
  };
}
