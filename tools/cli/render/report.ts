import Table from "cli-table3";
import { nameOf, typeOf, shortType } from "@landing-zone/plan/urn";
import { type PropertyMap, type PropertyValue } from "@landing-zone/plan/values";
import {
  type Plan,
  type PlannedResource,
  type PolicyResult,
  isMandatoryViolation,
} from "@landing-zone/plan/plan";
import { type Colors, renderTree } from "./tree";

/**
 * Everything there is to say about a plan, for a terminal.
 * @param cwd The project's folder as the command line gave it.
 */
export function renderPlan(plan: Plan, colors: Colors, cwd: string): readonly string[] {
  return [
    ...renderTree(plan, colors),
    "",
    ...renderCounts(plan.resources, colors),
    ...renderOutputs(plan, colors),
    ...renderPolicies(plan, colors),
    renderSummary(plan, colors),
    ...renderNextSteps(plan, colors, cwd),
  ];
}

/** What to do with a plan that may be deployed, or with one that may not. */
function renderNextSteps(plan: Plan, colors: Colors, cwd: string): readonly string[] {
  const place = cwd === "." ? "" : ` --cwd ${quoted(cwd)}`;
  const steps =
    mandatoryViolations(plan).length > 0
      ? [["fix the violations", "or write an exception with a reason, an approver and an end"]]
      : [
          [
            `npm start -- --stack ${plan.stack}${place} --html plan.html`,
            "the same as a page, with the network",
          ],
          [
            `npm run local -- up --stack ${plan.stack}${place}`,
            "deploy it to an emulator on this machine",
          ],
          [`npm run doctor -- --stack ${plan.stack}${place}`, "is the account ready for it?"],
          [
            `npx pulumi up -s ${plan.stack}${place} --policy-pack policy-pack`,
            "deploy it to the account",
          ],
        ];
  const width = Math.max(...steps.map(([command = ""]) => command.length));
  return [
    "",
    colors.bold("Next"),
    ...steps.map(
      ([command = "", purpose = ""]) => `  ${command.padEnd(width)}  ${colors.dim(purpose)}`,
    ),
  ];
}

/** A word of a command line as a shell needs it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** The little that matters to a script: broken mandatory policies and the last line. */
export function renderQuietly(plan: Plan, colors: Colors): readonly string[] {
  const violations = mandatoryViolations(plan);
  return [
    ...group("Policy violations", violations, colors.red, colors),
    renderSummary(plan, colors),
  ];
}

/** The findings that make a preview fail. */
export function mandatoryViolations(plan: Plan): readonly PolicyResult[] {
  return (plan.policies?.results ?? []).filter(isMandatoryViolation);
}

/** How many resources of each type each top-level component has. */
function renderCounts(resources: readonly PlannedResource[], colors: Colors): readonly string[] {
  if (!resources.some(({ custom }) => custom)) {
    return [];
  }
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const top = (resource: PlannedResource): PlannedResource => {
    const parent = resource.parent === undefined ? undefined : byUrn.get(resource.parent);
    return parent === undefined ? resource : top(parent);
  };
  const counts = new Map<string, Map<string, number>>();
  for (const resource of resources.filter(({ custom }) => custom)) {
    const component = top(resource);
    const title = component.custom ? "(no component)" : component.name;
    const types = counts.get(title) ?? new Map<string, number>();
    const type = resource.type.split(":").at(-1) ?? resource.type;
    counts.set(title, types.set(type, (types.get(type) ?? 0) + 1));
  }
  const table = new Table({
    head: ["component", "resources", "of which"],
    colWidths: [24, 11, 62],
    wordWrap: true,
    style: { head: [], border: [], compact: true },
  });
  for (const [component, types] of counts) {
    const ofWhich = [...types]
      .map(([type, count]) => (count === 1 ? type : `${type}\u00a0×${count}`))
      .join(", ");
    table.push([component, [...types.values()].reduce((sum, count) => sum + count, 0), ofWhich]);
  }
  return [colors.bold("Resources"), table.toString(), ""];
}

/** The stack's outputs. */
export function renderOutputs({ outputs }: Plan, colors: Colors): readonly string[] {
  const lines = renderOutputValues(outputs, colors);
  return lines.length === 0 ? [] : [colors.bold("Outputs"), ...lines, ""];
}

/** A line for each output. */
export function renderOutputValues(outputs: PropertyMap, colors: Colors): readonly string[] {
  const entries = Object.entries(outputs);
  const width = Math.max(...entries.map(([name]) => name.length));
  return entries
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `  ${name.padEnd(width)}  ${colors.dim(text(value))}`);
}

function text(value: PropertyValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What the policies found. */
export function renderPolicies(plan: Plan, colors: Colors): readonly string[] {
  const results = plan.policies?.results ?? [];
  const advisory = results.filter(
    ({ outcome, level }) => outcome === "violation" && level === "advisory",
  );
  const ofOutcome = (wanted: PolicyResult["outcome"]): readonly PolicyResult[] =>
    results.filter(({ outcome }) => outcome === wanted);
  return [
    ...group("Policy violations", mandatoryViolations(plan), colors.red, colors),
    ...group("Policy advice", advisory, colors.yellow, colors),
    ...group("Exceptions in force", ofOutcome("exception"), colors.yellow, colors),
    ...renderNotEvaluated(ofOutcome("unknown"), colors),
  ];
}

function group(
  title: string,
  results: readonly PolicyResult[],
  paint: (text: string) => string,
  colors: Colors,
): readonly string[] {
  if (results.length === 0) {
    return [];
  }
  const lines = results.flatMap(({ policy, urn, message, severity, remediation }) => [
    `  ${paint(policy)}${severity === undefined ? "" : ` (${severity})`}  ${shortType(typeOf(urn))} ${colors.bold(nameOf(urn))}`,
    ...message.split("\n").map((line) => `    ${line}`),
    ...(remediation === undefined ? [] : [colors.dim(`    Fix: ${remediation}`)]),
  ]);
  return [colors.bold(`${title} (${results.length})`), ...lines, ""];
}

/** One line a policy: many resources wait for the same kind of value. */
function renderNotEvaluated(results: readonly PolicyResult[], colors: Colors): readonly string[] {
  if (results.length === 0) {
    return [];
  }
  const policies = new Map<string, string[]>();
  for (const { policy, urn } of results) {
    policies.set(policy, [...(policies.get(policy) ?? []), nameOf(urn)]);
  }
  const lines = [...policies].map(
    ([policy, names]) => `  ${policy}  ${colors.dim(names.join(", "))}`,
  );
  return [
    colors.bold(
      `Not evaluated: the policy needs a value known only after deployment (${results.length})`,
    ),
    ...lines,
    "",
  ];
}

function renderSummary(plan: Plan, colors: Colors): string {
  const resources = plan.resources.filter(({ custom }) => custom).length;
  const components = plan.resources.length - resources;
  const created = `${resources} resources to create in ${components} components`;
  if (plan.policies === undefined) {
    return `${created}; no policy pack.`;
  }
  const { pack, version, rules, evaluations, results } = plan.policies;
  const violations = mandatoryViolations(plan).length;
  const count = (outcome: PolicyResult["outcome"]): number =>
    results.filter((result) => result.outcome === outcome).length;
  const advisory = count("violation") - violations;
  const verdict = `${violations} violations, ${advisory} advisory, ${count("unknown")} not evaluated, ${count("exception")} exceptions`;
  const paint = violations === 0 ? colors.green : colors.red;
  return `${created}; ${pack} ${version}: ${rules} rules, ${evaluations} evaluations: ${paint(verdict)}.`;
}
