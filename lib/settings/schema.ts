import { z } from "zod";
import { namePattern, nameAllowed, oneOf, permissionsBoundaryArn, yesOrNo } from "./kinds";
import { databaseSettings } from "./database";
import { dmsSettings } from "./dms";
import { edgeSettings } from "./edge";
import { encryptionSettings } from "./encryption";
import { networkSettings } from "./network";
import { phases } from "../phases";
import { observabilitySettings } from "./observability";
import { operationsSettings } from "./operations";
import { regions } from "../regions";
import { secretsSettings } from "./secrets";
import { setting } from "./setting";
import { tagSettings } from "./tags";

/** The schema of `aws:region`. */
export const regionSetting = setting(
  z.enum(regions),
  "AWS region of everything in the stack.",
  "a region that RDS and DMS serve, for example us-east-1; `lib/regions.ts` lists them",
);

/** The schema of an AWS account. */
export function accountIdSetting(description: string) {
  return setting(
    z.string().regex(/^\d{12}$/),
    description,
    'the 12 digits of an AWS account in quotes, for example "111122223333"',
  );
}

/** The schema of all keys in the project's namespace. */
export const settingsSchema = z.strictObject({
  environment: setting(
    z.string().regex(namePattern).max(16),
    "Suffix of every physical name. Default: the stack's name.",
    `1 to 16 ${nameAllowed}; by default it is the stack's name`,
  ).optional(),
  accountId: accountIdSetting(
    "The only AWS account that the stack may be deployed to. Default: the account of the credentials.",
  ).optional(),
  permissionsBoundaryArn: permissionsBoundaryArn(
    "Permissions boundary of every role that the stack makes, where the organisation demands one. AWS's rotation application makes its role without: give `secretArn` for sources and target then. Default: none.",
  ).optional(),
  protect: yesOrNo(
    "Whether databases, keys, secrets, logs and replications are protected: deletion protection, final snapshot, Pulumi's protect and retainOnDelete.",
  ).default(true),
  phase: oneOf(
    phases,
    "Phase of the migration; see docs/phases.md. Default: none; the keys that a phase sets then apply themselves.",
  ).optional(),
  tags: tagSettings,
  network: networkSettings,
  encryption: encryptionSettings.prefault({}),
  database: databaseSettings,
  secrets: secretsSettings.prefault({}),
  dms: dmsSettings,
  edge: edgeSettings,
  observability: observabilitySettings.prefault({}),
  operations: operationsSettings.prefault({}),
});

/** The keys of the project's namespace as they are written, with defaults filled in. */
export type Settings = z.output<typeof settingsSchema>;
