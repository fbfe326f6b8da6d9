import { type BenchContext, previewCommand } from "../context";
import { measure, type Usage } from "../measure/measure";
import { interleaved } from "../measure/rounds";
import { type Group, measured, ratio } from "../metric";
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
  const of = (size: Size, value: (run: Run) => number): readonly number[] =>
    results[name(size)].map(value);
  const growth = (from: Size, to: Size, value: (run: Run) => number): readonly number[] =>
    growthPerResource(results[name(from)], results[name(to)], value);
  const perResource = ({ wallS, resources }: Run): number => (wallS * 1000) / resources;
  const milliseconds = ({ wallS }: Run): number => wallS * 1000;
  const kibibytes = ({ peakMiB }: Run): number => peakMiB * 1024;
  return {
    title: "Scale",
    explanation:
      "A preview of the dev stack without policies, with more and more migrations. The time per resource includes what every run takes to start; the time of each further resource does not.",
    metrics: [
      ...sizes.flatMap((size) => [
        measured(
          `${size} migrations: resources`,
          of(size, ({ resources }) => resources),
          "",
        ),
        measured(
          `${size} migrations: time`,
          of(size, ({ wallS }) => wallS),
          "s",
        ),
        measured(`${size} migrations: time per resource`, of(size, perResource), "ms"),
        measured(
          `${size} migrations: peak memory`,
          of(size, ({ peakMiB }) => peakMiB),
          "MiB",
        ),
      ]),
      ratio(
        "time per resource, 500 / 50 migrations",
        of(500, perResource),
        of(50, perResource),
        1.15,
      ),
      measured("each further resource, 1 to 50 migrations", growth(1, 50, milliseconds), "ms"),
      measured("each further resource, 50 to 500 migrations", growth(50, 500, milliseconds), "ms"),
      measured(
        "peak memory of each further resource, 50 to 500 migrations",
        growth(50, 500, kibibytes),
        "KiB",
        60,
      ),
    ],
    remarks: [],
  };
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
