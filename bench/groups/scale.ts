import { type BenchContext, previewCommand } from "../context";
import { measure, type Usage } from "../measure/measure";
import { interleaved } from "../measure/rounds";
import { type Group, type Metric, measured, ratio } from "../metric";
import { ratios } from "../statistics";
import { migrationsConfiguration } from "../subjects/migrations";

const sizes = [1, 10, 50, 100, 500] as const;
type Size = (typeof sizes)[number];

interface Run extends Usage {
  readonly resources: number;
}

/** Time and memory as the number of migrations grows. */
export async function scaleGroup(context: BenchContext): Promise<Group> {
  const name = (size: Size) => `${size} migrations` as const;
  const results = await interleaved<ReturnType<typeof name>, Run>(
    Object.fromEntries(sizes.map((size) => [name(size), () => preview(size)])) as Record<
      ReturnType<typeof name>,
      () => Promise<Run>
    >,
    context,
  );
  return {
    title: "Scale",
    explanation:
      "A preview of the dev stack without policies, with more and more migrations. The time per resource includes what every run takes to start; the time of each further resource does not.",
    metrics: [
      ...sizes.flatMap((size) => ofSize(`${size} migrations`, results[name(size)])),
      ...growth(results["1 migrations"], results["50 migrations"], results["500 migrations"]),
    ],
    remarks: [],
  };
}

const perResource = ({ wallS, resources }: Run): number => (wallS * 1000) / resources;

function ofSize(name: string, runs: readonly Run[]): readonly Metric[] {
  const of = (value: (run: Run) => number): readonly number[] => runs.map(value);
  return [
    measured(
      `${name}: resources`,
      of(({ resources }) => resources),
      "",
    ),
    measured(
      `${name}: time`,
      of(({ wallS }) => wallS),
      "s",
    ),
    measured(`${name}: time per resource`, of(perResource), "ms"),
    measured(
      `${name}: peak memory`,
      of(({ peakMiB }) => peakMiB),
      "MiB",
    ),
  ];
}

function growth(
  one: readonly Run[],
  fifty: readonly Run[],
  all: readonly Run[],
): readonly Metric[] {
  const milliseconds = ({ wallS }: Run): number => wallS * 1000;
  const kibibytes = ({ peakMiB }: Run): number => peakMiB * 1024;
  const [from50, from1] = [
    growthPerResource(fifty, all, milliseconds),
    growthPerResource(one, fifty, milliseconds),
  ];
  return [
    ratio(
      "time per resource, 500 / 50 migrations",
      all.map(perResource),
      fifty.map(perResource),
      1.15,
    ),
    measured("each further resource, 1 to 50 migrations", from1, "ms"),
    measured("each further resource, 50 to 500 migrations", from50, "ms"),
    measured(
      "peak memory of each further resource, 50 to 500 migrations",
      growthPerResource(fifty, all, kibibytes),
      "KiB",
      60,
    ),
  ];
}

/** How much a quantity grows with each resource between two sizes, round by round. */
function growthPerResource(
  smaller: readonly Run[],
  larger: readonly Run[],
  value: (run: Run) => number,
): readonly number[] {
  const difference = (of: (run: Run) => number): readonly number[] =>
    larger.map((run, round) => of(run) - of(smaller[round] ?? run));
  return ratios(
    difference(value),
    difference(({ resources }) => resources),
  );
}

async function preview(size: Size): Promise<Run> {
  const usage = await measure(previewCommand("--config", migrationsConfiguration(size)));
  const [, count] = /^(\d+) resources to create/m.exec(usage.stdout) ?? [];
  if (count === undefined) {
    throw new Error(`The preview did not say how many resources there are:\n${usage.stdout}`);
  }
  return { ...usage, resources: Number(count) };
}
