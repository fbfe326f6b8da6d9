import * as dms from "@pulumi/aws/dms";
import * as pulumi from "@pulumi/pulumi";
import type { EndpointSettings } from "../../lib/dms-endpoint-settings";
import { certificateIdentifier } from "../../lib/dms-names";
import { physicalName } from "../../lib/names";
import type { TargetSettings } from "../../lib/settings/dms";
import { createSecretAccessRole, type SecretAccessRoleArgs } from "./secret-access-role";

/** Arguments of {@link Endpoint}. */
export interface EndpointArgs extends SecretAccessRoleArgs {
  readonly endpointType: "source" | "target";
  readonly settings: EndpointSettings;
  readonly sslMode: TargetSettings["sslMode"];
  /** The CA certificates that may have signed the server's, in PEM. */
  readonly caCertificates: string;
  /** KMS key of the endpoint's own settings. */
  readonly dataKeyArn: pulumi.Input<string>;
  /** Whether Pulumi refuses to delete it. */
  readonly protect: boolean;
}

/**
 * A MySQL endpoint of DMS that takes host, port and credentials from a secret and verifies the
 * server's certificate.
 */
export class Endpoint extends pulumi.ComponentResource {
  readonly endpointArn: pulumi.Output<string>;

  constructor(name: string, args: EndpointArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:dms:Endpoint", name, {}, opts);
    const child = { parent: this };
    const certificateId = certificateIdentifier(
      args.environment,
      `${args.purpose}-ca`,
      args.caCertificates,
    );
    const certificate = new dms.Certificate(
      name,
      {
        certificateId,
        certificatePem: args.caCertificates,
        tags: { Name: certificateId, ...args.tags },
      },
      child,
    );
    const endpointId = physicalName(args.environment, args.purpose);
    // No database name: with a secret it never stops being a difference, and on a target it would
    // gather all tables in that database.
    const endpoint = new dms.Endpoint(
      name,
      {
        endpointId,
        endpointType: args.endpointType,
        ...args.settings,
        secretsManagerArn: args.secretArn,
        secretsManagerAccessRoleArn: createSecretAccessRole(name, args, child),
        sslMode: args.sslMode,
        certificateArn: certificate.certificateArn,
        kmsKeyArn: args.dataKeyArn,
        tags: { Name: endpointId, ...args.tags },
      },
      // DMS has no two endpoints of one name.
      { ...child, ...(args.protect && { protect: true }), deleteBeforeReplace: true },
    );
    this.endpointArn = endpoint.endpointArn;
    this.registerOutputs({ endpointArn: this.endpointArn });
  }
}
