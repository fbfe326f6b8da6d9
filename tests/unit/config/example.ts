import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigurationError } from "../../../config/faults";
import { type Context, type LandingZoneConfig, parseConfig } from "../../../config/parse";

const root = join(__dirname, "../../..");

/** A file of the project. */
export const readProjectFile = (path: string) => readFileSync(join(root, path), "utf8");

/** The shortest configuration, as a tree that a test may change. */
export function shortest(): Record<string, unknown> {
  return {
    tags: { owner: "platform-team", costCenter: "4711", dataClassification: "internal" },
    network: { cidr: "10.20.0.0/16" },
    database: {
      instances: { class: "db.r6g.large" },
      backup: { window: "03:00-04:00" },
      maintenanceWindow: "sun:04:30-sun:05:30",
    },
    dms: {
      replicationInstance: { class: "dms.c6i.large", maintenanceWindow: "sun:06:00-sun:07:00" },
      sources: {
        erp: {
          host: "mysql.corp.example",
          cidrs: ["198.51.100.20/32"],
          caCertificateFile: "certificates/corp-example-root-ca.pem",
        },
      },
    },
    edge: { domainName: "orders.corp.example", hostedZoneId: "Z0123456789EXAMPLE" },
  };
}

/** {@link shortest} with all optional maps present, so that each of their keys can be tried. */
export function spacious(): Record<string, unknown> {
  return configured(shortest(), {
    "network.onPremises": {
      cidrs: ["192.168.10.0/24"],
      gateways: [{ ipAddress: "203.0.113.10", tunnels: [{}, {}] }],
    },
    "database.backup.vault": {},
    "database.instances.readerScaling": { maxReaders: 14, target: 60 },
    "dms.migrations": { orders: { source: "erp", tables: [{ schema: "orders" }] } },
  });
}

/** {@link spacious} while the data centre still serves requests. */
export function hybrid(): Record<string, unknown> {
  return configured(spacious(), {
    "edge.onPremises": { addresses: ["192.168.10.40"], trafficPercent: 90 },
  });
}

/** {@link spacious} with a migration that only follows changes. */
export function following(): Record<string, unknown> {
  return configured(spacious(), {
    "dms.migrations.followed": { source: "erp", type: "cdc", tables: [{ schema: "followed" }] },
  });
}

/** The tree with other values at some paths, such as `dms.migrations.orders.tables.0.schema`. */
export function configured(
  tree: Record<string, unknown>,
  changes: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const copy = structuredClone(tree);
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split(".");
    const last = keys.pop() ?? "";
    const parent = keys.reduce<Record<string, unknown>>(
      (at, key) => (at[key] ??= {}) as Record<string, unknown>,
      copy,
    );
    if (value === undefined) {
      Reflect.deleteProperty(parent, last);
    } else {
      parent[last] = value;
    }
  }
  return copy;
}

const context: Context = {
  project: "migration-landing-zone",
  stack: "dev",
  region: "us-east-1",
  readFile: readProjectFile,
  today: new Date("2026-11-24"),
};

/** Parses a tree as the configuration of the stack `dev` in us-east-1. */
export function parse(
  tree: Record<string, unknown>,
  other: Partial<Context> = {},
): LandingZoneConfig {
  return parseConfig(tree, { ...context, ...other });
}

/** The faults of a tree, one line for each; none when it can be used. */
export function faultsOf(tree: Record<string, unknown>, other: Partial<Context> = {}): string[] {
  try {
    parse(tree, other);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) {
      return [...error.faults];
    }
    throw error;
  }
}
