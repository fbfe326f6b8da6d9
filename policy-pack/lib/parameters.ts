import { type Graph, type Node } from "./graph";
import { records, text, scalar } from "./props";
import { type Verdict } from "./rule";
import { types } from "./tokens";
import { forEach, isGiven, NotEvaluated, type Props } from "./unknowns";

/** The value of a parameter in lower case, or undefined when it is not set. */
export type Parameter = (name: string) => string | undefined;

/**
 * Judges a MySQL database by its parameters. Other engines have other parameters and are not
 * judged.
 */
export function* judgeParameters(
  cluster: Node,
  graph: Graph,
  ...checks: readonly ((parameter: Parameter) => Iterable<Verdict>)[]
): Generator<Verdict> {
  if (/^(aurora-mysql|mysql|mariadb)/.test(text(cluster.props, "engine") ?? "")) {
    const parameter = clusterParameters(cluster, graph);
    yield* forEach(checks, (check) => check(parameter));
  }
}

/**
 * Reads the parameter group that a cluster or a single instance uses. AWS's default groups set nothing. Throws
 * {@link NotEvaluated} when the group is another one that is not part of the stack.
 */
export function clusterParameters(cluster: Node, graph: Graph): Parameter {
  const [property, kinds] = types.databaseInstance.includes(cluster.type)
    ? (["parameterGroupName", types.parameterGroup] as const)
    : (["dbClusterParameterGroupName", types.clusterParameters] as const);
  const [group] = graph.refersTo(cluster, property, kinds).nodes;
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
    const values = parameters.filter((item) => text(item, "name") === name).map(valueOf);
    // If a parameter is given twice, it is unknown which value AWS takes.
    return new Set(values).size > 1 ? undefined : values[0];
  };
}

function valueOf(parameter: Props): string | undefined {
  return scalar(parameter, "value")?.toLowerCase();
}

/** Whether a MySQL switch is on. */
export function isOn(value: string | undefined): boolean {
  return value === "1" || value === "on" || value === "true";
}
