import { type BenchContext } from "../context";
import { measure, type Usage } from "../measure/measure";
import { interleaved } from "../measure/rounds";
import { type Group, type Metric, measured, ratio } from "../metric";
import { ProgramCopy } from "../subjects/program-copy";

/** When a program is previewed: for the first time on a machine, after a change, or once more. */
const occasions = ["first run", "after a change", "unchanged"] as const;
type Occasion = (typeof occasions)[number];

const loadings = ["as shipped", "default loading"] as const;
type Loading = (typeof loadings)[number];

type Subject = `${Occasion}, ${Loading}`;

/** The program as shipped against the same program as Pulumi loads TypeScript by default. */
export async function loadingGroup(context: BenchContext): Promise<Group> {
  const results = await interleaved(subjects(), context);
  return {
    title: "Loading the program",
    explanation:
      "A preview of the dev stack without policies through the local engine: the program as shipped (by tsx; types are checked by `npm run typecheck`), and the same program as Pulumi loads TypeScript by default: by `ts-node`, which checks the types of what it has not compiled before, in pipelines therefore of everything, and after a change of one file still reads those of all packages. Time and memory are those of all processes together.",
    metrics: occasions.flatMap((occasion) => comparison(occasion, results)),
    remarks: [],
  };
}

function subjects(): Record<Subject, () => Promise<Usage>> {
  const prepared: Record<Occasion, (copy: ProgramCopy) => ProgramCopy> = {
    "first run": (copy) => copy.emptyCaches(),
    "after a change": (copy) => copy.change(),
    unchanged: (copy) => copy,
  };
  const entries = occasions.flatMap((occasion, index) =>
    loadings.map((loading) => {
      const copy = new ProgramCopy(`program-${index}-${loading.replace(" ", "-")}`);
      if (loading === "default loading") copy.loadByDefault();
      return [
        `${occasion}, ${loading}`,
        () => measure(prepared[occasion](copy).preview()),
      ] as const;
    }),
  );
  return Object.fromEntries(entries) as Record<Subject, () => Promise<Usage>>;
}

function comparison(
  occasion: Occasion,
  results: Readonly<Record<Subject, readonly Usage[]>>,
): readonly Metric[] {
  const shipped = results[`${occasion}, as shipped`];
  const byDefault = results[`${occasion}, default loading`];
  const isChecked = occasion !== "unchanged";
  const compared = (
    what: string,
    unit: string,
    of: (usage: Usage) => number,
    goal?: number,
  ): readonly Metric[] => [
    measured(`${occasion}, as shipped: ${what}`, shipped.map(of), unit),
    measured(`${occasion}, default loading: ${what}`, byDefault.map(of), unit),
    ratio(
      `${occasion}, as shipped / default loading: ${what}`,
      shipped.map(of),
      byDefault.map(of),
      isChecked ? goal : undefined,
    ),
  ];
  return [
    ...compared("time", "s", ({ wallS }) => wallS, 0.4),
    ...compared("processor time", "s", ({ cpuS }) => cpuS),
    ...compared("peak memory", "MiB", ({ peakMiB }) => peakMiB, 0.45),
  ];
}
