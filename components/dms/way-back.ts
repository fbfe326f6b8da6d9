import type * as pulumi from "@pulumi/pulumi";
import { auroraSourceSettings, onPremisesTargetSettings } from "../../lib/dms-endpoint-settings";
import { legsOfMigration } from "../../lib/legs";
import { mapValues } from "../../lib/map-values";
import { frozenRotationDays } from "../../lib/phases";
import { protectionIn } from "../../lib/protection";
import { rdsRootCertificates } from "../../lib/rds-certificates";
import type { DmsSettings } from "../../lib/settings/dms";
import { type Connection, type ConnectionArgs, createConnection } from "./connection";
import { cidrsOf, type DatabasesArgs, type Source } from "./databases";

/** Arguments of {@link createWayBack}. */
export interface WayBackArgs extends DatabasesArgs, Pick<DmsSettings, "wayBack"> {}

/** The connections of the way back: the one that reads Aurora, and those that write to the sources. */
export interface WayBack {
  readonly aurora: Connection;
  /** By source. */
  readonly sources: Readonly<Record<string, Connection>>;
}

/**
 * Connects Aurora as a source, and as a target each server that has a migration with a way back;
 * nothing when none has. Network, egress and certificates are those of the way there.
 *
 * Users and secrets are its own, so that both ends with it. Pulumi protects none of it: the phase
 * `closed` deletes it. The passwords change in place, whatever the strategy of the others is: they are
 * held for as long as they exist.
 */
export function createWayBack(
  name: string,
  args: WayBackArgs,
  opts: pulumi.ComponentResourceOptions,
): WayBack | undefined {
  const sources = sourcesOf(args);
  if (Object.keys(sources).length === 0) return undefined;
  return {
    aurora: createConnection(`${name}-way-back`, auroraArgs(args), opts),
    sources: mapValues(sources, (source, sourceName) =>
      createConnection(
        `${name}-way-back-${sourceName}`,
        sourceArgs(sourceName, source, args),
        opts,
      ),
    ),
  };
}

function auroraArgs(args: WayBackArgs): ConnectionArgs {
  const { username } = args.wayBack;
  const { sslMode, caCertificate } = args.targetUser;
  return {
    ...commonArgs(args),
    purpose: "back",
    endpointType: "source",
    settings: auroraSourceSettings(args.target.timeZone),
    user: { username, sslMode },
    server: args.target,
    caCertificates: caCertificate ?? rdsRootCertificates(args.region),
  };
}

function sourceArgs(name: string, source: Source, args: WayBackArgs): ConnectionArgs {
  const { host, port, sslMode } = source;
  return {
    ...commonArgs(args),
    purpose: `back-${name}`,
    endpointType: "target",
    settings: onPremisesTargetSettings(source),
    user: { username: args.wayBack.username, sslMode },
    server: { host, port, cidrs: cidrsOf(source, args) },
    caCertificates: source.caCertificate,
  };
}

function commonArgs(args: WayBackArgs) {
  const { protection } = args;
  return {
    ...args,
    protection: { ...protection, resourceOptions: protectionIn("unprotected", protection) },
    protect: false,
    rotation: { strategy: "singleUser", days: frozenRotationDays },
    superuserSecretArn: undefined,
  } as const;
}

/** The sources that changes come back to. */
function sourcesOf({ sources, migrations }: WayBackArgs): Record<string, Source> {
  const withWayBack = Object.values(migrations)
    .filter((migration) => legsOfMigration(migration).includes("back"))
    .map(({ source }) => source);
  return Object.fromEntries(Object.entries(sources).filter(([name]) => withWayBack.includes(name)));
}
