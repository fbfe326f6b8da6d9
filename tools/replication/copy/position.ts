/** A place in a server's binary log. */
export interface Position {
  readonly file: string;
  readonly offset: number;
}

/** Start of reading changes: a position, or the first transaction that is not older than a time. */
export type Start = Position | { readonly since: Date };

/** A position as DMS's API takes and shows it. */
export const formatPosition = ({ file, offset }: Position) => `${file}:${offset}`;

const placePattern = /^(?<file>[^:#\s]+):(?<offset>\d+)$/;

/** `file:offset`, or undefined for another text. */
export function parsePosition(text: string): Position | undefined {
  const { file, offset } = placePattern.exec(text)?.groups ?? {};
  return file === undefined ? undefined : { file, offset: Number(offset) };
}

/** Compares two positions of one server: negative when the first is earlier. */
export function comparePositions(left: Position, right: Position): number {
  const number = ({ file }: Position) => Number(/\d+$/.exec(file)?.[0] ?? "0");
  return number(left) - number(right) || left.offset - right.offset;
}

/** `RecoveryCheckpoint`: opaque to clients, in DMS's form. */
export function formatCheckpoint(position: Position): string {
  const place = formatPosition(position);
  return `checkpoint:V1#1#${place}:-1:${position.offset}:0:${place}#0#0#*#0#0`;
}

/**
 * A `CdcStartPosition`: `file:offset`, a checkpoint, or a time such as `2026-03-08T12:12:12`.
 * @throws Error for another text.
 */
export function parseStart(text: string): Start {
  const checkpoint = /^checkpoint:V1#\d+#([^:#]+:\d+):/.exec(text)?.[1];
  const position = parsePosition(checkpoint ?? text);
  if (position !== undefined) return position;
  const since = new Date(text.endsWith("Z") ? text : `${text}Z`);
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(text) && !Number.isNaN(since.getTime()))
    return { since };
  throw new Error(
    `The CDC start position "${text}" cannot be used: give <file>:<offset>, a recovery checkpoint, or a time such as 2026-03-08T12:12:12.`,
  );
}

/** When replication is to stop by itself. */
export interface Stop {
  readonly by: "server_time" | "commit_time";
  readonly at: Date;
}

/**
 * A `CdcStopPosition`, such as `commit_time:2026-02-09T12:12:12`.
 * @throws Error for another text.
 */
export function parseStop(text: string): Stop {
  const [, by, time = ""] = /^(server_time|commit_time):\s*(.+)$/.exec(text) ?? [];
  const at = new Date(time.endsWith("Z") ? time : `${time}Z`);
  if (by === undefined || Number.isNaN(at.getTime())) {
    throw new Error(
      `The CDC stop position "${text}" cannot be used: give server_time:<time> or commit_time:<time>.`,
    );
  }
  return { by: by as Stop["by"], at };
}
