import { type Query, textOf } from "./query";

/** Flavour and version of a server. */
export interface Server {
  readonly flavour: "mysql" | "mariadb";
  /** Major, minor and patch. */
  readonly version: readonly [number, number, number];
  /** The version as the server writes it, such as `10.11.6-MariaDB-log`. */
  readonly text: string;
}

/**
 * Parses the result of `VERSION()`.
 *
 * @throws RangeError for a text that has no version.
 */
export function parseServer(text: string): Server {
  // Old clients are shown MariaDB 10 as a replica of MySQL 5.5.5.
  const [, major, minor, patch] = /^(?:5\.5\.5-)?(\d+)\.(\d+)\.(\d+)/.exec(text) ?? [];
  if (major === undefined) throw new RangeError(`"${text}" is not the version of a MySQL server.`);
  return {
    flavour: /mariadb/i.test(text) ? "mariadb" : "mysql",
    version: [Number(major), Number(minor), Number(patch)],
    text,
  };
}

/** Asks a server for its flavour and version. */
export async function serverOf(query: Query): Promise<Server> {
  const [row] = await query("SELECT VERSION() AS version");
  return parseServer(textOf(row, "version"));
}

/** Whether a server is of this version or a later one. Compares numbers; flavours count apart. */
export function isAtLeast({ version }: Server, ...wanted: readonly number[]): boolean {
  for (const [index, number] of version.entries()) {
    const difference = number - (wanted[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
