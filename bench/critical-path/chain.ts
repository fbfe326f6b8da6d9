/** Something that takes time once everything that it waits for is done. */
export interface Activity {
  readonly key: string;
  readonly seconds: number;
  /** Keys of activities; unknown ones are not waited for. */
  readonly after: readonly string[];
}

/** Activities that wait for each other one by one, and the time they take together. */
export interface Chain {
  readonly seconds: number;
  readonly keys: readonly string[];
}

/**
 * The chain that takes longest: with everything else done meanwhile, all is done when it is.
 * @throws Error naming an activity that waits for itself.
 */
export function longestChain(activities: readonly Activity[]): Chain {
  const byKey = new Map(activities.map((activity) => [activity.key, activity]));
  const known = new Map<string, Chain>();
  const under = new Set<string>();
  const endingWith = (key: string): Chain => {
    const activity = byKey.get(key);
    if (activity === undefined) return { seconds: 0, keys: [] };
    const found = known.get(key);
    if (found !== undefined) return found;
    if (under.has(key)) throw new Error(`"${key}" waits for itself.`);
    under.add(key);
    const before = longest(activity.after.map(endingWith));
    const chain = { seconds: before.seconds + activity.seconds, keys: [...before.keys, key] };
    known.set(key, chain);
    return chain;
  };
  return longest(activities.map(({ key }) => endingWith(key)));
}

function longest(chains: readonly Chain[]): Chain {
  return chains.reduce((best, chain) => (chain.seconds > best.seconds ? chain : best), {
    seconds: 0,
    keys: [],
  });
}

/** The keys of everything that an activity waits for, directly or not. */
export function precededBy(activities: readonly Activity[]): ReadonlyMap<string, Set<string>> {
  const byKey = new Map(activities.map((activity) => [activity.key, activity]));
  const known = new Map<string, Set<string>>();
  const before = (key: string): Set<string> => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const direct = byKey.get(key)?.after ?? [];
    const all = new Set(direct.flatMap((other) => [other, ...before(other)]));
    known.set(key, all);
    return all;
  };
  return new Map(activities.map(({ key }) => [key, before(key)]));
}
