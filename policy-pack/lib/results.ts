/** One finding of a policy, as a run of the pack reports it. */
export interface Result {
  readonly policy: string;
  /**
   * `violation`: the rule is broken. `unknown`: the rule needs a value that is not known before
   * deployment. `exception`: the rule is broken, and a dated exception covers it.
   */
  readonly outcome: "violation" | "unknown" | "exception";
  readonly level: string;
  readonly severity?: string;
  /** Of the resource; the stack's, or none, for a finding about the whole stack. */
  readonly urn?: string | undefined;
  readonly message: string;
  readonly remediation?: string;
}

/** A policy that was run, as reports describe it. */
export interface Definition {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly severity?: string;
  /** The level at which it was run. */
  readonly level: string;
  readonly remediation?: string;
  readonly url?: string;
  /** Controls of catalogues, such as `fsbp:RDS.3`. */
  readonly tags: readonly string[];
  /** Whether exceptions and baselines count. */
  readonly isWaivable: boolean;
}

/** A run of a pack. */
export interface Report {
  readonly pack: string;
  readonly version: string;
  readonly definitions: readonly Definition[];
  readonly results: readonly Result[];
}

/** Whether a result stops a deployment. */
export function blocks({ outcome, level }: Result): boolean {
  return outcome === "violation" && level !== "advisory";
}

/** The name of the resource that a result is about. */
export function resourceOf({ urn }: Result): string {
  return isOnStack(urn) ? "stack" : (urn ?? "").split("::").slice(3).join("::");
}

/** Whether a URN, or none, identifies the whole stack. */
export function isOnStack(urn: string | undefined): boolean {
  return urn === undefined || urn === "" || urn.split("::")[2] === "pulumi:pulumi:Stack";
}

/** The day since which the baseline lists a finding, and its message; undefined for others. */
export function baselined(message: string): { since: string; message: string } | undefined {
  const [prefix, since] = /^BASELINE since (\d{4}-\d{2}-\d{2}): /.exec(message) ?? [];
  return prefix === undefined || since === undefined
    ? undefined
    : { since, message: message.slice(prefix.length) };
}
