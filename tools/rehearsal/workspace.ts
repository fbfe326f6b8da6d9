import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import { parseDocument, stringify } from "yaml";
import { z } from "zod";
import type { Phase } from "../../lib/phases";
import { fixtureSchemas } from "./fixture";

/** A folder that is the project as far as its commands can see, with a stack file of its own. */
export interface Workspace {
  readonly directory: string;
  readonly remove: () => void;
}

/** Entries that are not copied: generated ones, and the rehearsal's own. */
const ownEntries = [".local", ".git", "schema"];

/** The first migration of a stack, and what its source is called. */
export interface RehearsedMigration {
  readonly name: string;
  readonly host: string;
}

/** @throws Error for a stack without migrations. */
export function rehearsedMigration(project: string, stack: string): RehearsedMigration {
  const { dms } = readStack(readFileSync(join(project, `Pulumi.${stack}.yaml`), "utf8"));
  const [[name, migration] = []] = Object.entries(dms.migrations);
  const host = migration && dms.sources[migration.source]?.host;
  if (name === undefined || host === undefined) {
    throw new Error(`The stack ${stack} has no migration with a source of its own.`);
  }
  return { name, host };
}

/**
 * Makes the folder below `node_modules/.cache`, so that nothing of the project is touched, nor a
 * deployment of the same stack on this machine. Its stack file is the project's, with the rehearsal's
 * tables and authority.
 *
 * @param caCertificate The authority that signed the source's certificate, in PEM.
 */
export function makeWorkspace(
  project: string,
  stack: string,
  caCertificate: string,
  phase: Phase | undefined,
): Workspace {
  const cache = join(project, "node_modules", ".cache");
  mkdirSync(cache, { recursive: true });
  const directory = mkdtempSync(join(cache, "rehearsal-"));
  const ownFile = `Pulumi.${stack}.yaml`;
  const acceptedFile = `preflight.${stack}.yaml`;
  for (const entry of readdirSync(project)) {
    if (![...ownEntries, ownFile, acceptedFile].includes(entry)) {
      symlinkSync(join(project, entry), join(directory, entry));
    }
  }
  // The program looks for it from the project's folder, the operations from this one.
  const certificate = relative(project, join(directory, "source-ca.pem"));
  writeFileSync(join(project, certificate), caCertificate);
  const text = readFileSync(join(project, ownFile), "utf8");
  writeFileSync(join(directory, ownFile), rehearsedStack(text, certificate, phase));
  writeFileSync(join(directory, acceptedFile), stringify(accepted()));
  return {
    directory,
    remove: () => {
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Findings that the fixture causes on purpose, with the reason to accept them. */
function accepted() {
  const expires = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  const reasons = {
    "table-engine": "orders.session_tmp holds sessions, and nobody writes them in a rehearsal",
    "zero-dates": "the connections of the migration and of the application allow them",
    "target-tables": "the verb schema makes them, right after this one",
  };
  return Object.entries(reasons).map(([id, reason]) => ({ id, reason, expires }));
}

const dmsSection = z.looseObject({
  sources: z.record(z.string(), z.looseObject({ host: z.string() })),
  migrations: z.record(z.string(), z.looseObject({ source: z.string() })),
});
const dmsKey = "migration-landing-zone:dms";
const stackFile = z.looseObject({ config: z.looseObject({ [dmsKey]: dmsSection }) });

function readStack(text: string) {
  const document = parseDocument(text);
  return { document, dms: stackFile.parse(document.toJS()).config[dmsKey] };
}

/** The stack file with its first migration only, which takes the fixture's schemas. */
function rehearsedStack(text: string, caCertificateFile: string, phase: Phase | undefined): string {
  const { document, dms } = readStack(text);
  const [[name, migration] = []] = Object.entries(dms.migrations);
  if (name === undefined || migration === undefined) throw new Error("The stack has no migration.");
  const source = { ...dms.sources[migration.source], caCertificateFile };
  const tables = fixtureSchemas.map((schema) => ({ schema }));
  document.setIn(["config", "migration-landing-zone:operations", "heartbeat"], true);
  document.setIn(["config", dmsKey], {
    ...dms,
    sources: { [migration.source]: source },
    migrations: { [name]: { ...migration, tables } },
  });
  if (phase !== undefined) {
    document.setIn(["config", phaseKey], phase);
    const onPremises = document.createNode({ addresses: ["192.168.10.40"] });
    document.setIn(["config", "migration-landing-zone:edge", "onPremises"], onPremises);
    document.deleteIn(["config", "migration-landing-zone:database", "parameterPreset"]);
  }
  return String(document);
}

const phaseKey = "migration-landing-zone:phase";

/** Writes another phase into the stack file of a workspace. */
export function setPhase({ directory }: Workspace, stack: string, phase: Phase): void {
  const file = join(directory, `Pulumi.${stack}.yaml`);
  const document = parseDocument(readFileSync(file, "utf8"));
  document.setIn(["config", phaseKey], phase);
  const onPremises = ["config", "migration-landing-zone:edge", "onPremises"];
  const share = [...onPremises, "trafficPercent"];
  // The only phase that leaves it to the configuration.
  if (phase === "replicate") document.setIn(share, 100);
  else document.deleteIn(share);
  if (phase === "closed") document.deleteIn(onPremises);
  writeFileSync(file, String(document));
}
