import type { Proof, Step } from "../../journal/steps";

/** A person's decision on the evidence. */
export interface Decision {
  readonly isGo: boolean;
  /** Name of the person who decided. */
  readonly by: string;
  /** In that person's words; may be empty. */
  readonly words: string;
}

/** Asks the deciding person, after showing the known facts. */
export type Decide = () => Promise<Decision & { readonly evidence: string }>;

/** Go or no-go, on the evidence, by a person whose name is kept. */
export function decision(decide: Decide): Step {
  let decided: Awaited<ReturnType<Decide>> | undefined;
  return {
    name: "decision",
    announcement: "go or no-go, by a named person, on the evidence",
    limitSeconds: 1,
    act: async () => {
      decided = await decide();
      if (!decided.isGo) throw new NoGo(decided);
    },
    proof: (): Promise<Proof> =>
      Promise.resolve(
        decided?.isGo === true
          ? {
              proven: true,
              detail: {
                decision: "go",
                by: decided.by,
                words: decided.words,
                evidence: decided.evidence,
              },
            }
          : { proven: false, why: "not decided" },
      ),
  };
}

/** Somebody decided against it. */
export class NoGo extends Error {
  override readonly name = "NoGo";

  constructor({ by, words }: Decision) {
    super(`No-go by ${by}${words === "" ? "" : `: ${words}`}.`);
  }
}
