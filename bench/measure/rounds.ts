/** Measurements to alternate: how to run each once. */
export type Subjects<Name extends string, Result> = Readonly<Record<Name, () => Promise<Result>>>;

/** The number of rounds, and the listener. */
export interface RoundsOptions {
  /** Rounds that count; one more before them fills caches. */
  readonly runs: number;
  readonly onProgress: (message: string) => void;
}

/**
 * Runs every subject once per round, starting with another one each time, so that other load on the
 * machine affects all of them equally.
 * @returns The results of each subject, round by round.
 */
export async function interleaved<Name extends string, Result>(
  subjects: Subjects<Name, Result>,
  { runs, onProgress }: RoundsOptions,
): Promise<Readonly<Record<Name, readonly Result[]>>> {
  const names = Object.keys(subjects) as Name[];
  const results = new Map(names.map((name) => [name, [] as Result[]]));
  for (let round = 0; round <= runs; round++) {
    const label = round === 0 ? "warming up" : `round ${round} of ${runs}`;
    for (const name of rotated(names, round)) {
      onProgress(`${label}: ${name}`);
      const result = await subjects[name]();
      if (round > 0) results.get(name)?.push(result);
    }
  }
  return Object.fromEntries(results) as Record<Name, Result[]>;
}

function rotated<Item>(items: readonly Item[], by: number): readonly Item[] {
  const start = by % Math.max(items.length, 1);
  return [...items.slice(start), ...items.slice(0, start)];
}
