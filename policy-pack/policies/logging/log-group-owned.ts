import { type Graph, type Node } from "../../lib/graph";
import { record, text, texts } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven, isUnknown, NotEvaluated } from "../../lib/unknowns";

export const logGroupOwned = defineRule({
  name: "log-group-owned",
  title: "Log groups belong to the stack",
  description:
    "The stack must create the log groups that AWS would otherwise create without an expiry.",
  severity: "low",
  level: "advisory",
  remediation:
    "Add an aws.cloudwatch.LogGroup with the service's log group name before the resource.",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
  types: [...types.function, ...types.rotationApplication, ...types.cluster, ...types.dmsInstance],
  *companions(node, graph) {
    const owned = graph.derive(ownedNames);
    for (const name of expectedNames(node)) {
      if (!owned.has(name)) {
        yield "the stack does not create a log group that the service writes to";
      }
    }
  },
});

/** The log groups that the services write to: their names are fixed by AWS. */
function expectedNames({ type, props }: Node): string[] {
  if (types.function.includes(type)) {
    const isNamed = isGiven(record(props, "loggingConfig"), "logGroup");
    return isNamed ? [] : [`/aws/lambda/${named(props, "name")}`];
  }
  if (types.rotationApplication.includes(type)) {
    return [`/aws/lambda/${named(record(props, "parameters"), "functionName")}`];
  }
  if (types.dmsInstance.includes(type)) {
    return [`dms-tasks-${named(props, "replicationInstanceId")}`];
  }
  const id = named(props, "clusterIdentifier");
  return texts(props, "enabledCloudwatchLogsExports").map((log) => `/aws/rds/cluster/${id}/${log}`);
}

function named(props: Node["props"], key: string): string {
  const name = text(props, key);
  if (name === undefined) {
    throw new NotEvaluated("its name can't be known during preview");
  }
  return name;
}

function ownedNames(graph: Graph): ReadonlySet<string | undefined> {
  const groups = graph.all(types.logGroup);
  if (groups.some((group) => isUnknown(group.props, "name"))) {
    throw new NotEvaluated("the name of a log group can't be known during preview");
  }
  return new Set(groups.map((group) => text(group.props, "name")));
}
