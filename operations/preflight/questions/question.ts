import { z } from "zod";
import { type Parameter, placeholders } from "../../database/query";
import type { Server } from "../../database/server";

/** A statement, and the values of its placeholders. */
export interface Statement {
  readonly sql: string;
  readonly parameters?: readonly Parameter[];
}

/** Account that a question is about. */
export interface Asked {
  readonly server: Server;
  /** The schemas that the migrations select tables of; there is at least one. */
  readonly schemas: readonly string[];
  /** The user of DMS. */
  readonly username: string;
}

/** A question to a server, asked once for any number of tables. */
export interface Question<Schema extends z.ZodType = z.ZodType> {
  /** No statement: this server cannot be asked, and the answer has no rows. */
  readonly statement: (asked: Asked) => Statement | undefined;
  /** A row of the answer; columns have lower-case names on every server because of their aliases. */
  readonly row: Schema;
  /** Rows that count: those of selected tables, those of their schemas, or all. */
  readonly within: "tables" | "schemas" | "server";
}

/** A text, which old servers send as bytes. */
export const text = z.union([
  z.string(),
  z.instanceof(Buffer).transform((bytes) => bytes.toString("utf8")),
]);

/** A number, which comes as text. */
export const number = text.transform(Number);

/** `YES` and `NO`. */
export const yesNo = text.transform((value) => value === "YES");

/**
 * A question about the objects of the selected schemas; `?` in the statement is replaced by their
 * list.
 */
export function ofSchemas<Schema extends z.ZodType>(
  within: "tables" | "schemas",
  sql: string,
  row: Schema,
): Question<Schema> {
  return {
    within,
    row,
    statement: ({ schemas }) => ({
      sql: sql.replaceAll("(?)", `(${placeholders(schemas)})`),
      parameters: schemas,
    }),
  };
}

/** A question about the server as a whole. */
export function ofServer<Schema extends z.ZodType>(
  sql: string | ((asked: Asked) => string | undefined),
  row: Schema,
): Question<Schema> {
  return {
    within: "server",
    row,
    statement: (asked) => {
      const statement = typeof sql === "string" ? sql : sql(asked);
      return statement === undefined ? undefined : { sql: statement };
    },
  };
}
