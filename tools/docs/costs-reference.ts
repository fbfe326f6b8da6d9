import { assumptionNames, defaultAssumptions, meaningOf } from "@landing-zone/cost/assumptions";
import { type Estimate, leftOut } from "@landing-zone/cost/estimate";
import { dollars, unpricedInWords } from "@landing-zone/cost/words";
import { type PriceSource } from "@landing-zone/cost/price-sources";
import { pricedRegions, priceList } from "@landing-zone/cost/prices";

/** Costs of this project's stacks, by name. */
export type StackCosts = Readonly<Record<string, Estimate>>;

/** `docs/costs.md`: the cost of the stacks, its drivers, and the price list. */
export function costsReference(costs: StackCosts): string {
  return `# Costs

\`npm start\` estimates the monthly cost of a stack, from list prices for ${pricedRegions.join(", ")}. \`--verbose\` and the page (\`--html\`) show every item, \`--compare\` the difference from another stack or from a plan that \`--json\` has written, and the comment on a pull request the difference that the change makes. Set \`observability.monthlyBudgetUsd\` to get a warning in time.

## The stacks of this project

${table(["component", ...Object.keys(costs)], componentRows(costs))}

An idle stack costs almost as much as a busy one. dev protects nothing, so \`npx pulumi destroy -s dev\` removes everything that costs money.

Left out: ${leftOut.join("; ")}. A region, a class or a resource type that the price list lacks is reported as unpriced, never guessed.

## What drives the cost

${table(["driver", "how to lower it", "trade-off"], drivers)}

## Assumptions on use

The estimate assumes these amounts. \`cost-assumptions.yaml\` in the project's folder sets others, by stack:

\`\`\`yaml
prod: { databaseGiB: 2000, databaseIoMillions: 3000, logGiB: 20 }
\`\`\`

${table(
  ["assumption", "default", "meaning"],
  assumptionNames.map((name) => [`\`${name}\``, String(defaultAssumptions[name]), meaningOf(name)]),
)}

## Price list

US dollars, on demand, of the day beside the source. A dash is a price that no source at hand has.

${priceTable()}
`;
}

const drivers: readonly (readonly string[])[] = [
  [
    "Aurora instances",
    "`serverless` with a small `minCapacity`; `count: 1`",
    "no failover with one",
  ],
  [
    "Aurora storage and I/O",
    "`database.parameterPreset: live` once you no longer need the way back",
    "no fallback by replication",
  ],
  [
    "replication instances",
    "a smaller class after the load; `multiAz: false`; `serverless` for a migration that is often idle",
    "the load starts over after a failure",
  ],
  ["replication storage", "`allocatedStorageGiB`", "cached changes need space"],
  [
    "NAT gateways",
    "`natGateways: single` or `none`: DMS and rotation need none",
    "one zone's failure cuts off the others; with none, no updates from the internet",
  ],
  ["private endpoints", "fewer zones", "the private subnets depend on them"],
  ["VPN", "one device", "its failure cuts off the source"],
  [
    "resolver endpoint",
    "no `onPremises.dns`, sources by address",
    "DMS cannot check certificates by name",
  ],
  ["load balancer and WAF", "fewer managed rule groups", "less malicious traffic is blocked"],
  ["logs", "retention keys; `edge.waf.loggedRequests: blockedAndCounted`", "shorter history"],
  ["KMS keys", "existing keys (`encryption`)", "one key policy for more services"],
];

function componentRows(costs: StackCosts): string[][] {
  const estimates = Object.values(costs);
  const names = estimates.flatMap(({ components }) => components.map(({ component }) => component));
  const cost = ({ components }: Estimate, name: string) =>
    components.find(({ component }) => component === name)?.usd ?? 0;
  return [
    ...[...new Set(names)].map((name) => [
      name,
      ...estimates.map((estimate) => dollars(cost(estimate, name))),
    ]),
    ["**total a month**", ...estimates.map(({ totalUsd }) => `**${dollars(totalUsd)}**`)],
    ["without", ...estimates.map(({ unpriced }) => unpricedInWords(unpriced).join("; ") || "–")],
  ];
}

function priceTable(): string {
  const tables = [...priceList.values()];
  const keys = new Set(tables.flatMap((prices) => [...prices.keys()]));
  const rows = [...keys].map((key) => {
    const prices = tables.map((table) => table.get(key));
    const found = prices.filter((price) => price !== undefined);
    return [
      `\`${key}\``,
      found[0]?.unit ?? "",
      ...prices.map((price) => String(price?.usd ?? "–")),
      [...new Set(found.map(({ source }) => source))].map(linkTo).join(", "),
    ];
  });
  return table(["price", "per", ...pricedRegions, "source"], rows);
}

function linkTo({ url, date }: PriceSource): string {
  return `[${hostOf(url)}](${url}) ${date}`;
}

function hostOf(url: string): string {
  const { hostname, pathname } = new URL(url);
  return hostname === "github.com" ? pathname.split("/").slice(1, 3).join("/") : hostname;
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(titles), line(titles.map(() => "---")), ...rows.map(line)].join("\n");
}
