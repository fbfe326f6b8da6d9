import { readFileSync } from "node:fs";
import type { OutputValues } from "../checks/outputs";
import type { LandingZoneConfig } from "../config/parse";
import { rdsRootCertificates } from "../lib/rds-certificates";
import { type Aws, awsClients } from "./aws";
import type { Console } from "./console";
import { type Address, connect, type Database } from "./database/connect";
import { readCredentials } from "./database/secrets";
import { readDeployment } from "./deployment";
import { messageOf, UsageError } from "./errors";
import { readStackConfiguration } from "./stack-configuration";
import { nodeOf, Tunnels } from "./tunnel";

/** Options about a source: `value` where there is one source, else `<source>=<value>` for each. */
interface SourceOptions {
  /** This machine's end of a tunnel. */
  readonly sourceHost: readonly string[];
  readonly sourcePort: readonly string[];
  /** PEM file, in place of the configured one. */
  readonly sourceCa: readonly string[];
  /** ARN of the secret of the user to connect as. Default: the user that DMS has. */
  readonly sourceSecret: readonly string[];
}

/** The options that every verb has, as the command line gives them. */
export interface CommonOptions extends SourceOptions {
  readonly stack: string;
  /** The project's folder. */
  readonly cwd: string;
  readonly outputs?: string;
  readonly local: boolean;
  readonly endpointUrl?: string;
  /** The managed node that tunnels go through, or `host` for the stack's own, as {@link nodeOf} reads it. */
  readonly via?: string;
  readonly targetHost?: string;
  readonly targetPort?: string;
  readonly targetCa?: string;
  readonly targetSecret?: string;
}

/** Configuration, deployment and clients that a verb uses. */
export interface Context {
  readonly stack: string;
  readonly config: LandingZoneConfig;
  readonly outputs: OutputValues;
  readonly aws: Aws;
  readonly console: Console;
  /** Aborted by Ctrl-C: current work ends in good order. */
  readonly signal: AbortSignal;
  /** Connects to a source by its name in `dms.sources`. */
  readonly openSource: (name: string) => Promise<Database>;
  /** Connects to the writer of Aurora. */
  readonly openTarget: () => Promise<Database>;
}

/** A context with resources that must be released. */
export interface LoadedContext extends Context {
  /** Ends the tunnels. */
  readonly close: () => Promise<void>;
}

/**
 * Reads the configuration and the outputs of a stack. Databases are connected when a verb asks.
 *
 * @throws UsageError, ConfigurationError or Error for options, files or outputs that cannot be used.
 */
export async function loadContext(
  options: CommonOptions,
  console: Console,
  signal: AbortSignal,
): Promise<LoadedContext> {
  const { stack, cwd } = options;
  const config = readStackConfiguration(cwd, stack);
  console.progress(`Reading the outputs of ${stack}`);
  const { outputs, endpointUrl } = await deploymentOf(options);
  if (outputs.environment !== config.environment) {
    throw new UsageError(
      `The outputs are of the environment "${outputs.environment}"; the stack ${stack} is the environment "${config.environment}".`,
    );
  }
  const aws = awsClients(outputs.region, endpointUrl);
  const tunnels = tunnelsOf(options, outputs, console, signal);
  const open = async (label: string, address: Address, secretArn: string) => {
    const credentials = await readCredentials(aws.secretsManager, secretArn);
    const tunnel = address.tunnel ?? (await tunnels?.to(address));
    return connect(label, { ...address, tunnel }, credentials);
  };
  return {
    ...{ stack, config, outputs, aws, console, signal },
    openSource: async (name) =>
      open(
        `source ${name}`,
        sourceAddress(config, options, name),
        secretOf(name, config, outputs, options),
      ),
    openTarget: async () =>
      open(
        "target",
        targetAddress(config, outputs, options),
        options.targetSecret ?? outputs.auroraDbSecretArn,
      ),
    close: async () => tunnels?.close(),
  };
}

function deploymentOf({ cwd, stack, local, endpointUrl, outputs }: CommonOptions) {
  return readDeployment({ directory: cwd, stack, local, endpointUrl, outputsFile: outputs });
}

function tunnelsOf(
  { via }: CommonOptions,
  { region, accessHostId }: OutputValues,
  console: Console,
  signal: AbortSignal,
): Tunnels | undefined {
  if (via === undefined) return undefined;
  const waiting = { signal, progress: console.progress.bind(console) };
  return new Tunnels(region, nodeOf(via, accessHostId), waiting);
}

function secretOf(
  name: string,
  config: LandingZoneConfig,
  { onPremisesDbSecretArns }: OutputValues,
  { sourceSecret }: CommonOptions,
): string {
  return (
    valueFor(name, config, "sourceSecret", sourceSecret) ?? named(onPremisesDbSecretArns, name)
  );
}

/** Names of the sources that the migrations of a stack read from, each once, or the one given. */
export function sourceNames({ config }: Context, only?: string): readonly string[] {
  const names = Object.keys(config.dms.sources);
  if (only === undefined) return names;
  if (!names.includes(only)) {
    throw new UsageError(`--source: there is no source "${only}"; there are ${names.join(", ")}.`);
  }
  return [only];
}

function sourceAddress(config: LandingZoneConfig, options: CommonOptions, name: string): Address {
  const { host, port, sslMode, caCertificate } = named(config.dms.sources, name);
  const given = (option: keyof SourceOptions) => valueFor(name, config, option, options[option]);
  const ca = given("sourceCa");
  return {
    host,
    port,
    tunnel: tunnelOf(given("sourceHost"), given("sourcePort"), { host, port }),
    tls: {
      ca: ca === undefined ? caCertificate : readCa(ca),
      verifyIdentity: sslMode !== "verify-ca",
    },
  };
}

function targetAddress(
  config: LandingZoneConfig,
  outputs: OutputValues,
  options: CommonOptions,
): Address {
  const server = { host: outputs.auroraClusterEndpoint, port: config.database.port };
  return {
    ...server,
    tunnel: tunnelOf(options.targetHost, options.targetPort, server),
    tls: {
      ca:
        options.targetCa === undefined
          ? rdsRootCertificates(config.region)
          : readCa(options.targetCa),
      verifyIdentity: true,
    },
  };
}

function tunnelOf(
  host: string | undefined,
  port: string | undefined,
  server: { readonly host: string; readonly port: number },
): Address["tunnel"] {
  if (host === undefined && port === undefined) return undefined;
  return { host: host ?? "127.0.0.1", port: port === undefined ? server.port : portOf(port) };
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new UsageError(`"${text}" is not a port; a port is a number from 1 to 65535.`);
}

/**
 * The value of an option that may be given for each source, as `name=value`; with one source the name
 * may be left out.
 */
function valueFor(
  name: string,
  { dms }: LandingZoneConfig,
  option: keyof SourceOptions,
  values: readonly string[],
): string | undefined {
  const names = Object.keys(dms.sources);
  for (const text of values) {
    const [before = "", ...after] = text.split("=");
    if (names.includes(before) && after.length > 0) {
      if (before === name) return after.join("=");
    } else if (names.length === 1) {
      return text;
    } else {
      throw new UsageError(
        `--${dashed(option)} ${text}: the stack has several sources; write <source>=<value> with one of ${names.join(", ")}.`,
      );
    }
  }
  return undefined;
}

const dashed = (option: string) => option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function readCa(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`The certificate file cannot be read: ${messageOf(error)}`);
  }
}

function named<T>(all: Readonly<Record<string, T>>, name: string): T {
  const found = all[name];
  if (found === undefined) {
    throw new UsageError(`There is no source "${name}"; there are ${Object.keys(all).join(", ")}.`);
  }
  return found;
}
