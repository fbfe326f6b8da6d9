import type { Connection } from "mysql2/promise";
import { parsePosition, type Position, formatPosition } from "./position";
import { rowsOf } from "./server";
import { quote } from "./values";
import type { SourceTable } from "../../../lib/table-mappings/matching";

/** The tables that a task keeps in its control schema in the target. */
export class ControlTables {
  readonly #schema: string;

  /**
   * @param task Name of the task, which distinguishes its rows from those of others.
   */
  constructor(
    schema: string,
    private readonly task: string,
  ) {
    this.#schema = quote(schema);
  }

  /** Makes those that are missing. */
  async prepare(target: Connection): Promise<void> {
    const charset = "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
    await target.query(`CREATE DATABASE IF NOT EXISTS ${this.#schema} ${charset}`);
    const tables = {
      awsdms_txn_state: `TASK_NAME VARCHAR(128) PRIMARY KEY, CHECKPOINT VARCHAR(256) NOT NULL`,
      awsdms_apply_exceptions: `TASK_NAME VARCHAR(128) NOT NULL, TABLE_OWNER VARCHAR(128) NOT NULL,
        TABLE_NAME VARCHAR(128) NOT NULL, ERROR_TIME TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
        STATEMENT LONGTEXT NOT NULL, ERROR LONGTEXT NOT NULL`,
      awsdms_validation_failures_v1: `TASK_NAME VARCHAR(128) NOT NULL,
        TABLE_OWNER VARCHAR(128) NOT NULL, TABLE_NAME VARCHAR(128) NOT NULL,
        FAILURE_TIME TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
        KEY_TYPE VARCHAR(128) NOT NULL, \`KEY\` TEXT NOT NULL,
        FAILURE_TYPE VARCHAR(128) NOT NULL, DETAILS TEXT NOT NULL`,
    };
    for (const [name, columns] of Object.entries(tables)) {
      await target.query(
        `CREATE TABLE IF NOT EXISTS ${this.#schema}.${name} (${columns}) ENGINE = InnoDB ${charset}`,
      );
    }
  }

  /** Remembers how far changes are applied; in the same transaction as the changes. */
  async saveCheckpoint(target: Connection, position: Position): Promise<void> {
    await target.query(
      `REPLACE INTO ${this.#schema}.awsdms_txn_state (TASK_NAME, CHECKPOINT) VALUES (?, ?)`,
      [this.task, formatPosition(position)],
    );
  }

  /** Position up to which changes are applied; undefined if there are none. */
  async readCheckpoint(target: Connection): Promise<Position | undefined> {
    const [row] = await rowsOf<{ checkpoint: string }>(
      target,
      `SELECT CHECKPOINT AS checkpoint FROM ${this.#schema}.awsdms_txn_state WHERE TASK_NAME = ?`,
      [this.task],
    );
    return row && parsePosition(row.checkpoint);
  }

  async forgetCheckpoint(target: Connection): Promise<void> {
    await target.query(`DELETE FROM ${this.#schema}.awsdms_txn_state WHERE TASK_NAME = ?`, [
      this.task,
    ]);
  }

  /** Records a change that could not be applied. */
  async addException(target: Connection, table: SourceTable, sql: string, error: string) {
    await target.query(
      `INSERT INTO ${this.#schema}.awsdms_apply_exceptions
         (TASK_NAME, TABLE_OWNER, TABLE_NAME, STATEMENT, ERROR) VALUES (?, ?, ?, ?, ?)`,
      [this.task, table.schema, table.table, sql, error],
    );
  }

  /** Records a row that differs. */
  async addValidationFailure(
    target: Connection,
    table: SourceTable,
    key: string,
    failure: "MISSING_SOURCE" | "MISSING_TARGET" | "RECORD_DIFF",
  ): Promise<void> {
    await target.query(
      `INSERT INTO ${this.#schema}.awsdms_validation_failures_v1
         (TASK_NAME, TABLE_OWNER, TABLE_NAME, KEY_TYPE, \`KEY\`, FAILURE_TYPE, DETAILS)
       VALUES (?, ?, ?, 'Row', ?, ?, '')`,
      [this.task, table.schema, table.table, key, failure],
    );
  }
}
