/**
 * The versions of the DMS engine, and the day on which AWS upgrades what still runs it, where AWS has
 * named one. From the release notes in the DMS user guide, read in November 2026.
 */
const endOfLife = {
  "3.4.7": "2024-10-31",
  "3.5.1": "2025-03-15",
  "3.5.2": "2025-04-29",
  "3.5.3": "2026-06-30",
  "3.5.4": "2027-03-31",
  "3.6.0": "2026-07-27",
  "3.6.1": undefined,
} as const satisfies Record<string, string | undefined>;

const warningDays = 90;
const msPerDay = 86_400_000;

/** What is to be said about a version of the DMS engine on some day. */
export interface EngineVersionVerdict {
  /** Why the version cannot be used, and what can. */
  readonly refusal?: string;
  /** What will soon be a reason to refuse it. */
  readonly warning?: string;
}

/** The versions that can be used on a day, newest first. */
export function supportedEngineVersions(today: Date): string[] {
  return Object.entries(endOfLife)
    .filter(([, end]) => end === undefined || daysUntil(end, today) >= 0)
    .map(([version]) => version)
    .reverse();
}

/** Judges a version of the DMS engine: past its end it cannot be created, and before it time is short. */
export function judgeEngineVersion(version: string, today: Date): EngineVersionVerdict {
  const supported = supportedEngineVersions(today).join(", ");
  if (!Object.hasOwn(endOfLife, version)) {
    return { refusal: `is not a known version of AWS DMS; ${supported}` };
  }
  const end = endOfLife[version as keyof typeof endOfLife];
  if (end === undefined) {
    return {};
  }
  const days = daysUntil(end, today);
  if (days < 0) {
    return { refusal: `reached its end of life on ${end}, and AWS creates none; ${supported}` };
  }
  return days > warningDays
    ? {}
    : {
        warning: `DMS engine ${version} reaches its end of life on ${end}, in ${days} days: AWS then upgrades the replication instances in their windows. Set dms.engineVersion to one of ${supported} before.`,
      };
}

function daysUntil(day: string, today: Date): number {
  return Math.floor((Date.parse(`${day}T00:00:00Z`) - startOfDay(today)) / msPerDay);
}

function startOfDay(date: Date): number {
  return Math.floor(date.getTime() / msPerDay) * msPerDay;
}
