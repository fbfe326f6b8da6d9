import { type Rule } from "./rule";
import { type Section } from "./session";

/** Enforcement level and options of a rule. */
export interface Settings {
  readonly level: Level;
  readonly section: Section;
}

/** The levels of Pulumi; `remediate` blocks where a rule changes nothing. */
const levels = ["advisory", "mandatory", "remediate", "disabled"] as const;
export type Level = (typeof levels)[number];

/**
 * A configuration file as `--policy-pack-config` takes it: a level, or a level and options, by rule;
 * `all` is the level of every rule that has none of its own.
 */
export type ConfigurationFile = Readonly<Record<string, Level | FileSection>>;

/** The part of a configuration file that is about one rule. */
export type FileSection = Readonly<Record<string, unknown>> & { readonly enforcementLevel?: Level };

/**
 * The configuration file in a text.
 * @throws Error with each fault, when it is no map from rules to levels and options.
 */
export function readConfiguration(text: string): ConfigurationFile {
  const content: unknown = JSON.parse(text);
  if (!isRecord(content)) throw new Error("is not an object of rules");
  const faults = Object.entries(content).filter(([, entry]) => !isEntry(entry));
  if (faults.length > 0) {
    const names = faults.map(([name]) => name).join(", ");
    throw new Error(`${names}: expected a level (${levels.join(", ")}) or an object of options`);
  }
  return content as ConfigurationFile;
}

/** The level and the options of a rule. */
export function settingsIn(
  file: ConfigurationFile,
  { name, level }: Pick<Rule, "name" | "level">,
): Settings {
  const { enforcementLevel, ...section } = sectionIn(file, name);
  return { level: enforcementLevel ?? sectionIn(file, "all").enforcementLevel ?? level, section };
}

/** The entry of a rule as an object. */
export function sectionIn(file: ConfigurationFile, name: string): FileSection {
  const entry = Object.hasOwn(file, name) ? file[name] : undefined;
  return typeof entry === "string" ? { enforcementLevel: entry } : (entry ?? {});
}

function isEntry(entry: unknown): boolean {
  return isRecord(entry)
    ? entry.enforcementLevel === undefined || isLevel(entry.enforcementLevel)
    : isLevel(entry);
}

function isLevel(value: unknown): boolean {
  return (levels as readonly unknown[]).includes(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
