import { createHash } from "node:crypto";
import { baselined, blocks, isOnStack, resourceOf } from "../lib/results";
import { type Definition, type Report, type Result } from "../lib/results";

/** GitHub's scores of severities, which it reads from the property `security-severity`. */
const scores: Readonly<Record<string, string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "3.0",
};

/** The file that findings point at, as they are about resources and not about lines of a program. */
const artifact = "Pulumi.yaml";

/**
 * A report in SARIF 2.1.0, for code scanning. Findings that block are errors, others warnings; those
 * that an exception covers are suppressed; what could not be evaluated is of the kind "open".
 * Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/
 */
export function sarif({ pack, version, definitions, results }: Report): object {
  const rules = [...definitions, ...undefinedPolicies(definitions, results)];
  const indices = new Map(rules.map(({ name }, index) => [name, index]));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: pack, version, rules: rules.map(ruleOf) } },
        automationDetails: { id: `${pack}/` },
        columnKind: "utf16CodeUnits",
        results: results.map((result) => resultOf(result, indices)),
      },
    ],
  };
}

/** Policies of which a report has results, but no definition. */
function undefinedPolicies(
  definitions: readonly Definition[],
  results: readonly Result[],
): Definition[] {
  const known = new Set(definitions.map(({ name }) => name));
  const unknown = results.filter(({ policy }) => !known.has(policy));
  return [...new Map(unknown.map((result) => [result.policy, result])).values()].map(
    ({ policy, level, severity, remediation }) => ({
      name: policy,
      title: policy,
      description: policy,
      level,
      tags: [],
      isWaivable: true,
      ...(severity === undefined ? {} : { severity }),
      ...(remediation === undefined ? {} : { remediation }),
    }),
  );
}

function ruleOf({
  name,
  title,
  description,
  severity = "",
  level,
  remediation,
  url,
  tags,
}: Definition) {
  const score = scores[severity];
  return {
    id: name,
    name,
    shortDescription: { text: title },
    fullDescription: { text: description },
    ...(remediation === undefined ? {} : { help: { text: remediation } }),
    ...(url === undefined ? {} : { helpUri: url }),
    defaultConfiguration: { level: level === "advisory" ? "warning" : "error" },
    properties: {
      tags: ["security", ...tags],
      ...(score === undefined ? {} : { "security-severity": score }),
    },
  };
}

function resultOf(result: Result, indices: ReadonlyMap<string, number>) {
  const { policy, outcome, urn, message } = result;
  const known = baselined(message);
  const isOpen = outcome === "unknown";
  return {
    ruleId: policy,
    ruleIndex: indices.get(policy) ?? -1,
    kind: isOpen ? "open" : "fail",
    level: isOpen ? "none" : blocks(result) ? "error" : "warning",
    message: { text: `${resourceOf(result)}: ${message}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: artifact }, region: { startLine: 1 } },
        logicalLocations: [
          {
            name: resourceOf(result),
            fullyQualifiedName: isOnStack(urn) ? "stack" : (urn ?? ""),
            kind: "resource",
          },
        ],
      },
    ],
    partialFingerprints: { "finding/v1": fingerprint(result, known?.message ?? message) },
    ...(outcome === "exception"
      ? { suppressions: [{ kind: "external", status: "accepted", justification: message }] }
      : {}),
    ...(known === undefined ? {} : { baselineState: "unchanged" }),
  };
}

/** The same for the same finding in every run, also once the baseline lists it. */
function fingerprint({ policy, urn = "" }: Result, message: string): string {
  return createHash("sha256").update([policy, urn, message].join("\n")).digest("hex");
}
