import type { Database } from "./connect";
import { type Row, textOf } from "./query";
import { isAtLeast } from "./server";

/** The end of a server's binary log. */
export interface Position {
  readonly file: string;
  readonly offset: number;
  /** The transactions that the server has executed, as it writes them; empty without GTIDs. */
  readonly gtids: string;
}

/** `file:offset`, as DMS takes a position. */
export const positionText = ({ file, offset }: Pick<Position, "file" | "offset">): string =>
  `${file}:${offset}`;

/**
 * Reads the end of a server's binary log.
 *
 * @throws TypeError when the server writes none.
 */
export async function readPosition({ query, server }: Database): Promise<Position> {
  const isNew = server.flavour === "mysql" && isAtLeast(server, 8, 2);
  const [row] = await query(isNew ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS");
  return {
    file: textOf(row, "file"),
    offset: Number(textOf(row, "position")),
    gtids: server.flavour === "mariadb" ? await mariaDbGtids(query) : gtidsOf(row),
  };
}

const gtidsOf = (row: Row | undefined): string => {
  const set = row?.["executed_gtid_set"];
  return typeof set === "string" ? set.replaceAll(/\s/g, "") : "";
};

async function mariaDbGtids(query: Database["query"]): Promise<string> {
  const [row] = await query("SELECT @@GLOBAL.gtid_binlog_pos AS gtids");
  return textOf(row, "gtids");
}
