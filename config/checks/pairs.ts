/** Each item of the one list with each of the other. */
export function pairs<A, B>(as: readonly A[], bs: readonly B[]): [A, B][] {
  return as.flatMap((a) => bs.map((b): [A, B] => [a, b]));
}

/** Each two different items of a list, once. */
export function pairsWithin<A>(items: readonly A[]): [A, A][] {
  return items.flatMap((item, index) => pairs([item], items.slice(index + 1)));
}
