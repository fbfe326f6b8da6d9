import { daysUntil, warningDays } from "./days";

/** Differences between the major versions of Aurora MySQL. */
interface Major {
  /** AWS's name of the version. */
  readonly title: string;
  /** Parameter group family. */
  readonly family: string;
  /** A version of it as `database.engineVersion` has it; the first group is the minor version. */
  readonly pattern: RegExp;
  /** The newest minor version on the day of {@link asOf}. */
  readonly newest: number;
  /** The last day of standard support, where AWS has named one. */
  readonly end: string | undefined;
  /** The last day of minor versions that end before, where AWS has named one. */
  readonly endOf: Readonly<Record<number, string>>;
}

/**
 * The major versions that an environment may have. Names and newest versions as cfn-lint 1.58.0 lists
 * them (November 2026). The ends, which only give advice, are those of the release calendars in AWS's Aurora
 * MySQL release notes, which name none yet for 3.12, 3.13 and 8.4.
 */
const majors: readonly [Major, ...Major[]] = [
  {
    title: "Aurora MySQL 3",
    family: "aurora-mysql8.0",
    pattern: /^8\.0\.mysql_aurora\.3\.(\d{2})\.\d+$/,
    newest: 13,
    end: "2028-04-30",
    endOf: { 4: "2026-10-31", 8: "2026-03-31", 9: "2026-05-14", 11: "2026-11-13" },
  },
  {
    title: "Aurora MySQL 8.4",
    family: "aurora-mysql8.4",
    pattern: /^8\.4\.mysql_aurora\.8\.4\.(\d+)$/,
    newest: 8,
    end: undefined,
    endOf: {},
  },
];

const asOf = "November 2026";

/** Words for the versions that are taken. */
export const auroraVersionAllowed =
  "a version of Aurora MySQL 3 or 8.4, for example 8.0.mysql_aurora.3.10.0 or 8.4.mysql_aurora.8.4.8";

/** The version as RDS names it: 8.4.8 is short for 8.4.mysql_aurora.8.4.8. */
export function auroraVersion(version: string): string {
  return /^8\.4\.\d+$/.test(version) ? `8.4.mysql_aurora.${version}` : version;
}

/** Whether the form of a version is that of a major version which an environment may have. */
export function isAuroraVersion(version: string): boolean {
  return majors.some(({ pattern }) => pattern.test(auroraVersion(version)));
}

/** The parameter group family of a version. */
export function parameterFamily(version: string): string {
  return majorOf(version).family;
}

/** Advice on a version on a given day: it is newer than our list, or near its end of support. */
export function adviceOnAuroraVersion(version: string, today: Date): readonly string[] {
  const { title, pattern, newest, end, endOf } = majorOf(version);
  const minor = Number(pattern.exec(auroraVersion(version))?.[1]);
  const last = endOf[minor] ?? end;
  const days = last === undefined ? Infinity : daysUntil(last, today);
  return [
    ...(minor > newest
      ? [
          `database.engineVersion ${version} is newer than the known versions of ${title} (${asOf}): read its release notes.`,
        ]
      : []),
    ...(days <= warningDays.engine
      ? [
          `database.engineVersion ${version} ${days < 0 ? "left" : "leaves"} standard support on ${last}: AWS upgrades it in a maintenance window, and makes no new cluster of it. Choose a newer version.`,
        ]
      : []),
  ];
}

function majorOf(version: string): Major {
  return majors.find(({ pattern }) => pattern.test(auroraVersion(version))) ?? majors[0];
}
