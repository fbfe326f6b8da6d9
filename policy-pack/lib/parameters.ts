import { type Graph, type Node } from "./graph";
import { records, text } from "./props";
import { type Verdict } from "./rule";
import { types } from "./tokens";
import { independently, isGiven, NotEvaluated } from "./unknowns";

/** The value of a parameter in lower case, or undefined when it is not set. */
export type Parameter = (name: string) => string | undefined;

/**
 * Judges an Aurora MySQL cluster by the parameters that it uses. Clusters of other engines have
 * other parameters, and nothing is said of them.
 */
export function* judgeParameters(
  cluster: Node,
  graph: Graph,
  ...checks: readonly ((parameter: Parameter) => Iterable<Verdict>)[]
): Generator<Verdict> {
  if ((text(cluster.props, "engine") ?? "").startsWith("aurora-mysql")) {
    const parameter = clusterParameters(cluster, graph);
    yield* independently(...checks.map((check) => () => check(parameter)));
  }
}

/**
 * Reads the cluster parameter group that a cluster uses. AWS's default groups set nothing. Throws
 * {@link NotEvaluated} when the group is another one that is not part of the stack.
 */
export function clusterParameters(cluster: Node, graph: Graph): Parameter {
  const property = "dbClusterParameterGroupName";
  const [group] = graph.refersTo(cluster, property, types.clusterParameters).nodes;
  if (!group) {
    const isDefault =
      !isGiven(cluster.props, property) ||
      (text(cluster.props, property) ?? "").startsWith("default.");
    if (!isDefault) {
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
