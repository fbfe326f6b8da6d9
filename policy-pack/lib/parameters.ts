import { type Graph, type Node } from "./graph";
import { records, text } from "./props";
import { types } from "./tokens";
import { isGiven, NotEvaluated } from "./unknowns";

/**
 * Reads a parameter of the cluster parameter group that a cluster uses: its value in lower case,
 * or undefined when the group does not set it. Throws {@link NotEvaluated} when the group is not
 * part of the stack.
 */
export function clusterParameters(
  cluster: Node,
  graph: Graph,
): (name: string) => string | undefined {
  const property = "dbClusterParameterGroupName";
  const [group] = graph.refersTo(cluster, property, types.clusterParameters).nodes;
  if (!group) {
    if (isGiven(cluster.props, property)) {
      throw new NotEvaluated("its parameter group is not part of this stack");
    }
    return () => undefined;
  }
  const parameters = records(group.props, "parameters");
  return (name) => {
    const parameter = parameters.find((item) => text(item, "name") === name);
    return parameter && String(parameter.value).toLowerCase();
  };
}

/** Whether a MySQL switch is on. */
export function isOn(value: string | undefined): boolean {
  return value === "1" || value === "on" || value === "true";
}
