import { type Certificates, type ReadFile, readCertificates } from "./certificates";
import { checks } from "./checks";
import { databaseIn, edgeIn } from "./phase";
import { withHeartbeat } from "../lib/heartbeat";
import { auroraVersion } from "../lib/aurora-versions";
import { mapValues } from "../lib/map-values";
import { type Draft } from "./checks/draft";
import { ConfigurationError, Faults } from "./faults";
import { read } from "./read";
import type { EdgeSettings } from "../lib/settings/edge";
import { regionSetting, type Settings, settingsSchema } from "../lib/settings/schema";

type SourceSettings = Settings["dms"]["sources"][string];
type TargetSettings = Settings["dms"]["target"];

/** A MySQL server to migrate from. */
export interface Source extends SourceSettings {
  /** Networks of the server: its own `cidrs`, or those of the data centre. */
  readonly cidrs: string[];
  /** The content of `caCertificateFile`: PEM text. */
  readonly caCertificate: string;
}

/** DMS's connection to Aurora. */
export interface Target extends TargetSettings {
  /** The content of `caCertificateFile`: PEM text. Undefined where RDS's own certificates serve. */
  readonly caCertificate?: string;
}

/** All that is configured for one environment: checked, with every default filled in. */
export interface LandingZoneConfig extends Omit<Settings, "environment" | "dms" | "edge"> {
  /** Name of the Pulumi project. */
  readonly project: string;
  /** The AWS region. */
  readonly region: string;
  /** Suffix of every physical name; the stack's name unless configured otherwise. */
  readonly environment: string;
  readonly dms: Omit<Settings["dms"], "sources" | "target"> & {
    readonly sources: Record<string, Source>;
    readonly target: Target;
  };
  readonly edge: EdgeSettings & { readonly allowedCidrs: string[] };
}

/** Inputs of the parser besides the configuration itself. */
export interface Context {
  readonly project: string;
  readonly stack: string;
  /** The value of `aws:region`, if there is one. */
  readonly region: string | undefined;
  readonly readFile: ReadFile;
  /** The day that the configuration is read on: what it names may have reached its end. */
  readonly today: Date;
  /** Faults of other namespaces, such as the AWS provider's. */
  readonly otherFaults?: readonly string[];
  /** Keys of the project's namespace that hold a secret; their values appear in no message. */
  readonly secretKeys?: ReadonlySet<string>;
}

/**
 * Reads the keys of the project's namespace.
 *
 * @param values Values by key, without the namespace: maps, lists, booleans and text.
 * @throws ConfigurationError that tells all faults at once.
 */
export function parseConfig(
  values: Readonly<Record<string, unknown>>,
  context: Context,
): LandingZoneConfig {
  const { stack, secretKeys = new Set<string>(), otherFaults = [] } = context;
  const faults = new Faults(secretKeys);
  faults.lines.push(...otherFaults);
  const written = { environment: stack, ...values };
  const region = read(regionSetting, context.region, ["aws:region"], faults);
  const readable = read(settingsSchema, written, [], faults) ?? {};
  const draft: Draft = {
    region,
    settings: readable,
    faults,
    today: context.today,
    given: (...path) => isGiven(written, path),
  };
  for (const check of checks) {
    check(draft);
  }
  const certificates = readCertificates(draft, context.readFile);
  if (region === undefined || faults.lines.length > 0) {
    throw new ConfigurationError(stack, faults.lines);
  }
  // Without a fault nothing has been left out.
  return completed(readable as Settings, { ...context, region }, certificates);
}

function completed(
  settings: Settings,
  { project, stack, region }: Context & { readonly region: string },
  certificates: Certificates,
): LandingZoneConfig {
  return {
    ...settings,
    project,
    region,
    environment: settings.environment ?? stack,
    dms: {
      ...settings.dms,
      sources: completeSources(settings, certificates.sources),
      migrations: completeMigrations(settings),
      target: {
        ...settings.dms.target,
        ...(certificates.target !== undefined && { caCertificate: certificates.target }),
      },
    },
    database: {
      ...databaseIn(settings.phase, settings.database),
      engineVersion: auroraVersion(settings.database.engineVersion),
    },
    edge: { ...edgeIn(settings.phase, settings.edge), allowedCidrs: allowedCidrs(settings) },
  };
}

function completeMigrations({ phase, dms, operations }: Settings): Settings["dms"]["migrations"] {
  return mapValues(dms.migrations, (migration, name) => ({
    ...(operations.heartbeat ? withHeartbeat(name, migration) : migration),
    ...(phase !== undefined && { phase: migration.phase ?? phase }),
  }));
}

function completeSources(
  { dms, network }: Settings,
  certificates: Readonly<Record<string, string>>,
): Record<string, Source> {
  return Object.fromEntries(
    Object.entries(dms.sources).map(([name, source]) => [
      name,
      {
        ...source,
        cidrs: source.cidrs ?? network.onPremises?.cidrs ?? [],
        caCertificate: certificates[name] ?? "",
      },
    ]),
  );
}

function allowedCidrs({ edge, network }: Settings): string[] {
  const own = network.cidr === undefined ? [] : [network.cidr];
  const inside = [...own, ...(network.onPremises?.cidrs ?? [])];
  return edge.allowedCidrs ?? (edge.internal ? inside : ["0.0.0.0/0"]);
}

function isGiven(value: unknown, path: readonly string[]): boolean {
  const found = path.reduce<unknown>(
    (at, key) =>
      typeof at === "object" && at !== null ? (at as Record<string, unknown>)[key] : undefined,
    value,
  );
  return found !== undefined;
}
