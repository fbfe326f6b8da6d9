import { markup, trusted, type Html } from "../html";
import type { ReportModel } from "../model";
import { counted } from "../model/values";
import { drawingStyles } from "../stylesheets";
import { draw } from "./draw";
import { layOut } from "./layout";
import { dataPathInWords, type Access, type Topology } from "./topology";

/**
 * The network, the way of the data and who may talk to whom. A screen that is too narrow for it
 * scrolls it.
 */
export function diagram(model: ReportModel, topology: Topology): Html {
  const drawing = layOut(model, topology);
  return markup`<figure>
<div class="scroll" tabindex="0" role="region" aria-label="${title}, scrollable">
${draw(drawing, { title, description: describe(model, topology) })}
</div>
${
  drawing.omitted.length > 0 &&
  markup`<figcaption>Not drawn: ${inWords(drawing.omitted, topology)}.</figcaption>`
}
</figure>`;
}

/** The drawing as a picture of its own, which needs no page around it. */
export function picture(model: ReportModel, topology: Topology): string {
  const { text } = draw(layOut(model, topology), {
    title,
    description: describe(model, topology),
  });
  const style = markup`<style>text{font-family:var(--sans)}${trusted(drawingStyles)}</style>`.text;
  return text
    .replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
    .replace("<defs>", `${style}<defs>`);
}

const title = "Network and data path";

/** The drawing in words. */
function describe({ network, database }: ReportModel, topology: Topology): string {
  const instances = counted(database?.instances.length ?? 0, "database instance");
  return [
    `VPC ${network.cidr ?? ""} in ${network.zones.join(", ")} with ${instances}.`,
    dataPathInWords(topology),
    `Connections that security groups allow: ${inWords(topology.access, topology)}.`,
  ].join(" ");
}

function inWords(access: readonly Access[], { names }: Topology): string {
  const name = (id: string) => names.get(id) ?? id;
  const sentences = access.map(
    ({ from, to, ports }) => `${name(from)} to ${name(to)}, port ${ports}`,
  );
  return sentences.length === 0 ? "none" : sentences.join("; ");
}
