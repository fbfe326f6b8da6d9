import type * as pulumi from "@pulumi/pulumi";
import type { DatabaseSettings } from "../../lib/settings/database";

/** A cluster and how AWS Backup keeps it. */
export interface BackedUpCluster {
  readonly vault: NonNullable<DatabaseSettings["backup"]["vault"]>;
  /** The cluster that is backed up. */
  readonly clusterArn: pulumi.Input<string>;
  /** KMS key of the cluster and of the vault. */
  readonly dataKeyArn: pulumi.Input<string>;
}
