import { type Graph, type Node } from "./graph";
import { records, text } from "./props";
import { types } from "./tokens";
import { isUnknown, type Props } from "./unknowns";

/** The ranges of a prefix list of the stack that are known: its own entries and those beside it. */
export function rangesOf(list: Node, graph: Graph): string[] {
  const separate = graph.companions(list, "prefixListId", types.prefixListEntry);
  const inline = isUnknown(list.props, "entries") ? [] : records(list.props, "entries");
  return [...inline, ...separate.map(({ props }) => props)].flatMap(rangeOf);
}

function rangeOf(entry: Props): string[] {
  return isUnknown(entry, "cidr") ? [] : [text(entry, "cidr") ?? []].flat();
}
