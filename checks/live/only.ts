/**
 * The one resource that AWS found.
 *
 * @param resource What was looked for, such as `replication task orders`.
 * @throws Error when there is none, or more than one.
 */
export function only<Found>(resource: string, found: readonly Found[]): Found {
  const [first] = found;
  if (first === undefined || found.length > 1) {
    throw new Error(`${resource}: ${found.length} were found, expected one`);
  }
  return first;
}
