import { type LandingZoneConfig } from "../../config/parse";
import { type AwsCli } from "../../checks/aws-cli";

/** What one examination has found. */
export interface Diagnosis {
  /** `fault`: a deployment would fail or do harm. `warning`: it may. */
  readonly verdict: "fine" | "warning" | "fault" | "not examined";
  /** What is so, with the value. */
  readonly finding: string;
  /** How to mend it. */
  readonly fix?: string;
}

/** What is examined. */
export interface Patient {
  readonly stack: string;
  readonly config: LandingZoneConfig;
  readonly aws: AwsCli;
}

/** One question about the machine, the account or the configuration. */
export interface Examination {
  readonly name: string;
  /** Rejects when it cannot be answered; the message becomes a fault. */
  readonly examine: () => Promise<Diagnosis> | Diagnosis;
}

/** All is well. */
export const fine = (finding: string): Diagnosis => ({ verdict: "fine", finding });

/** A deployment would fail, and this would mend it. */
export const fault = (finding: string, fix: string): Diagnosis => ({
  verdict: "fault",
  finding,
  fix,
});

/** A deployment may fail, and this would mend it. */
export const warning = (finding: string, fix: string): Diagnosis => ({
  verdict: "warning",
  finding,
  fix,
});
