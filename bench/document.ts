import { durations, lookedUpOn } from "./critical-path/durations";
import { type Machine } from "./machine";
import { type Group, isMet, type Metric } from "./metric";
import { cells, summaryLine } from "./report";

/** One run, as the document describes it. */
export interface Run {
  readonly groups: readonly Group[];
  readonly machine: Machine;
  readonly date: Date;
  /** Rounds that counted. */
  readonly runs: number;
}

/** `docs/performance.md`: what was measured, on what, and which goals were missed. */
export function performanceDocument({ groups, machine, date, runs }: Run): string {
  const { processor, cores, memoryGiB, system, node, load } = machine;
  return [
    "# Performance",
    "How fast the program, the policy pack and the local engine are, and how that grows. The figures are from one run of `npm run bench -- --write-docs`; `npm run bench` measures them on your machine and ends with 1 when a goal is missed. [What is measured and how](#how-it-is-measured) is below the tables.",
    `Measured on ${date.toISOString().slice(0, 10)} on ${cores} cores of ${processor} with ${memoryGiB} GiB of memory, ${system}, Node.js ${node}; ${load.toFixed(1)} processes were running or waiting when it began. Medians of ${runs} rounds, with the smallest and the largest value.`,
    `**${summaryLine(groups)}.**`,
    goalTable(groups),
    ...groups.flatMap(section),
    "## How it is measured",
    methods,
    creationTimes(),
  ].join("\n\n");
}

function goalTable(groups: readonly Group[]): string {
  const rows = groups.flatMap(({ title, metrics }) =>
    metrics
      .filter(({ goal }) => goal !== undefined)
      .map((metric) => {
        const [name, value, , goal] = cells(metric);
        return `| ${title} | ${name} | ${goal} | ${value} | ${verdict(metric)} |`;
      }),
  );
  return ["| | goal for | goal | measured | |", "| --- | --- | --- | --- | --- |", ...rows].join(
    "\n",
  );
}

function section({ title, explanation, metrics, remarks }: Group): readonly string[] {
  const rows = metrics.map((metric) => {
    const [name, value, spread, goal] = cells(metric);
    return `| ${name} | ${value} | ${spread} | ${goal} |`;
  });
  const table = ["| | median | spread | goal |", "| --- | ---: | ---: | ---: |", ...rows];
  return [`## ${title}`, explanation, table.join("\n"), ...remarks];
}

function creationTimes(): string {
  const rows = Object.entries(durations).map(
    ([type, { seconds, basis, source }]) => `| \`${type}\` | ${seconds} s | ${basis} | ${source} |`,
  );
  return [
    `| created, as looked up on ${lookedUpOn} | typically | by | source |`,
    "| --- | ---: | --- | --- |",
    ...rows,
  ].join("\n");
}

function verdict(metric: Metric): string {
  return isMet(metric) ? "met" : "**missed**";
}

const methods = `What is compared runs side by side: each round runs every subject once, each time beginning with another one, after one round that warms up and does not count. A proportion is the median of the rounds' proportions, so that a slow moment of the machine falls on both sides.

Whole processes are measured from outside. Time is from the start to the end of the command. Processor time is what the system has added up for everything that the command started and waited for (the shell's \`times\`). Peak memory is the largest sum of the resident memory of all processes of the command at one moment, looked at every 20 ms in \`/proc\`; on macOS every 100 ms with \`ps\`. Pages that processes share are counted for each.

Select groups by name (\`npm run bench -- scale start\`), change the number of rounds with \`--runs\`, and get the figures for machines with \`--json FILE\`. AWSGuard is installed into \`.local/bench\` when it is first needed.

Creation times in AWS are typical ones out of published logs, and where there are none, rules of thumb; all that is not in the table is taken to need three seconds, one request. What counts is the proportion to what AWS forces, also when any one of the times is half or twice as long.`;
