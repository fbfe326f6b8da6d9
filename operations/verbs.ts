import { preflight } from "./preflight/verb";
import type { Verb } from "./verb";

/** The verbs, in the order of a migration. */
export const verbs: readonly Verb[] = [preflight];
