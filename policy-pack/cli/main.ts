import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packRules } from "../hygiene";
import { newBaseline, withBaseline } from "../lib/baseline";
import { mistakesIn } from "../lib/configuration";
import { evaluate } from "../lib/evaluate";
import { name } from "../lib/identity";
import { ownRules } from "../lib/own-rules";
import { printable } from "../lib/printable";
import { blocks, type Definition, type Report, type Result } from "../lib/results";
import { type Rule } from "../lib/rule";
import { Session } from "../lib/session";
import { type ConfigurationFile, readConfiguration, sectionIn, settingsIn } from "../lib/settings";
import { rules } from "../policies";
import { exceptionsReport } from "../report/exceptions";
import { junit } from "../report/junit";
import { sarif } from "../report/sarif";
import { type Options, optionsOf, usage } from "./options";
import { readPreview } from "./preview";
import { findingLines } from "./text";

const exitCodes = { fine: 0, violated: 1, usage: 2 };

/** Runs the command; returns its exit code. */
export function main(args: readonly string[]): number {
  try {
    const options = optionsOf(args);
    if (options === undefined) {
      process.stdout.write(`${usage}\n`);
      return exitCodes.fine;
    }
    return judge(options);
  } catch (error) {
    const message = error instanceof Error ? error.message : "unknown error";
    process.stderr.write(`${printable(message)}\nSee --help.\n`);
    return exitCodes.usage;
  }
}

function judge(options: Options): number {
  const configuration = configurationOf(options);
  const all = [...rules, ...ownRules(options.rules, process.cwd(), rules)];
  refuseUnknown(configuration, packRules(all, new Session()));
  const { resources, missing, notJudged } = read(options.preview, readPreview);
  const found = evaluate(
    resources,
    (session) => packRules(all, session),
    (rule) => settingsIn(configuration, rule),
  );
  const report: Report = {
    pack: name,
    version: versionOfPack(),
    definitions: packRules(all, new Session()).flatMap((rule) => definition(rule, configuration)),
    results: missing === 0 ? found : leftOpen(found, all),
  };
  const remarks = write(options, configuration, report);
  const lines = [
    ...findingLines(report),
    ...notJudged.map((gap) => `Not judged: ${gap}.`),
    ...remarks,
  ];
  process.stdout.write(`${lines.map(printable).join("\n")}\n`);
  return report.results.some(blocks) ? exitCodes.violated : exitCodes.fine;
}

function configurationOf({ config, baseline }: Options): ConfigurationFile {
  const own = config === undefined ? {} : read(config, readConfiguration);
  return baseline === undefined ? own : withBaseline(own, read(baseline, readConfiguration));
}

/** Pulumi takes a rule that does not exist for none; here it is a fault, as it is for `npm start`. */
function refuseUnknown(configuration: ConfigurationFile, known: readonly Rule[]): void {
  const names = known.map((rule) => rule.name);
  const unknown = Object.keys(configuration).filter((key) => key !== "all" && !names.includes(key));
  const sections = Object.fromEntries(unknown.map((key) => [key, sectionIn(configuration, key)]));
  const mistakes = mistakesIn(sections, known);
  if (mistakes.length > 0) throw new Error(`the configuration: ${mistakes.join("; ")}`);
}

function definition(rule: Rule, configuration: ConfigurationFile): Definition[] {
  const { level } = settingsIn(configuration, rule);
  const tags = Object.entries(rule.controls ?? {}).flatMap(([catalogue, ids]) =>
    (ids as readonly string[]).map((id) => `${catalogue}:${id}`),
  );
  const { title, description, severity, remediation, url } = rule;
  const isWaivable = rule.waivable !== false;
  const texts = {
    title,
    description,
    severity,
    remediation,
    ...(url === undefined ? {} : { url }),
  };
  return level === "disabled" ? [] : [{ name: rule.name, ...texts, level, tags, isWaivable }];
}

/** Findings of rules that compare resources are open where the file lacks some of the stack. */
function leftOpen(results: readonly Result[], all: readonly Rule[]): readonly Result[] {
  const comparing = all
    .filter((rule) => "companions" in rule || "stack" in rule)
    .map((rule) => rule.name);
  return results.map((result) =>
    comparing.includes(result.policy) && result.outcome === "violation"
      ? {
          ...result,
          outcome: "unknown",
          level: "advisory",
          message: `unless an unchanged resource settles it: ${result.message}`,
        }
      : result,
  );
}

/** Writes the requested files; returns remarks on them. */
function write(options: Options, configuration: ConfigurationFile, report: Report): string[] {
  const json = (value: object) => `${JSON.stringify(value, null, 2)}\n`;
  const { baseline, count, refused } = newBaseline(report);
  const files: readonly (readonly [file: string | undefined, content: () => string])[] = [
    [options.sarif, () => json(sarif(report))],
    [options.junit, () => junit(report)],
    [options.exceptions, () => json(exceptionsReport(configuration, report))],
    [options["write-baseline"], () => json(baseline)],
    [options["write-config"], () => json(configuration)],
  ];
  for (const [file, content] of files) {
    if (file !== undefined) writeFileSync(file, content());
  }
  if (options["write-baseline"] === undefined) return [];
  return [
    `${count} findings are written to ${options["write-baseline"]}.`,
    ...(refused.length > 0
      ? [`${refused.length} findings cannot be: their rules accept no baseline.`]
      : []),
  ];
}

function read<T>(file: string, parse: (text: string) => T): T {
  try {
    return parse(readFileSync(file === "-" ? 0 : file, "utf8"));
  } catch (error) {
    const message = error instanceof Error ? error.message : "unknown error";
    throw new Error(`${file === "-" ? "standard input" : file} ${message}`, { cause: error });
  }
}

function versionOfPack(): string {
  const text = readFileSync(join(__dirname, "../package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

process.exitCode = main(process.argv.slice(2));
