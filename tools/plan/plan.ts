import { type ResourceOptions } from "./resources";
import { type PropertyMap } from "./values";

/** A policy's enforcement level. */
export type EnforcementLevel = "advisory" | "mandatory" | "remediate" | "disabled";

/** A policy's severity, where the pack gives one. */
export type Severity = "low" | "medium" | "high" | "critical";

/** One resource of a plan. Values are "[secret]" or "[unknown]" where they are. */
export interface PlannedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** URN of the parent. */
  readonly parent?: string;
  /** A resource of a provider, as opposed to a component. */
  readonly custom: boolean;
  /** URN of the provider resource. */
  readonly provider?: string;
  /** The inputs after the provider's check, so with `tagsAll`. */
  readonly inputs: PropertyMap;
  readonly dependencies: readonly string[];
  /** The resources that each input comes from; inputs that come from none are left out. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly options: ResourceOptions;
}

/** One finding of the policy pack. */
export interface PolicyResult {
  readonly policy: string;
  /**
   * `violation`: the rule is broken. `unknown`: the rule needs a value that is not known before
   * deployment. `exception`: the rule is broken and an approved, dated exception covers it.
   */
  readonly outcome: "violation" | "unknown" | "exception";
  readonly level: EnforcementLevel;
  readonly severity?: Severity;
  /** URN of the resource; the stack's for findings about the whole stack. */
  readonly urn: string;
  readonly message: string;
  /** The policy's remediation. */
  readonly remediation?: string;
}

/** Whether the finding stops a deployment. */
export function isMandatoryViolation({ outcome, level }: PolicyResult): boolean {
  return outcome === "violation" && level !== "advisory";
}

/** A policy that was run. */
export interface PolicyDefinition {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly severity?: Severity;
  readonly level: EnforcementLevel;
  readonly remediation?: string;
  readonly url?: string;
  /** Controls of catalogues, such as `fsbp:RDS.3`. */
  readonly tags: readonly string[];
  /** Whether its configuration may hold exceptions and a baseline. */
  readonly isWaivable: boolean;
}

/** The policy pack's results on a plan. */
export interface PolicyReport {
  readonly pack: string;
  readonly version: string;
  /** Policies that are not disabled. */
  readonly rules: number;
  /** Times that a policy applied to a resource or to the stack. */
  readonly evaluations: number;
  readonly results: readonly PolicyResult[];
  /** The policies that are not disabled. Absent in a plan of an older version. */
  readonly definitions?: readonly PolicyDefinition[];
}

/** A deployment's resources and outputs; written by `--json`. */
export interface Plan {
  readonly project: string;
  readonly stack: string;
  /** Every resource except the stack itself and providers, parents first. */
  readonly resources: readonly PlannedResource[];
  /** Provider resources, explicit and default ones. */
  readonly providers: readonly PlannedResource[];
  readonly outputs: PropertyMap;
  /** Absent when no policy pack was run. */
  readonly policies?: PolicyReport;
}
