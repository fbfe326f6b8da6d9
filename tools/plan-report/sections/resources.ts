import type { PlannedResource } from "@landing-zone/plan/plan";
import { markup, type Html } from "../html";
import type { ReportModel } from "../model";
import { typeLabel, type PlanGraph } from "@landing-zone/plan/plan-graph";
import { counted } from "../model/values";
import type { Section } from "../page";
import { prettyJson } from "../pretty-json";

/** Every resource by the component that makes it, with its inputs on demand. */
export function resourcesSection({ graph }: ReportModel): Section {
  const { resources } = graph.plan;
  return {
    id: "resources",
    title: "Resources",
    lead: "Every resource, by the component that makes it.",
    count: resources.filter(({ custom }) => custom).length,
    body: markup`<form class="search" role="search" hidden>
<label for="resource-search">Filter by name or type</label>
<input id="resource-search" type="search" autocomplete="off" spellcheck="false">
<span id="resource-status" role="status"></span>
</form>
<div id="resource-tree" class="tree">${list(graph, graph.roots())}</div>`,
  };
}

function list(graph: PlanGraph, resources: readonly PlannedResource[]): Html {
  const components = resources.filter(({ custom }) => !custom);
  const custom = resources.filter((resource) => resource.custom);
  return markup`<ul>${components.map((one) => component(graph, one))}${custom
    .flatMap((one) => withDescendants(graph, one))
    .map(leaf)}</ul>`;
}

function component(graph: PlanGraph, resource: PlannedResource): Html {
  const count = customWithin(graph, resource);
  return markup`<li><details class="component"><summary><span class="name">${resource.name}</span> <span class="type">${resource.type}</span> <span class="count">${counted(count, "resource")}</span></summary>
${list(graph, graph.children(resource))}</details></li>
`;
}

/** A resource and those below it: awsx makes a subnet's route table a child of the subnet. */
function withDescendants(graph: PlanGraph, resource: PlannedResource): PlannedResource[] {
  return [resource, ...graph.children(resource).flatMap((child) => withDescendants(graph, child))];
}

function customWithin(graph: PlanGraph, component: PlannedResource): number {
  const below = graph.children(component).flatMap((child) => withDescendants(graph, child));
  return below.filter(({ custom }) => custom).length;
}

function leaf({ name, type, urn, inputs, options }: PlannedResource): Html {
  const protectedMark = options.protect === true && markup` <span class="mark">protected</span>`;
  const retained = options.retainOnDelete === true && markup` <span class="mark">retained</span>`;
  return markup`<li data-search="${`${name} ${type}`.toLowerCase()}"><details><summary><span class="name">${name}</span> <span class="type">${typeLabel(type)}</span>${protectedMark}${retained}</summary>
<p class="urn"><code>${urn}</code></p>
<pre>${prettyJson(inputs)}</pre></details></li>
`;
}
