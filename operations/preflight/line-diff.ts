/** A line of a difference: kept, taken away or added. */
interface Edit {
  readonly kind: " " | "-" | "+";
  readonly text: string;
}

/** Lines around a change that a patch shows. */
const contextLines = 3;

/**
 * The difference between two texts as a patch of one file.
 *
 * @param before Lines, as they are compared.
 * @param after Lines that they become.
 * @param shown The lines of `before` as the file has them, where these look different.
 * @returns No text when there is no difference.
 */
export function unifiedDiff(
  file: string,
  before: readonly string[],
  after: readonly string[],
  shown: readonly string[] = before,
): string {
  const edits = editsBetween(before, after, shown);
  const hunks = hunksOf(edits).map(([from, to]) => hunk(edits, from, to));
  return hunks.length === 0 ? "" : [`--- a/${file}`, `+++ b/${file}`, ...hunks, ""].join("\n");
}

/** The shortest list of edits, by the longest common subsequence. */
function editsBetween(
  before: readonly string[],
  after: readonly string[],
  shown: readonly string[],
): readonly Edit[] {
  const lengths = commonLengths(before, after);
  const edits: Edit[] = [];
  let left = 0;
  let right = 0;
  while (left < before.length || right < after.length) {
    const isSame = left < before.length && before[left] === after[right];
    const down = lengths[left + 1]?.[right] ?? -1;
    const across = lengths[left]?.[right + 1] ?? -1;
    if (isSame && right < after.length) {
      edits.push({ kind: " ", text: shown[left] ?? "" });
      left += 1;
      right += 1;
    } else if (left < before.length && (right >= after.length || down >= across)) {
      edits.push({ kind: "-", text: shown[left] ?? "" });
      left += 1;
    } else {
      edits.push({ kind: "+", text: after[right] ?? "" });
      right += 1;
    }
  }
  return edits;
}

/** For every pair of places, how many lines the rests have in common. */
function commonLengths(before: readonly string[], after: readonly string[]): readonly number[][] {
  const lengths = Array.from({ length: before.length + 1 }, () =>
    new Array<number>(after.length + 1).fill(0),
  );
  for (let left = before.length - 1; left >= 0; left -= 1) {
    for (let right = after.length - 1; right >= 0; right -= 1) {
      const [row, below] = [lengths[left], lengths[left + 1]];
      if (!row || !below) continue;
      row[right] =
        before[left] === after[right]
          ? (below[right + 1] ?? 0) + 1
          : Math.max(below[right] ?? 0, row[right + 1] ?? 0);
    }
  }
  return lengths;
}

/** Ranges of edits with their context; ranges that touch are one. */
function hunksOf(edits: readonly Edit[]): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  for (const [index, { kind }] of edits.entries()) {
    if (kind === " ") continue;
    const from = Math.max(0, index - contextLines);
    const to = Math.min(edits.length, index + contextLines + 1);
    const last = ranges.at(-1);
    if (last && from <= last[1]) last[1] = to;
    else ranges.push([from, to]);
  }
  return ranges;
}

function hunk(edits: readonly Edit[], from: number, to: number): string {
  const count = (part: readonly Edit[], without: Edit["kind"]): number =>
    part.filter(({ kind }) => kind !== without).length;
  const [head, body] = [edits.slice(0, from), edits.slice(from, to)];
  const range = (without: Edit["kind"]): string =>
    `${count(head, without) + (count(body, without) > 0 ? 1 : 0)},${count(body, without)}`;
  return [
    `@@ -${range("+")} +${range("-")} @@`,
    ...body.map(({ kind, text }) => `${kind}${text}`),
  ].join("\n");
}
