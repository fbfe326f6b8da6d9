import { type Configuration } from "../../../policy-pack/lib/configuration";
import { evaluate as run } from "../../../policy-pack/lib/evaluate";
import { type Result as Found } from "../../../policy-pack/lib/results";
import { type Rule } from "../../../policy-pack/lib/rule";
import { type Session } from "../../../policy-pack/lib/session";
import { type PlanResource } from "./plan";

/** A rule's result on a plan. */
export interface Result extends Pick<Found, "outcome" | "level" | "urn" | "message"> {
  readonly rule: string;
}

/** Runs rules on a plan, each at its own level and with its section of the configuration. */
export function evaluate(
  plan: readonly PlanResource[],
  rules: readonly Rule[] | ((session: Session) => readonly Rule[]),
  configuration: Configuration = {},
): Result[] {
  const found = run(
    plan,
    (session) => (typeof rules === "function" ? rules(session) : rules),
    ({ name, level }) => ({ level, section: configuration[name] ?? {} }),
  );
  return found.map(({ policy, outcome, level, urn, message }) => ({
    rule: policy,
    outcome,
    level,
    urn,
    message,
  }));
}
