/** The middle of several measurements, and how far they spread. */
export interface Summary {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** @throws RangeError when there is no value. */
export function summarise(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[0], sorted.at(-1)];
  if (low === undefined || high === undefined) {
    throw new RangeError("The median of an empty list is undefined.");
  }
  const middle = (sorted.length - 1) / 2;
  const around = [Math.floor(middle), Math.ceil(middle)].map((index) => sorted[index] ?? low);
  return { median: around.reduce((sum, value) => sum + value, 0) / 2, low, high };
}

/**
 * How much larger one measurement is than another, round by round: what slows a whole round slows
 * both, and leaves their ratio alone.
 * @throws RangeError when the lists differ in length.
 */
export function ratios(values: readonly number[], bases: readonly number[]): readonly number[] {
  if (values.length !== bases.length) {
    throw new RangeError(`${values.length} values cannot be divided by ${bases.length}.`);
  }
  return values.map((value, index) => value / (bases[index] ?? Number.NaN));
}
