import { day, parseWindow, type Window, windowsOverlap } from "./windows";

/** Minutes that AWS Backup may take to begin a backup, and before a maintenance in which none begins. */
const hour = 60;

/** Distance between the times that are examined, in minutes. */
const step = 30;

/**
 * The time of day, in minutes, at which AWS Backup begins: the first after the database's own backup
 * at which neither that nor the maintenance is on. AWS Backup asks to keep an hour away from both.
 *
 * @param backupWindow Daily window, `hh:mm-hh:mm`.
 * @param maintenanceWindow Weekly window, `ddd:hh:mm-ddd:hh:mm`.
 * @throws RangeError for a window that is none, or when the two leave no time.
 */
export function backupMinute(backupWindow: string, maintenanceWindow: string): number {
  const own = windowOf(backupWindow);
  const busy = [own, windowOf(maintenanceWindow)].map(({ start, minutes, period }): Window => ({
    start: (start - hour + period) % period,
    minutes: Math.min(minutes + 2 * hour, period),
    period,
  }));
  const times = Array.from(
    { length: day / step },
    (_, n) => (own.start + own.minutes + n * step) % day,
  );
  const free = times.find((start) =>
    busy.every((window) => !windowsOverlap(window, { start, minutes: hour, period: day })),
  );
  if (free === undefined) {
    throw new RangeError(
      `The windows ${backupWindow} and ${maintenanceWindow} leave no time for AWS Backup`,
    );
  }
  return free;
}

/** `cron` expressions of AWS Backup for every day, and for the first day of every month. */
export function backupSchedules(minute: number): { daily: string; monthly: string } {
  const time = `${minute % hour} ${Math.floor(minute / hour)}`;
  return { daily: `cron(${time} ? * * *)`, monthly: `cron(${time} 1 * ? *)` };
}

function windowOf(text: string): Window {
  const window = parseWindow(text);
  if (window === undefined) throw new RangeError(`"${text}" is not a window`);
  return window;
}
