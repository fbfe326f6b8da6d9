import type { Estimate } from "@landing-zone/cost/estimate";
import { datedPrices, dollars, missingRegion } from "@landing-zone/cost/words";
import { markup, type Html } from "../html";
import type { ReportModel } from "../model";
import { phaseOf, type Fact } from "../model/facts";
import { findingCount, isSevere, type PolicyVerdict } from "../model/policies";
import { counted } from "../model/values";

/** Origin of a plan. */
export interface Identity {
  /** The commit of the program, such as `1a2b3c4d5e6f`, with a remark when files differ from it. */
  readonly commit?: string | undefined;
  /** The version of the project. */
  readonly version?: string | undefined;
  /** When the plan was made, such as `2026-11-28 22:50 UTC`. */
  readonly date?: string | undefined;
}

/** Project, stack, verdict and the facts of the environment. */
export function head({ graph, policies, facts, cost }: ReportModel, identity: Identity): Html {
  const { project, stack, resources } = graph.plan;
  const custom = resources.filter((resource) => resource.custom).length;
  const components = resources.length - custom;
  const phase = phaseOf(graph.plan);
  const origin = [
    "Preview of a first deployment",
    ...(identity.version === undefined ? [] : [`version ${identity.version}`]),
    ...(identity.commit === undefined ? [] : [`commit ${identity.commit}`]),
    ...(identity.date === undefined ? [] : [identity.date]),
  ];
  return markup`<p class="eyebrow">${origin.join(" · ")}</p>
<h1>${project} <span class="stack">${stack}</span>${phase !== undefined && markup` <span class="mark">phase ${phase}</span>`}</h1>
${verdict(policies, `${custom} resources to create in ${counted(components, "component")}`)}
<dl class="facts">${[...facts, costFact(cost)].map(fact)}</dl>`;
}

/** Green only when no finding is mandatory or severe, an approved exception from a severe rule too. */
function verdict(policies: PolicyVerdict | undefined, scope: string): Html {
  if (!policies) {
    return statement("warn", "No policy pack was run", scope);
  }
  const violations = findingCount(policies.mandatory);
  const severe = findingCount([...policies.advisory, ...policies.exceptions].filter(isSevere));
  const others = [
    `${policies.rules} rules, ${policies.evaluations} evaluations`,
    `${findingCount(policies.advisory)} advisory`,
    `${findingCount(policies.notEvaluated)} not evaluated before deployment`,
    counted(findingCount(policies.exceptions), "exception"),
  ];
  if (violations > 0) {
    return statement("bad", counted(violations, "mandatory violation"), scope, ...others);
  }
  return severe > 0
    ? statement(
        "warn",
        `No mandatory violation, ${counted(severe, "finding")} of high severity`,
        scope,
        ...others,
      )
    : statement("good", "No mandatory violation", scope, ...others);
}

function costFact(cost: Estimate): Fact {
  const missing = missingRegion(cost);
  if (missing !== undefined) return { label: "Cost", value: "not known", note: missing };
  const lacks = cost.unpriced.length === 0 ? "" : `, without ${cost.unpriced.length} unpriced`;
  return {
    label: "Cost",
    value: `about ${dollars(cost.totalUsd)} a month`,
    note: `${datedPrices(cost)}${lacks}`,
  };
}

function statement(look: "good" | "warn" | "bad", text: string, ...details: string[]): Html {
  return markup`<p class="verdict ${look}"><strong>${text}</strong>${details.map(
    (detail) => markup` <span>${detail}</span>`,
  )}</p>`;
}

function fact({ label, value, note }: Fact): Html {
  const qualifier = note !== undefined && markup`<span class="note">${note}</span>`;
  return markup`<div><dt>${label}</dt><dd>${value}${qualifier}</dd></div>`;
}
