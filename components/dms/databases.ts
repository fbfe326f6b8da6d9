import type * as pulumi from "@pulumi/pulumi";
import { sourceEndpointSettings, targetEndpointSettings } from "../../lib/dms-endpoint-settings";
import { mapValues } from "../../lib/map-values";
import { frozenRotationDays, isFrozen, type Phase, sharedProtection } from "../../lib/phases";
import { rdsRootCertificates } from "../../lib/rds-certificates";
import type { DmsSettings, SourceSettings, TargetSettings } from "../../lib/settings/dms";
import type { SecretsSettings } from "../../lib/settings/secrets";
import type { CommonArgs } from "../common";
import { type Connection, createConnection } from "./connection";
import type { DmsNetwork } from "./network";
import type { OnPremisesPeer } from "../on-premises-peers";

/** A MySQL server on premises, and the user that DMS reads with. */
export interface Source extends Omit<SourceSettings, "caCertificateFile"> {
  /** The CA certificates that may have signed the server's, in PEM: the file's content. */
  readonly caCertificate: string;
}

/** Aurora's user for DMS. */
export interface Target extends Omit<TargetSettings, "caCertificateFile"> {
  /** The CA certificates of Aurora, in PEM. Default: RDS's for the region. */
  readonly caCertificate?: string | undefined;
}

/** The databases that DMS connects, and what their secrets are made with. */
export interface DatabasesArgs
  extends CommonArgs, Pick<DmsSettings, "logRetentionDays" | "migrations"> {
  readonly network: DmsNetwork;
  /** The networks at the other end of the VPN; may be empty. */
  readonly onPremisesCidrs: readonly string[];
  /** The servers to migrate from, by name. Migrations of one server share its secret and endpoint. */
  readonly sources: Readonly<Record<string, Source>>;
  /** The Aurora cluster: its writer, its security group, and the secret of its administrator. */
  readonly target: {
    readonly host: pulumi.Input<string>;
    readonly port: number;
    readonly securityGroupId: pulumi.Input<string>;
    readonly adminSecretArn: pulumi.Input<string>;
    /** The zone that its TIMESTAMP columns are shown in. */
    readonly timeZone: string;
  };
  /** Phase of the stack, for resources that no migration uses. Undefined without phases. */
  readonly phase?: Phase | undefined;
  /** The user that DMS writes with, and how it writes. */
  readonly targetUser: Target;
  /** How, and every how many days, the passwords change. */
  readonly rotation: SecretsSettings["rotation"];
  /** KMS key of the replication storage, the endpoints and the secrets. */
  readonly dataKeyArn: pulumi.Input<string>;
  /** KMS key of the log groups. */
  readonly logsKeyArn: pulumi.Input<string>;
}

/** Connects the servers to migrate from, by name. */
export function createSources(
  name: string,
  args: DatabasesArgs,
  opts: pulumi.ComponentResourceOptions,
): Record<string, Connection> {
  return mapValues(args.sources, (source, sourceName) =>
    createConnection(
      `${name}-source-${sourceName}`,
      {
        ...args,
        purpose: `source-${sourceName}`,
        endpointType: "source",
        settings: sourceEndpointSettings(source),
        user: source,
        server: { host: source.host, port: source.port, cidrs: cidrsOf(source, args) },
        caCertificates: source.caCertificate,
        superuserSecretArn: source.superuserSecretArn,
        ...sharedBy(phasesOf(args, sourceName), args),
      },
      opts,
    ),
  );
}

/** Connects Aurora. */
export function createTarget(
  name: string,
  args: DatabasesArgs,
  opts: pulumi.ComponentResourceOptions,
): Connection {
  return createConnection(
    `${name}-target`,
    {
      ...args,
      purpose: "target",
      endpointType: "target",
      settings: targetEndpointSettings(args.targetUser),
      user: args.targetUser,
      server: args.target,
      caCertificates: args.targetUser.caCertificate ?? rdsRootCertificates(args.region),
      superuserSecretArn: args.target.adminSecretArn,
      ...sharedBy(phasesOf(args), args),
    },
    opts,
  );
}

/** The networks of the source servers. */
export function sourcePeers(args: DatabasesArgs): OnPremisesPeer[] {
  return Object.values(args.sources).flatMap((source) =>
    cidrsOf(source, args).map((cidr) => ({ cidr, port: source.port })),
  );
}

/** The phases of the migrations that share a source, or of all that share Aurora. */
function phasesOf({ migrations, phase }: DatabasesArgs, source?: string): (Phase | undefined)[] {
  const sharing = Object.values(migrations)
    .filter((migration) => source === undefined || migration.source === source)
    .map((migration) => migration.phase);
  return sharing.length > 0 ? sharing : [phase];
}

/** The settings of a connection that several migrations share, by their phases. */
function sharedBy(sharing: readonly (Phase | undefined)[], { rotation }: DatabasesArgs) {
  return {
    protect: sharedProtection(sharing) === "protected",
    rotation: isFrozen(sharing) ? { ...rotation, days: frozenRotationDays } : rotation,
  };
}

/** The address ranges of a source. */
export function cidrsOf(source: Source, args: DatabasesArgs): readonly string[] {
  return source.cidrs ?? args.onPremisesCidrs;
}

/** Functions that rotate the secrets, by what these open. Given secrets have none. */
export function rotationFunctionNames(
  connections: Readonly<Record<string, Connection>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(connections).flatMap(([purpose, { rotationFunctionName }]) =>
      rotationFunctionName === undefined ? [] : [[purpose, rotationFunctionName]],
    ),
  );
}
