import { type Mutations } from "../support/mutate";
import { dmsRules } from "./dms";
import { egressRules } from "./egress";
import { encryptionRules } from "./encryption";
import { formRules } from "./forms";
import { generatedRules } from "./generated";
import { loggingRules } from "./logging";
import { operationsRules } from "./operations";
import { permissionRules } from "./permissions";
import { premisesRules } from "./premises";
import { publicAccessRules } from "./public-access";
import { resilienceRules } from "./resilience";
import { rotationRules } from "./rotation";
import { tlsRules } from "./tls";

const further: readonly Readonly<Record<string, Mutations>>[] = [
  permissionRules,
  generatedRules,
  formRules,
];

const written: Readonly<Record<string, Mutations>> = {
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

/** The mutations by the area of the rules that catch them. */
export const areas: Readonly<Record<string, Mutations>> = Object.fromEntries(
  Object.entries(written).map(([area, rules]) => [
    area,
    further.reduce((all, more) => merged(all, more[area] ?? {}), rules),
  ]),
);

/** The mutations of both, by rule. */
function merged(one: Mutations, other: Mutations): Mutations {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return Object.fromEntries([...names].map((rule) => [rule, { ...one[rule], ...other[rule] }]));
}

/** Rules that no mutation of this plan can violate, with the reason. */
export const notMutated: Readonly<Record<string, string>> = {
  "aurora-port": "the plan uses the engine's port, so that the rule advises another already",
  "configuration-hygiene": "it judges the policy configuration, not the plan",
  "exceptions-hygiene": "it judges the policy configuration, not the plan",
};
