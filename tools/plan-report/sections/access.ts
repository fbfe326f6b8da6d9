import { markup, type Content, type Html } from "../html";
import type { ReportModel } from "../model";
import { accessMatrixOf, peerName, type AccessMatrix, type AccessRow } from "../model/access";
import type { Peer, SecurityGroup } from "../model/security-groups";
import type { Section } from "../page";
import { absent, table, type Column } from "../table";

const columns: readonly Column<AccessRow>[] = [
  { title: "From", cell: ({ from }) => described(from) },
  { title: "To", cell: ({ to }) => described(to) },
  { title: "Port", cell: ({ protocol, port }) => `${protocol} ${port}`, short: true },
  {
    title: "Why",
    cell: ({ description, missing }) =>
      markup`${description}${
        missing !== undefined &&
        markup` <span class="mark warn">no ${missing} rule at the other end</span>`
      }`,
  },
];

/** The section of allowed connections: a matrix, and each rule with its reason. */
export function accessSection({ securityGroups }: ReportModel): Section {
  const { groups } = securityGroups;
  const matrix = accessMatrixOf(securityGroups);
  return {
    id: "access",
    title: "Access",
    lead: "Who may open a connection to whom, by the rules of the security groups. Nothing else passes them.",
    count: matrix.rows.length,
    body:
      groups.length === 0
        ? absent("The plan has no security group.")
        : [
            overview(matrix),
            markup`<h3>Rules</h3>`,
            table("Who may open a connection to whom, and why", columns, matrix.rows),
            silent(groups),
          ],
  };
}

/** The ports by who opens them and to whom. */
function overview({ from, to, ports }: AccessMatrix): Html {
  const cell = (text: string) =>
    text === "" ? markup`<td class="empty"></td>` : markup`<td>${text}</td>`;
  return markup`<div class="scroll" tabindex="0" role="region" aria-label="Access matrix, scrollable">
<table class="matrix">
<caption class="unseen">Ports by who opens a connection (rows) and to whom (columns)</caption>
<thead><tr><th scope="col">From \\ to</th>${to.map((name) => markup`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${from.map(
    (
      row,
    ) => markup`<tr><th scope="row">${row}</th>${to.map((column) => cell(ports(row, column)))}</tr>
`,
  )}</tbody>
</table>
</div>`;
}

const reasons = {
  rules: "its rules are not known before deployment",
  none: "its rule list is empty on purpose",
  unstated: "it states nothing about egress",
} as const;

/** The groups whose members open no connection. */
function silent(groups: readonly SecurityGroup[]): Content {
  const closed = groups.filter(({ egress }) => egress !== "rules");
  return (
    closed.length > 0 &&
    markup`<h3>Groups that open nothing</h3>
<ul>${closed.map(({ name, description, egress }) => markup`<li><strong>${name}</strong> ${description}: ${reasons[egress]}</li>`)}</ul>`
  );
}

function described(peer: Peer): Content {
  switch (peer.kind) {
    case "group":
      return markup`${peer.group.name} <small>${peer.group.description}</small>`;
    case "range":
      return markup`<code>${peer.cidr}</code>`;
    case "service":
      return markup`${peerName(peer)} <small>prefix list of the gateway endpoint</small>`;
    case "unknown":
      return peerName(peer);
  }
}
