import { type LandingZoneConfig } from "../../config/parse";
import { type AwsCli } from "../../checks/aws-cli";

/** The result of one inspection. */
export interface Finding {
  /**
   * `fault`: a deployment would fail or do harm. `warning`: it may. `not inspected`: something that
   * the inspection needs is missing.
   */
  readonly verdict: "fine" | "warning" | "fault" | "not inspected";
  /** The finding, with the value. */
  readonly finding: string;
  /** The suggested fix. */
  readonly fix?: string;
}

/** The stack that is inspected, and the way to its account. */
export interface Subject {
  readonly stack: string;
  readonly config: LandingZoneConfig;
  readonly aws: AwsCli;
}

/** One question about the machine, the account or the configuration. */
export interface Inspection {
  readonly name: string;
  /** Rejects when the question cannot be answered; the message becomes a fault. */
  readonly inspect: () => Promise<Finding> | Finding;
}

/** A finding that blocks nothing. */
export const fine = (finding: string): Finding => ({ verdict: "fine", finding });

/** A deployment would fail. */
export const fault = (finding: string, fix: string): Finding => ({
  verdict: "fault",
  finding,
  fix,
});

/** A deployment may fail. */
export const warning = (finding: string, fix: string): Finding => ({
  verdict: "warning",
  finding,
  fix,
});

/** The question could not be asked. */
export const notInspected = (finding: string): Finding => ({ verdict: "not inspected", finding });
