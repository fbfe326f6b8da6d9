import { diagram } from "../diagram";
import { dataPathInWords, topologyOf } from "../diagram/topology";
import type { ReportModel } from "../model";
import type { Section } from "../page";
import { absent } from "../table";

/** The network, the way of the data through it, and who may talk to whom. */
export function networkSection(model: ReportModel): Section {
  const topology = topologyOf(model);
  const section = { id: "network", title: "Network" };
  return model.network.cidr === undefined
    ? { ...section, body: absent("The plan has no VPC.") }
    : { ...section, lead: dataPathInWords(topology), body: diagram(model, topology) };
}
