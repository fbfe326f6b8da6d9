import type { Json } from "../canonical-json";

/** A rule without the id that DMS requires. */
export interface NamedRule {
  /** Identifies the subject of the rule, and is stable as long as the subject is. */
  readonly name: string;
  /** Subject that only one rule may have, in words. */
  readonly subject: string;
  readonly content: Readonly<Record<string, Json>>;
}
