import type { Json } from "../canonical-json";

/** A rule without the id that DMS requires. */
export interface NamedRule {
  /** Says what the rule is about, and so is the same for as long as that is. */
  readonly name: string;
  /** Subject that only one rule may have, in words. */
  readonly subject: string;
  readonly content: Readonly<Record<string, Json>>;
}
