import { preflightVerb } from "./preflight/verb";
import { schemaVerb } from "./schema/verb";
import type { Verb } from "./verb";
import { assessVerb } from "./verbs/assess";
import { replicationVerbs } from "./verbs/replicate";
import { testVerb } from "./verbs/test-connections";
import { verifyVerb } from "./verbs/verify";

/** The verbs, in the order of a migration. */
export const verbs: readonly Verb[] = [
  preflightVerb,
  schemaVerb,
  testVerb,
  assessVerb,
  ...replicationVerbs,
  verifyVerb,
];
