import { daysUntil, warningDays } from "./days";

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

/** Verdict on a version of the DMS engine on a given day. */
export interface EngineVersionVerdict {
  /** Why the version cannot be used, and what can. */
  readonly refusal?: string;
  /** A coming reason to refuse the version, or why it cannot be judged. */
  readonly warning?: string;
}

/** The versions that can be used on a day, newest first. */
export function supportedEngineVersions(today: Date): string[] {
  return Object.entries(endOfLife)
    .filter(([, end]) => end === undefined || daysUntil(end, today) >= 0)
    .map(([version]) => version)
    .reverse();
}

/**
 * Judges a version of the DMS engine: past its end it cannot be created, before it time is short, and one
 * that is newer than the list cannot be judged.
 */
export function judgeEngineVersion(version: string, today: Date): EngineVersionVerdict {
  const supported = supportedEngineVersions(today).join(", ");
  if (!Object.hasOwn(endOfLife, version)) {
    return isNewer(version)
      ? {
          warning: `dms.engineVersion ${version} is newer than the known versions of AWS DMS (November 2026): read its release notes.`,
        }
      : { refusal: `is not a known version of AWS DMS; ${supported}` };
  }
  const end = endOfLife[version as keyof typeof endOfLife];
  if (end === undefined) {
    return {};
  }
  const days = daysUntil(end, today);
  if (days < 0) {
    return { refusal: `reached its end of life on ${end}, and AWS creates none; ${supported}` };
  }
  return days > warningDays.engine
    ? {}
    : {
        warning: `DMS engine ${version} reaches its end of life on ${end}, in ${days} days: AWS then upgrades the replication instances in their windows. Set dms.engineVersion to one of ${supported} before.`,
      };
}

/** Whether a version comes after every one of the list. */
function isNewer(version: string): boolean {
  const byNumber = new Intl.Collator("en", { numeric: true });
  return Object.keys(endOfLife).every((known) => byNumber.compare(version, known) > 0);
}
