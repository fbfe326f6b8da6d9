import { costLacks, type CostChange } from "@landing-zone/cost/difference";
import { dollars, signedDollars } from "@landing-zone/cost/words";
import { markup, type Html } from "../html";
import type { Comparison, ComponentDifferences, Difference } from "../model/comparison";
import { typeLabel } from "@landing-zone/plan/plan-graph";
import { counted } from "../model/values";
import type { Section } from "../page";
import { absent, table } from "../table";

/** The section of differences from the plan that the report is compared with. */
export function comparisonSection(comparison: Comparison): Section {
  const { names, facts, resources, settings } = comparison;
  const [own, other] = names;
  const side = (caption: string, rows: readonly Difference[], none: string): Html =>
    rows.length === 0
      ? absent(none)
      : table<Difference>(
          caption,
          [
            { title: "What", cell: ({ name }) => name },
            { title: own, cell: ({ values }) => value(values[0]) },
            { title: other, cell: ({ values }) => value(values[1]) },
          ],
          rows,
        );
  const ofComponent = ({ component, differences }: ComponentDifferences): Html =>
    markup`<details><summary>${component}: ${counted(differences.length, "setting")}</summary>${side(
      `Settings of ${component} that differ`,
      differences,
      "",
    )}</details>`;
  return {
    id: "comparison",
    title: `Compared with ${other}`,
    lead: "What differs, apart from the names of the environments and the accounts.",
    body: markup`<h3>Cost a month</h3>
${costTable(comparison)}
<h3>Facts</h3>
${side("Facts that differ", facts, "The facts are the same.")}
<h3>Resources that only one of them has</h3>
${side(
  "Resources that only one stack has, by type",
  resources.map(({ name, values }) => ({ name: typeLabel(name), values })),
  "Both have the same resources.",
)}
<h3>Settings</h3>
${settings.length === 0 ? absent("Resources that both have are set alike.") : settings.map(ofComponent)}`,
  };
}

function costTable({ cost, names: [own, other] }: Comparison): Html {
  if (cost.missing !== undefined) return absent(`Not known: ${cost.missing}.`);
  const total: CostChange = { component: "Total", before: cost.before, after: cost.after };
  const rows = table<CostChange>(
    "Cost a month, by component where it differs",
    [
      { title: "Component", cell: ({ component }) => component },
      { title: own, cell: ({ after }) => dollars(after), short: true },
      { title: other, cell: ({ before }) => dollars(before), short: true },
      {
        title: "Difference",
        cell: ({ before, after }) => signedDollars(after - before),
        short: true,
      },
    ],
    [total, ...cost.components],
  );
  const lacks = costLacks({ own, other }, cost).map(
    (text) => markup`<p>${text}, which the price list lacks.</p>`,
  );
  return markup`${rows}${lacks}`;
}

/** Characters of a value that are shown at once: a dashboard or a policy is longer. */
const shownLength = 160;

function value(text: string | undefined): Html | string {
  if (text === undefined) return markup`<span class="absent">none</span>`;
  return text.length > shownLength
    ? markup`<details><summary>${text.slice(0, shownLength)}…</summary>${text}</details>`
    : text;
}
