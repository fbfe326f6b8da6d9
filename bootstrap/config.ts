import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { nameAllowed, namePattern, permissionsBoundaryArn, yesOrNo } from "../lib/settings/kinds";
import { decodeNamespace } from "../config/decode";
import { ConfigurationError, Faults } from "../config/faults";
import { read } from "../config/read";
import { accountIdSetting, regionSetting } from "../lib/settings/schema";
import { setting } from "../lib/settings/setting";
import { tagSettings } from "../lib/settings/tags";

const environment = setting(
  z.string().regex(namePattern).max(16),
  "An environment: a stack of the landing zone.",
  `1 to 16 ${nameAllowed}`,
);

const settingsSchema = z.strictObject({
  accountId: accountIdSetting("The account that is prepared."),
  permissionsBoundaryArn: permissionsBoundaryArn(
    "Permissions boundary of every role that the bootstrap makes. The roles that deploy can make other roles only with it: set it in the stacks of the landing zone too.",
  ).optional(),
  tags: tagSettings,
  repository: setting(
    z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})\/[\w.-]{1,100}$/),
    "The GitHub repository whose workflows may take on the roles.",
    "owner/name, for example corp-example/migration-landing-zone",
  ),
  environments: setting(
    z
      .array(environment)
      .min(1)
      .refine((names) => new Set(names).size === names.length),
    "The environments that live in this account; each gets a role that deploys and one that reads.",
    "a list of at least one environment, each once, for example [dev, staging]",
  ),
  oidcProvider: yesOrNo(
    "Whether to make the account's identity provider of GitHub Actions. An account has at most one: false where it is there already.",
  ).default(true),
  serviceRoles: yesOrNo(
    "Whether to make the account's DMS service roles, so that every stack of the landing zone takes them with `dms.serviceRoles: existing`.",
  ).default(true),
});

/** Configuration of the bootstrap of one account. */
export interface BootstrapConfig extends z.output<typeof settingsSchema> {
  /** Name of the Pulumi project. */
  readonly project: string;
  /** The AWS region of the state. */
  readonly region: string;
}

/**
 * Reads the configuration of the current stack.
 *
 * @throws pulumi.RunError that tells all faults at once.
 */
export function loadConfig(): BootstrapConfig {
  const project = pulumi.getProject();
  const all = pulumi.runtime.allConfig();
  const faults = new Faults(new Set());
  const values = decodeNamespace(all, project);
  read(regionSetting, all["aws:region"], ["aws:region"], faults);
  read(settingsSchema, values, [], faults);
  if (faults.lines.length > 0) {
    throw new pulumi.RunError(new ConfigurationError(pulumi.getStack(), faults.lines).message);
  }
  return {
    ...settingsSchema.parse(values),
    project,
    region: regionSetting.parse(all["aws:region"]),
  };
}
