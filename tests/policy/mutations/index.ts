import { type Mutations } from "../support/mutate";
import { dmsRules } from "./dms";
import { egressRules } from "./egress";
import { encryptionRules } from "./encryption";
import { loggingRules } from "./logging";
import { operationsRules } from "./operations";
import { premisesRules } from "./premises";
import { publicAccessRules } from "./public-access";
import { resilienceRules } from "./resilience";
import { rotationRules } from "./rotation";
import { tlsRules } from "./tls";

/** The mutations by the area of the rules that catch them. */
export const areas: Readonly<Record<string, Mutations>> = {
  egress: { ...egressRules, ...premisesRules },
  rotation: rotationRules,
  logging: loggingRules,
  tls: tlsRules,
  encryption: encryptionRules,
  "public-access": publicAccessRules,
  resilience: resilienceRules,
  dms: dmsRules,
  operations: operationsRules,
};

/** Rules that no mutation of this plan can violate anew, and why. */
export const notMutated: Readonly<Record<string, string>> = {
  "aurora-port": "the plan uses the engine's port, so that the rule advises another already",
  "configuration-hygiene": "it judges the policy configuration, not the plan",
  "exceptions-hygiene": "it judges the policy configuration, not the plan",
};
