/**
 * Groups rows that make up one thing, each group in the order of its positions.
 *
 * @param identity What rows of the same thing have alike.
 */
export function groupsInOrder<Row extends { readonly position: number }>(
  rows: readonly Row[],
  identity: (row: Row) => readonly string[],
): readonly { readonly first: Row; readonly sorted: readonly Row[] }[] {
  const groups = Map.groupBy(rows, (row) => JSON.stringify(identity(row)));
  return [...groups.values()].flatMap((group) => {
    const sorted = group.toSorted((left, right) => left.position - right.position);
    const [first] = sorted;
    return first === undefined ? [] : [{ first, sorted }];
  });
}
