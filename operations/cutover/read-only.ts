import type { Database } from "../database/connect";
import { textOf } from "../database/query";
import { isAtLeast, type Server } from "../database/server";

/** Seconds that a server may wait for those who hold locks on tables, until it is read-only. */
const lockWaitSeconds = 15;

/** Whether a server can refuse writes of administrators too. */
export function hasSuperReadOnly(server: Server): boolean {
  return server.flavour === "mysql" && isAtLeast(server, 5, 7, 8);
}

/** Write state of a server. */
export interface Writability {
  readonly readOnly: boolean;
  /** Always false where a server has no `super_read_only`. */
  readonly superReadOnly: boolean;
}

/** Asks a server whether it takes writes. */
export async function readWritability({ query, server }: Database): Promise<Writability> {
  const columns = hasSuperReadOnly(server) ? ", @@GLOBAL.super_read_only AS super_only" : "";
  const [row] = await query(`SELECT @@GLOBAL.read_only AS read_only${columns}`);
  const isOn = (value: unknown) => value === "1";
  return { readOnly: isOn(row?.["read_only"]), superReadOnly: isOn(row?.["super_only"]) };
}

/**
 * Makes a server take no writes but those of administrators, or again any.
 *
 * @throws DatabaseError when somebody holds a lock on tables all the time.
 */
export async function setReadOnly({ query }: Database, isOn: boolean): Promise<void> {
  await query(`SET SESSION lock_wait_timeout = ${lockWaitSeconds}`);
  await query(`SET GLOBAL read_only = ${isOn ? "ON" : "OFF"}`);
}

/** Makes a server refuse the writes of administrators too, or only those of others. */
export async function setSuperReadOnly({ query, server }: Database, isOn: boolean): Promise<void> {
  if (!hasSuperReadOnly(server)) return;
  await query(`SET SESSION lock_wait_timeout = ${lockWaitSeconds}`);
  await query(`SET GLOBAL super_read_only = ${isOn ? "ON" : "OFF"}`);
}

/** Whether a server runs its events. */
export async function runsEvents({ query }: Database): Promise<boolean> {
  const [row] = await query("SELECT @@GLOBAL.event_scheduler AS scheduler");
  return ["1", "ON"].includes(textOf(row, "scheduler").toUpperCase());
}
