import * as pulumi from "@pulumi/pulumi";
import type { EndpointSettings } from "../../lib/dms-endpoint-settings";
import { partitionOf } from "../../lib/regions";
import type { DmsSettings, TargetSettings } from "../../lib/settings/dms";
import type { SecretsSettings } from "../../lib/settings/secrets";
import type { CommonArgs } from "../common";
import { RotatedSecret, type RotatedSecretArgs } from "../rotated-secret";
import { Endpoint } from "./endpoint";
import type { DmsNetwork } from "./network";

/** Arguments of {@link createConnection}. */
export interface ConnectionArgs extends CommonArgs, Pick<DmsSettings, "logRetentionDays"> {
  /** Purpose in physical names, such as `source-orders`. */
  readonly purpose: string;
  readonly endpointType: "source" | "target";
  readonly settings: EndpointSettings;
  /** The database user that DMS connects as. */
  readonly user: Pick<TargetSettings, "username" | "sslMode" | "secretArn">;
  readonly server: RotatedSecretArgs["database"] & {
    readonly host: pulumi.Input<string>;
    readonly port: number;
  };
  /** The CA certificates that may have signed the server's, in PEM. */
  readonly caCertificates: string;
  readonly rotation: SecretsSettings["rotation"];
  /** Whether Pulumi refuses to delete the endpoint. */
  readonly protect: boolean;
  readonly superuserSecretArn: pulumi.Input<string> | undefined;
  readonly network: DmsNetwork;
  readonly dataKeyArn: pulumi.Input<string>;
  readonly logsKeyArn: pulumi.Input<string>;
}

/** The resources through which DMS reaches one database. */
export interface Connection {
  readonly secretArn: pulumi.Output<string>;
  readonly endpointArn: pulumi.Output<string>;
  /** Name of the function that rotates the secret; absent for a secret that was there before. */
  readonly rotationFunctionName?: string;
}

/** Creates the endpoint of a database and, unless there is one, the rotated secret that it reads. */
export function createConnection(
  name: string,
  args: ConnectionArgs,
  opts: pulumi.ComponentResourceOptions,
): Connection {
  const { sslMode, secretArn: existing } = args.user;
  if (existing !== undefined) {
    const secret = { secretArn: pulumi.output(existing), secretKeyArn: anyKeyArn(args) };
    const endpoint = new Endpoint(name, { ...args, ...secret, sslMode }, opts);
    return { secretArn: secret.secretArn, endpointArn: endpoint.endpointArn };
  }
  const { secretArn, rotationFunctionName } = createSecret(name, args, opts);
  const secret = { secretArn, secretKeyArn: args.dataKeyArn };
  const endpoint = new Endpoint(name, { ...args, ...secret, sslMode }, opts);
  return { secretArn, endpointArn: endpoint.endpointArn, rotationFunctionName };
}

function createSecret(
  name: string,
  args: ConnectionArgs,
  opts: pulumi.ComponentResourceOptions,
): RotatedSecret {
  const { username } = args.user;
  return new RotatedSecret(
    name,
    {
      ...args,
      description: `MySQL user ${username} of DMS, ${args.purpose}`,
      connection: { host: args.server.host, port: args.server.port, username },
      database: args.server,
      strategy: args.rotation.strategy,
      rotation: args.rotation,
      vpcId: args.network.vpcId,
      subnetIds: args.network.privateSubnetIds,
      endpointSecurityGroupId: args.network.endpointSecurityGroupId,
    },
    opts,
  );
}

/**
 * The keys of the account: which of them encrypts a secret that we did not make is not known. It is no
 * wider than one key, since Secrets Manager decrypts only for who may read the secret.
 */
function anyKeyArn({ region, accountId }: CommonArgs): pulumi.Output<string> {
  return pulumi.interpolate`arn:${partitionOf(region)}:kms:${region}:${accountId}:key/*`;
}
