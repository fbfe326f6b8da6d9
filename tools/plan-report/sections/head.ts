import { markup, type Html } from "../html";
import type { ReportModel } from "../model";
import type { Fact } from "../model/facts";
import { findingCount, type PolicyVerdict } from "../model/policies";
import { counted } from "../model/values";

/** Project, stack, verdict and the facts of the environment. */
export function head({ graph, policies, facts }: ReportModel): Html {
  const { project, stack, resources } = graph.plan;
  const custom = resources.filter((resource) => resource.custom).length;
  const components = resources.length - custom;
  return markup`<p class="eyebrow">Preview of a first deployment</p>
<h1>${project} <span class="stack">${stack}</span></h1>
${verdict(policies, `${custom} resources to create in ${counted(components, "component")}`)}
<dl class="facts">${facts.map(fact)}</dl>`;
}

function verdict(policies: PolicyVerdict | undefined, scope: string): Html {
  if (!policies) {
    return statement("warn", "No policy pack was run", scope);
  }
  const violations = findingCount(policies.mandatory);
  const others = [
    `${policies.rules} rules, ${policies.evaluations} evaluations`,
    `${findingCount(policies.advisory)} advisory`,
    `${findingCount(policies.notEvaluated)} not evaluated before deployment`,
    counted(findingCount(policies.exceptions), "exception"),
  ];
  return violations === 0
    ? statement("good", "No mandatory violation", scope, ...others)
    : statement("bad", counted(violations, "mandatory violation"), scope, ...others);
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
