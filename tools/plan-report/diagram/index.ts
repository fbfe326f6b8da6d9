import { markup, trusted, type Html } from "../html";
import type { ReportModel } from "../model";
import { counted } from "../model/values";
import { drawingStyles } from "../stylesheets";
import { draw } from "./draw";
import { tallDrawing } from "./tall";
import { dataPathInWords, type Access, type Topology } from "./topology";
import { wideDrawing } from "./wide";

/** The network, the way of the data and who may talk to whom; for wide and for narrow screens. */
export function diagram(model: ReportModel, topology: Topology): Html {
  const title = "Network and data path";
  const description = describe(model, topology);
  const wide = wideDrawing(model, topology);
  return markup`<figure>
${draw(wide, { id: "wide", title, description })}
${draw(tallDrawing(model, topology), { id: "tall", title, description })}
${
  wide.omitted.length > 0 &&
  markup`<figcaption>Not drawn: ${inWords(wide.omitted, topology)}.</figcaption>`
}
</figure>`;
}

/** The wide drawing as a picture of its own, which needs no page around it. */
export function picture(model: ReportModel, topology: Topology): string {
  const title = "Network and data path";
  const { text } = draw(wideDrawing(model, topology), {
    id: "wide",
    title,
    description: describe(model, topology),
  });
  const style = markup`<style>text{font-family:var(--sans)}${trusted(drawingStyles)}</style>`.text;
  return text
    .replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
    .replace("<defs>", `${style}<defs>`);
}

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
