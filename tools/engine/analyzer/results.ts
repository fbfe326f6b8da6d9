import {
  type AnalyzeDiagnostic,
  EnforcementLevel as LevelNumber,
  type PolicyInfo,
  PolicySeverity,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { given } from "../monitor/wire";
import {
  type EnforcementLevel,
  type PolicyDefinition,
  type PolicyResult,
  type Severity,
} from "@landing-zone/plan/plan";

const levels: Readonly<Record<LevelNumber, EnforcementLevel>> = {
  [LevelNumber.ADVISORY]: "advisory",
  [LevelNumber.MANDATORY]: "mandatory",
  [LevelNumber.DISABLED]: "disabled",
  [LevelNumber.REMEDIATE]: "remediate",
};

const severities: Readonly<Record<PolicySeverity, Severity | undefined>> = {
  [PolicySeverity.POLICY_SEVERITY_UNSPECIFIED]: undefined,
  [PolicySeverity.POLICY_SEVERITY_LOW]: "low",
  [PolicySeverity.POLICY_SEVERITY_MEDIUM]: "medium",
  [PolicySeverity.POLICY_SEVERITY_HIGH]: "high",
  [PolicySeverity.POLICY_SEVERITY_CRITICAL]: "critical",
};

/** Diagnostic of @pulumi/policy for a rule that read an unknown value. */
const notEvaluated =
  /^can't run (?:policy|remediation) '.*' from policy pack '.*' during preview: /;

/** The pack's prefix of a violation that an approved exception covers. */
const excepted = /^EXCEPTED until \S+ by .+?: /s;

/** The level by its protocol number. */
export function levelOf(number: LevelNumber): EnforcementLevel {
  return levels[number];
}

/** The protocol number of a level. */
export function levelNumber(level: EnforcementLevel): LevelNumber {
  const numbers: Record<EnforcementLevel, LevelNumber> = {
    advisory: LevelNumber.ADVISORY,
    mandatory: LevelNumber.MANDATORY,
    disabled: LevelNumber.DISABLED,
    remediate: LevelNumber.REMEDIATE,
  };
  return numbers[level];
}

/**
 * A diagnostic as a result of the plan.
 * @param urn Of the resource that was analysed, for diagnostics that name none.
 */
export function resultOf(
  diagnostic: AnalyzeDiagnostic,
  urn: string,
  policy: PolicyInfo | undefined,
): PolicyResult {
  const message = ownMessage(diagnostic);
  const severity = severities[diagnostic.getSeverity()];
  const remediation = given(policy?.getRemediationSteps() ?? "");
  return {
    policy: diagnostic.getPolicyname(),
    outcome: outcomeOf(message),
    level: levelOf(diagnostic.getEnforcementlevel()),
    ...(severity === undefined ? {} : { severity }),
    urn: given(diagnostic.getUrn()) ?? urn,
    message,
    ...(remediation === undefined ? {} : { remediation }),
  };
}

/** A policy as the plan describes it, at the level at which it is run. */
export function definitionOf(policy: PolicyInfo, level: EnforcementLevel): PolicyDefinition {
  const severity = severities[policy.getSeverity()];
  const remediation = given(policy.getRemediationSteps());
  const url = given(policy.getUrl());
  return {
    name: policy.getName(),
    title: given(policy.getDisplayname()) ?? policy.getName(),
    description: policy.getDescription(),
    ...(severity === undefined ? {} : { severity }),
    level,
    ...(remediation === undefined ? {} : { remediation }),
    ...(url === undefined ? {} : { url }),
    tags: policy.getTagsList(),
    isWaivable:
      policy.getConfigschema()?.getProperties()?.getFieldsMap().has("exceptions") ?? false,
  };
}

/** The rule's own message, without the description that @pulumi/policy puts in front. */
function ownMessage(diagnostic: AnalyzeDiagnostic): string {
  const message = diagnostic.getMessage();
  const description = `${diagnostic.getDescription()}\n`;
  return message.startsWith(description) ? message.slice(description.length) : message;
}

function outcomeOf(message: string): PolicyResult["outcome"] {
  if (notEvaluated.test(message)) {
    return "unknown";
  }
  return excepted.test(message) ? "exception" : "violation";
}
