import { type Cloud, type Tampering } from "./cloud";

/** Things whose values can be changed together, as each change is to one value alone. */
const changedByValue =
  /^(alarm|load balancer|target group|Aurora|bucket|replication instance|instance) /;

/**
 * Rounds in which changes can be made together: of one thing that one check looks at, or of one value
 * of it, there is only one change in a round.
 */
export function roundsOf(
  tamperings: readonly Tampering[],
  { outputs, declared }: Pick<Cloud, "outputs" | "declared">,
): readonly (readonly Tampering[])[] {
  const rounds: { readonly things: Set<string>; readonly changes: Tampering[] }[] = [];
  for (const tampering of tamperings) {
    const [words = ""] = tampering.says(outputs, declared);
    const [label = "", rest = ""] = words.split(": ");
    const [value = ""] = changedByValue.test(words) ? rest.split(/[ .]/) : [];
    const thing = `${tampering.check}: ${label}: ${value}`;
    const round = rounds.find(({ things }) => !things.has(thing));
    if (round === undefined) rounds.push({ things: new Set([thing]), changes: [tampering] });
    else {
      round.things.add(thing);
      round.changes.push(tampering);
    }
  }
  return rounds.map(({ changes }) => changes);
}
