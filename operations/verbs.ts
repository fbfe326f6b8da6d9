import { closeVerb } from "./cutover/close";
import { cutoverVerbs } from "./cutover/verb";
import { preflightVerb } from "./preflight/verb";
import { schemaVerb } from "./schema/verb";
import type { Verb } from "./verb";
import { assessVerb } from "./verbs/assess";
import { heartbeatVerb } from "./verbs/heartbeat";
import { replicationVerbs } from "./verbs/replicate";
import { statusVerb } from "./verbs/status";
import { testVerb } from "./verbs/test-connections";
import { verifyVerb } from "./verbs/verify";

/** The verbs, in the order of a migration. */
export const verbs: readonly Verb[] = [
  statusVerb,
  preflightVerb,
  schemaVerb,
  heartbeatVerb,
  testVerb,
  assessVerb,
  ...replicationVerbs,
  verifyVerb,
  ...cutoverVerbs,
  closeVerb,
];
