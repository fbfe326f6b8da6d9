import type * as pulumi from "@pulumi/pulumi";
import { allowEgressToCidr } from "./security-group";

/** A port of servers outside the VPC. */
export interface OnPremisesPeer {
  readonly cidr: string;
  readonly port: number;
}

/** Lets members of `from` open connections to MySQL servers on premises. */
export function allowOnPremises(
  name: string,
  from: pulumi.Input<string>,
  peers: readonly OnPremisesPeer[],
  opts: pulumi.CustomResourceOptions,
): void {
  for (const { cidr, port } of distinctPeers(peers)) {
    allowEgressToCidr(
      `${name}-to-${cidr}-${port}`,
      { from, cidr, port, description: "MySQL on premises" },
      opts,
    );
  }
}

/** AWS refuses a second rule for the same range and port, as two sources of one network would need. */
function distinctPeers(peers: readonly OnPremisesPeer[]): OnPremisesPeer[] {
  return [...new Map(peers.map((peer) => [`${peer.cidr}:${peer.port}`, peer])).values()];
}
