import { type BenchContext, plannedResources, previewCommand } from "../context";
import { measure, type Usage } from "../measure/measure";
import { interleaved } from "../measure/rounds";
import { type Group, type Metric, measured, ratio } from "../metric";
import { ratios } from "../statistics";
import { migrationsConfiguration } from "../subjects/migrations";
import { ProgramCopy } from "../subjects/program-copy";

const sizes = [1, 10, 50, 100, 500] as const;
type Size = (typeof sizes)[number];

interface Run extends Usage {
  readonly resources: number;
}

/** Time and memory as the number of migrations grows. */
export async function scaleGroup(context: BenchContext): Promise<Group> {
  const byDefault = new ProgramCopy("scale-default-loading").loadByDefault();
  const shipped = sizes.map((size) => [name(size), () => preview(size)] as const);
  const compared = ([50, 500] as const).map(
    (size) => [defaultName(size), () => preview(size, byDefault)] as const,
  );
  const results = await interleaved<ReturnType<typeof name | typeof defaultName>, Run>(
    Object.fromEntries([...shipped, ...compared]) as Record<
      ReturnType<typeof name | typeof defaultName>,
      () => Promise<Run>
    >,
    context,
  );
  return {
    title: "Scale",
    explanation:
      "A preview of the dev stack without policies, with more and more migrations. The time per resource includes what every run takes to start; the time of each further resource does not. The goals compare it with the same program under Pulumi's default loading.",
    metrics: [
      ...sizes.flatMap((size) => ofSize(`${size} migrations`, results[name(size)])),
      ...growth(results["1 migrations"], results["50 migrations"], results["500 migrations"]),
      ...comparedGrowth(
        [results["50 migrations"], results["500 migrations"]],
        [results["50 migrations, default loading"], results["500 migrations, default loading"]],
      ),
    ],
    remarks: [],
  };
}

const name = (size: Size) => `${size} migrations` as const;
const defaultName = (size: Size) => `${size} migrations, default loading` as const;

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

const milliseconds = ({ wallS }: Run): number => wallS * 1000;
const kibibytes = ({ peakMiB }: Run): number => peakMiB * 1024;

function growth(
  one: readonly Run[],
  fifty: readonly Run[],
  all: readonly Run[],
): readonly Metric[] {
  return [
    ratio(
      "time per resource, 500 / 50 migrations",
      all.map(perResource),
      fifty.map(perResource),
      1.15,
    ),
    measured(
      "each further resource, 1 to 50 migrations",
      growthPerResource(one, fifty, milliseconds),
      "ms",
    ),
  ];
}

/** The cost of each further resource, compared with Pulumi's default loading. */
function comparedGrowth(
  [fifty, all]: readonly [readonly Run[], readonly Run[]],
  [fiftyByDefault, allByDefault]: readonly [readonly Run[], readonly Run[]],
): readonly Metric[] {
  return (
    [
      ["time", "ms", milliseconds],
      ["peak memory", "KiB", kibibytes],
    ] as const
  ).flatMap(([what, unit, value]) => {
    const own = growthPerResource(fifty, all, value);
    const byDefault = growthPerResource(fiftyByDefault, allByDefault, value);
    const label = `${what} of each further resource, 50 to 500 migrations`;
    return [
      measured(label, own, unit),
      measured(`${label}, default loading`, byDefault, unit),
      ratio(`${label}, as shipped / default loading`, own, byDefault, 1),
    ];
  });
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

async function preview(size: Size, copy?: ProgramCopy): Promise<Run> {
  const options = ["--config", migrationsConfiguration(size)];
  const usage = await measure(copy?.preview(...options) ?? previewCommand(...options));
  return { ...usage, resources: plannedResources(usage.stdout) };
}
