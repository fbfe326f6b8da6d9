import { resolve } from "node:path";
import { newBaseline } from "migration-landing-zone-policies/lib/baseline";
import { exceptionsReport } from "migration-landing-zone-policies/report/exceptions";
import { junit } from "migration-landing-zone-policies/report/junit";
import { sarif } from "migration-landing-zone-policies/report/sarif";
import { type PolicyPackConfiguration } from "@landing-zone/engine/analyzer/configuration";
import { assertWritable, standardOutput, writeOutput } from "@landing-zone/engine/output-file";
import { type RunOptions } from "@landing-zone/engine/run";
import { UsageError } from "@landing-zone/plan/errors";
import { type Plan, type PolicyReport } from "@landing-zone/plan/plan";

/** Files for policy findings, from the command line. */
export interface ReportOptions {
  /** File for the findings in SARIF 2.1.0. */
  readonly sarif?: string;
  /** The same in JUnit's XML. */
  readonly junit?: string;
  /** File for exceptions, relaxations and the baseline, as JSON. */
  readonly exceptions?: string;
  /** File for the findings that block now, to be given to `--baseline`. */
  readonly writeBaseline?: string;
}

type Content = (report: PolicyReport, configuration: PolicyPackConfiguration) => string;

const json = (value: object) => `${JSON.stringify(value, null, 2)}\n`;
const whole = (report: PolicyReport) => ({ ...report, definitions: report.definitions ?? [] });

const contents: Readonly<Record<keyof ReportOptions, Content>> = {
  sarif: (report) => json(sarif(whole(report))),
  junit: (report) => junit(whole(report)),
  exceptions: (report, configuration) => json(exceptionsReport(configuration, whole(report))),
  writeBaseline: (report) => json(newBaseline(whole(report)).baseline),
};
const names = Object.keys(contents) as (keyof ReportOptions)[];

/**
 * Checks the files before anything is run.
 * @throws UsageError when a report is asked for and no policies are run, or one cannot be written.
 */
export function assertReports(
  options: ReportOptions,
  directory: string,
  { policyPack }: RunOptions,
): void {
  for (const name of names) {
    const file = options[name];
    if (file === undefined) continue;
    const option = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    if (!policyPack)
      throw new UsageError(`${option} reports on policies, but no policy pack is run.`);
    if (file === standardOutput) throw new UsageError(`${option} needs the name of a file.`);
    assertWritable(resolve(directory, file));
  }
}

/** Writes the reports that are asked for. */
export function writeReports(
  options: ReportOptions,
  directory: string,
  { policies }: Plan,
  { policyPack }: RunOptions,
): void {
  if (!policies || !policyPack) return;
  for (const name of names) {
    const file = options[name];
    if (file === undefined) continue;
    writeOutput(
      resolve(directory, file),
      contents[name](policies, policyPack.configuration),
      process.stdout,
    );
  }
}
