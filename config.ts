import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { adviceOn } from "./config/advice";
import { decodeNamespace } from "./config/decode";
import { ConfigurationError } from "./config/faults";
import { namespaceFaults } from "./config/namespaces";
import { providerKeyFaults } from "./config/provider-keys";
import { type LandingZoneConfig, parseConfig } from "./config/parse";

export { type LandingZoneConfig } from "./config/parse";

/**
 * Reads the configuration of the current stack; described in `docs/configuration.md`. Logs warnings
 * about facts that are worth knowing but are not faults.
 *
 * @param today The day that it is read on. Default: now.
 * @throws pulumi.RunError that tells all faults at once.
 */
export function loadConfig(today = new Date()): LandingZoneConfig {
  const config = readConfig(today);
  for (const advice of adviceOn(config, today)) void pulumi.log.warn(advice);
  return config;
}

function readConfig(today: Date): LandingZoneConfig {
  const project = pulumi.getProject();
  const all = pulumi.runtime.allConfig();
  try {
    return parseConfig(decodeNamespace(all, project), {
      project,
      stack: pulumi.getStack(),
      region: all["aws:region"],
      otherFaults: [...namespaceFaults(all, project), ...providerKeyFaults(all)],
      today,
      readFile: (path) => readFileSync(join(__dirname, path), "utf8"),
      secretKeys: secretKeys(project),
    });
  } catch (error) {
    throw error instanceof ConfigurationError ? new pulumi.RunError(error.message) : error;
  }
}

/**
 * Keys with a secret in them: the SDK has no public way to ask, the language host lists them here.
 */
function secretKeys(project: string): ReadonlySet<string> {
  const keys = JSON.parse(process.env["PULUMI_CONFIG_SECRET_KEYS"] || "[]") as string[];
  return new Set(keys.map((key) => key.replace(`${project}:`, "")));
}
