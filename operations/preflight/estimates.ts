import type { Answers } from "./questions";

/**
 * Bytes that a full load moves in an hour, before a rehearsal has measured it: a cautious guess, as
 * AWS publishes no figure.
 */
const loadBytesPerHour = 20 * 1024 ** 3;

/** Bytes of data and indexes of the selected tables, by InnoDB's statistics: an estimate. */
export function estimatedBytes({ tables }: Pick<Answers, "tables">): number {
  return tables.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);
}

/** Hours that the full load takes, a guess. */
export function estimatedLoadHours(answers: Pick<Answers, "tables">): number {
  return estimatedBytes(answers) / loadBytesPerHour;
}

/** `1.5 GiB`. */
export function bytesText(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(bytes, 1)) / 10));
  const value = bytes / 1024 ** power;
  return `${power === 0 ? value : value.toFixed(1)} ${units[power] ?? ""}`;
}

/** `0.2 h`, `12 h`. */
export function hoursText(hours: number): string {
  return hours === Infinity ? "for ever" : `${hours < 10 ? hours.toFixed(1) : Math.round(hours)} h`;
}
