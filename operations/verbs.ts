import { preflight } from "./preflight/verb";
import type { Verb } from "./verb";
import { assessVerb } from "./verbs/assess";
import { replicationVerbs } from "./verbs/replicate";
import { testVerb } from "./verbs/test-connections";

/** The verbs, in the order of a migration. */
export const verbs: readonly Verb[] = [preflight, testVerb, assessVerb, ...replicationVerbs];
