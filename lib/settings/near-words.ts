import { z } from "zod";

/** The words that a text may be, for the message that refuses any other. */
export interface NearWords {
  readonly known: readonly string[];
  /** Those that mean the same as another word. */
  readonly equalTo?: (word: string) => readonly string[];
}

/** Texts that are one of a long list. */
export const nearWords = z.registry<NearWords>();
