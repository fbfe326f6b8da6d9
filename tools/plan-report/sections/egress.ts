import { markup, type Content } from "../html";
import type { ReportModel } from "../model";
import type { Connection, Peer, SecurityGroup } from "../model/security-groups";
import type { Section } from "../page";
import { absent, groupedTable, table, type Column, type RowGroup } from "../table";

const port: Column<Connection> = {
  title: "Port",
  cell: ({ protocol, port: range }) => `${protocol} ${range}`,
  short: true,
};
const reason: Column<Connection> = { title: "Why", cell: ({ description }) => description };

/** What every security group lets out, and what comes in from outside the groups. */
export function egressSection({ securityGroups }: ReportModel): Section {
  const { groups, egress, ingressFromRanges } = securityGroups;
  return {
    id: "egress",
    title: "Egress",
    lead: "What the members of each security group may open. Nothing else leaves them.",
    count: egress.length,
    body:
      groups.length === 0
        ? absent("The plan has no security group.")
        : [
            groupedTable(
              "Egress rules by security group",
              [{ title: "To", cell: ({ to }) => nameOf(to) }, port, reason],
              groups.map((group) => rowsOf(group, egress)).sort(emptyLast),
            ),
            markup`<h3>From outside</h3>
<p class="lead">Address ranges that security groups let in.</p>`,
            ingressFromRanges.length === 0
              ? absent("No address range is let in.")
              : table(
                  "Ingress from address ranges",
                  [
                    { title: "From", cell: ({ from }) => nameOf(from) },
                    { title: "To", cell: ({ to }) => nameOf(to) },
                    port,
                    reason,
                  ],
                  ingressFromRanges,
                ),
          ],
  };
}

const withoutRules = {
  rules: "No rule is known before deployment.",
  none: "Opens no connection: its rule list is empty on purpose.",
  unstated: "Says nothing about egress.",
} as const;

function rowsOf(group: SecurityGroup, egress: readonly Connection[]): RowGroup<Connection> {
  return {
    heading: markup`${group.name} <small>${group.description}</small>`,
    rows: egress.filter(({ from }) => from.kind === "group" && from.group === group),
    none: withoutRules[group.egress],
  };
}

function emptyLast(left: RowGroup<Connection>, right: RowGroup<Connection>): number {
  return Number(left.rows.length === 0) - Number(right.rows.length === 0);
}

function nameOf(peer: Peer): Content {
  switch (peer.kind) {
    case "group":
      return markup`${peer.group.name} <small>${peer.group.description}</small>`;
    case "range":
      return markup`<code>${peer.cidr}</code>`;
    case "service":
      return markup`${peer.service.toUpperCase()} <small>prefix list of the gateway endpoint</small>`;
    case "unknown":
      return "not known before deployment";
  }
}
