import { markup, type Html } from "../html";
import type { ReportModel } from "../model";
import { draw } from "./draw";
import { tallDrawing } from "./tall";
import { nodeIds, portsBetween, topologyOf, type Topology } from "./topology";
import { wideDrawing } from "./wide";

/** The network, the way of the data and who may talk to whom; for wide and for narrow screens. */
export function diagram(model: ReportModel): Html {
  const topology = topologyOf(model);
  const title = "Network and data path";
  const description = describe(model, topology);
  return markup`<figure>
${draw(wideDrawing(model, topology), { id: "wide", title, description })}
${draw(tallDrawing(model, topology), { id: "tall", title, description })}
<figcaption>
${key("data", "data, from the sources to the Aurora writer")}
${key("access", "who may open a connection, and on which port")}
<span>Without an arrow there is no security group rule.</span>
</figcaption>
</figure>`;
}

function key(look: "data" | "access", meaning: string): Html {
  return markup`<span class="key"><svg viewBox="0 0 34 12" aria-hidden="true"><path class="${look}" d="M0 6H26"/><path class="head-${look}" d="M24 1 34 6 24 11z"/></svg>${meaning}</span>`;
}

/** The drawing in words. */
function describe({ network, database }: ReportModel, topology: Topology): string {
  const { sources, access, names } = topology;
  const way = network.vpn ? "a VPN with two tunnels" : "no VPN";
  const data =
    sources.length === 0
      ? "There is no replication."
      : `Data goes from ${sources.map(({ title }) => title).join(", ")} over ${way} to the DMS replication instance (port ${portsBetween(topology, nodeIds.replication, nodeIds.sources)}) and on to Aurora (port ${portsBetween(topology, nodeIds.replication, nodeIds.database)}).`;
  const zones = `VPC ${network.cidr ?? ""} in ${network.zones.join(", ")} with ${database?.instances.length ?? 0} database instances.`;
  const opened = access.map(
    ({ from, to, ports }) => `${names.get(from) ?? from} to ${names.get(to) ?? to}, port ${ports}`,
  );
  return `${zones} ${data} Connections that security groups allow: ${opened.join("; ")}.`;
}
