import type { Connection, Peer, SecurityGroups } from "./security-groups";
import { serviceName } from "./network";

/** A connection between two peers, and whether the rules of both ends allow it. */
export interface AccessRow extends Connection {
  /** The end without a rule, if both are groups: then no connection opens. */
  readonly missing: "egress" | "ingress" | undefined;
}

/** Allowed connections between all peers. */
export interface AccessMatrix {
  readonly rows: readonly AccessRow[];
  /** Names of those that open connections, and of those that they open them to. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** The ports between two of them, such as `TCP 3306`; empty without. */
  readonly ports: (from: string, to: string) => string;
}

/** Derives the matrix from the rules of the security groups. */
export function accessMatrixOf(groups: SecurityGroups): AccessMatrix {
  const rows = rowsOf(groups);
  const working = rows.filter(({ missing }) => missing === undefined);
  return {
    rows,
    from: namesOf(working.map(({ from }) => from)),
    to: namesOf(working.map(({ to }) => to)),
    ports: (from, to) => {
      const found = working.filter((row) => peerName(row.from) === from && peerName(row.to) === to);
      return [...new Set(found.map(({ protocol, port }) => `${protocol} ${port}`))].join(", ");
    },
  };
}

function rowsOf({ egress, ingressFromRanges, ingressFromGroups }: SecurityGroups): AccessRow[] {
  const isLetIn = (row: Connection) => ingressFromGroups.some((other) => isSame(row, other));
  return [
    ...ingressFromRanges.map((row): AccessRow => ({ ...row, missing: undefined })),
    ...egress.map((row): AccessRow => ({
      ...row,
      missing: row.to.kind === "group" && !isLetIn(row) ? "ingress" : undefined,
    })),
    ...ingressFromGroups
      .filter((row) => !egress.some((other) => isSame(row, other)))
      .map((row): AccessRow => ({ ...row, missing: "egress" })),
  ];
}

function isSame(one: Connection, other: Connection): boolean {
  return (
    one.port === other.port &&
    one.protocol === other.protocol &&
    peerName(one.from) === peerName(other.from) &&
    peerName(one.to) === peerName(other.to)
  );
}

function namesOf(peers: readonly Peer[]): string[] {
  return [...new Set(peers.map(peerName))];
}

/** Name of an end of a connection. */
export function peerName(peer: Peer): string {
  switch (peer.kind) {
    case "group":
      return peer.group.name;
    case "range":
      return peer.cidr;
    case "service":
      return serviceName(peer.service);
    case "unknown":
      return "not known before deployment";
  }
}
