import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import { dataKeyPolicy, logsKeyPolicy } from "../lib/key-policies";
import { physicalName } from "../lib/names";
import type { EncryptionSettings } from "../lib/settings/encryption";
import type { CommonArgs } from "./common";

export { encryptionSettings } from "../lib/settings/encryption";

/** Arguments of {@link Encryption}. */
export interface EncryptionArgs extends CommonArgs, EncryptionSettings {}

/** A key that is made here. */
interface NewKey {
  readonly purpose: string;
  readonly description: string;
  readonly policy: pulumi.Output<object>;
}

/**
 * The environment's customer-managed KMS keys: one for data (Aurora, secrets, DMS), one for what is
 * told about it (log groups, notifications). Those that are made here rotate every year.
 */
export class Encryption extends pulumi.ComponentResource {
  /** ARN of the key that encrypts databases, secrets and replication storage. */
  readonly dataKeyArn: pulumi.Output<string>;
  /** ARN of the key that encrypts log groups and notification topics. */
  readonly logsKeyArn: pulumi.Output<string>;
  /** Aliases of the keys that are made here, by purpose: `data`, `logs`. */
  readonly aliases: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: EncryptionArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:encryption:Encryption", name, {}, opts);
    const aliases: Record<string, pulumi.Output<string>> = {};
    const use = pulumi
      .output(args.accountId)
      .apply((accountId) => ({ environment: args.environment, region: args.region, accountId }));
    const keyFor = (given: string | undefined, key: NewKey) => {
      if (given !== undefined) return pulumi.output(given);
      const made = this.createKey(name, key, args);
      aliases[key.purpose] = made.alias;
      return made.arn;
    };
    this.dataKeyArn = keyFor(args.dataKeyArn, {
      purpose: "data",
      description: "Databases, secrets and replication",
      policy: use.apply(dataKeyPolicy),
    });
    this.logsKeyArn = keyFor(args.logsKeyArn, {
      purpose: "logs",
      description: "Logs and notifications",
      policy: use.apply(logsKeyPolicy),
    });
    this.aliases = aliases;
    this.registerOutputs({ dataKeyArn: this.dataKeyArn, logsKeyArn: this.logsKeyArn });
  }

  private createKey(name: string, { purpose, description, policy }: NewKey, args: EncryptionArgs) {
    const physical = physicalName(args.environment, purpose);
    const key = new kms.Key(
      `${name}-${purpose}`,
      {
        description: `${description} of the migration landing zone ${args.environment}`,
        enableKeyRotation: true,
        rotationPeriodInDays: 365,
        deletionWindowInDays: 30,
        policy: pulumi.jsonStringify(policy),
        tags: { Name: physical, ...args.tags },
      },
      { parent: this, ...args.protection.resourceOptions },
    );
    const alias = new kms.Alias(
      `${name}-${purpose}`,
      { name: `alias/${physical}`, targetKeyId: key.keyId },
      { parent: this },
    );
    return { arn: key.arn, alias: alias.name };
  }
}
