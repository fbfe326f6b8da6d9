import { createColors } from "picocolors";
import type { Verdict } from "./check";
import type { Acceptance } from "./accepted";
import { type Finding, isBlocking } from "./finding";

/** All that a preflight found. */
export interface PreflightReport {
  readonly stack: string;
  readonly sides: readonly Side[];
  /** A patch of the stack file; no text when nothing should change. */
  readonly patch: string;
  /** Acceptances that no finding needed. */
  readonly unused: readonly Acceptance[];
}

/** One server. */
export interface Side {
  /** `source erp` or `target`. */
  readonly label: string;
  /** Its version; undefined when it could not be asked. */
  readonly server: string | undefined;
  readonly findings: readonly Finding[];
}

/** Always on: the console leaves them out where a stream shows none. */
const colors = createColors(true);

/** Subjects of one check that the terminal shows. */
const shownSubjects = 8;

/** Whether nothing blocks the next step. */
export function isClear({ sides }: PreflightReport): boolean {
  return !sides.flatMap(({ findings }) => findings).some(isBlocking);
}

/** The report for a terminal or a log. */
export function reportLines(report: PreflightReport, width = 100): readonly string[] {
  const { sides, patch, unused, stack } = report;
  return [
    ...sides.flatMap((side) => [...sideLines(side, width), ""]),
    ...unused.map(
      ({ id, subject }) => `Accepted and not found: ${id}${subject ? ` of ${subject}` : ""}.`,
    ),
    ...(patch === "" ? [] : ["Suggested changes to the stack file:", "", ...patch.split("\n")]),
    isClear(report)
      ? `Nothing blocks the next step: npm run migrate -- schema plan --stack ${stack}`
      : "Settle the failures, or accept them by id, with a reason and an end (docs/runbook.md).",
  ];
}

function sideLines({ label, server, findings }: Side, width: number): readonly string[] {
  const open = findings.filter(({ accepted }) => !accepted);
  const count = (verdict: Verdict): number =>
    open.filter((finding) => finding.verdict === verdict).length;
  const acceptedOnes = findings.length - open.length;
  const counts = [
    colors.green(`${count("pass")} in order`),
    colors.yellow(`${count("warning")} warnings`),
    colors.red(`${count("failure")} failures`),
    ...(acceptedOnes > 0 ? [`${acceptedOnes} accepted`] : []),
  ];
  return [
    colors.bold(`${label}${server === undefined ? "" : ` (${server})`}: ${counts.join(", ")}`),
    ...groupLines(open, "failure", width),
    ...groupLines(open, "warning", width),
  ];
}

function groupLines(
  findings: readonly Finding[],
  verdict: Verdict,
  width: number,
): readonly string[] {
  const groups = Map.groupBy(
    findings.filter((finding) => finding.verdict === verdict),
    ({ id }) => id,
  );
  const color = verdict === "failure" ? colors.red : colors.yellow;
  return [...groups].flatMap(([id, group]) => {
    const [first] = group;
    if (!first) return [];
    const shown = group.slice(0, shownSubjects);
    return [
      `  ${color(verdict)} ${colors.bold(id)}`,
      ...wrapped(`${first.why} Wanted: ${first.wanted}.`, "    ", width),
      ...shown.flatMap((finding) => subjectLines(finding, width)),
      ...(group.length > shown.length
        ? [`    … and ${group.length - shown.length} more, which --json lists`]
        : []),
    ];
  });
}

function subjectLines({ subject, measured, remedy, note }: Finding, width: number) {
  return [
    ...wrapped(`${subject}: ${measured}${note === undefined ? "" : ` (${note})`}`, "    · ", width),
    ...(remedy === undefined
      ? []
      : remedy.split("\n").map((line) => `        ${colors.dim(line)}`)),
  ];
}

/** A text in lines of a width; the first has a mark, the others as many blanks. */
function wrapped(text: string, mark: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = mark;
  for (const word of text.split(/\s+/)) {
    if (line.length + word.length + 1 > width && line.trim() !== mark.trim()) {
      lines.push(line.trimEnd());
      line = " ".repeat(mark.length);
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()];
}
