import { z } from "zod";
import { OperationError } from "../errors";
import type { ObjectStore } from "../journal/object-store";
import type { Answers } from "./questions";

const readingSchema = z.object({ time: z.iso.datetime(), file: z.string(), position: z.number() });

/** Position of a source's binary log at a moment. */
export type LogReading = Readonly<z.output<typeof readingSchema>>;

/** Rate at which a source writes its binary log. */
export interface LogRate {
  readonly bytesPerHour: number;
  /** Hours that it was measured over. */
  readonly hours: number;
}

/** Readings that are nearer to each other show the moment, not the day. */
const leastHours = 1 / 6;

/** How many readings of a source are looked at, the newest. */
const mostReadings = 50;

const folderOf = (source: string): string => `preflight/${source}/`;

/** The rate since the oldest reading whose file the source still has; undefined when there is none. */
export function logRate(
  readings: readonly LogReading[],
  { binaryLogs }: Pick<Answers, "binaryLogs">,
  now: Date,
): LogRate | undefined {
  const rates = readings.flatMap((reading) => {
    const hours = (now.getTime() - Date.parse(reading.time)) / 3_600_000;
    const bytes = bytesSince(reading, binaryLogs);
    return hours < leastHours || bytes === undefined
      ? []
      : [{ bytesPerHour: bytes / hours, hours }];
  });
  return rates.toSorted((left, right) => right.hours - left.hours)[0];
}

function bytesSince(
  { file, position }: LogReading,
  binaryLogs: Answers["binaryLogs"],
): number | undefined {
  const index = binaryLogs.findIndex(({ log_name }) => log_name === file);
  if (index < 0) return undefined;
  const bytes = binaryLogs.slice(index).reduce((sum, log) => sum + log.file_size, -position);
  // A server that was set up again has files of the same names.
  return bytes < 0 ? undefined : bytes;
}

/** The readings of earlier preflights, oldest first; none when the bucket cannot be read. */
export async function readLogReadings(
  store: ObjectStore,
  source: string,
): Promise<readonly LogReading[]> {
  return withoutStore([], async () => {
    const keys = (await store.list(folderOf(source))).slice(-mostReadings);
    const objects = await Promise.all(keys.map((key) => store.read(key)));
    return objects.flatMap((object) =>
      object ? [readingSchema.parse(JSON.parse(object.text))] : [],
    );
  });
}

/** Keeps how far the binary log of a source is, for the next preflight. */
export async function keepLogReading(
  store: ObjectStore,
  source: string,
  { logStatus }: Pick<Answers, "logStatus">,
  now: Date,
): Promise<void> {
  const [status] = logStatus;
  if (!status) return;
  const time = now.toISOString();
  const reading: LogReading = { time, file: status.file, position: status.position };
  const key = `${folderOf(source)}${time.replaceAll(/[:.]/g, "-")}.json`;
  await withoutStore(undefined, () => store.create(key, JSON.stringify(reading)));
}

/** Readings are optional: a preflight continues if the bucket does not exist yet. */
async function withoutStore<T>(otherwise: T, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof OperationError) return otherwise;
    throw error;
  }
}
