import { type Graph, type Node } from "../../lib/graph";
import { toggle } from "../../lib/options";
import { flag, record, text } from "../../lib/props";
import { advice, defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const dmsMultiAz = defineRule({
  name: "dms-multi-az",
  title: "Replication survives the loss of a zone",
  description: "A replication instance must have a standby in another zone.",
  severity: "medium",
  level: "advisory",
  controls: { fsbp: ["DMS.13"], prowler: ["dms_instance_multi_az_enabled"] },
  remediation: "Set multiAz (computeConfig.multiAz where serverless).",
  options: {
    loadsToo: toggle(
      "Whether instances need a standby that only load, which can be started again.",
      false,
    ),
  },
  types: [...types.dmsInstance, ...types.dmsServerless],
  *companions(node, graph, { loadsToo }) {
    const { type, props } = node;
    const holder = types.dmsServerless.includes(type) ? record(props, "computeConfig") : props;
    if (flag(holder, "multiAz") === true) {
      return;
    }
    yield !loadsToo && onlyLoads(node, graph)
      ? advice("multiAz is not true; a load that fails must be started again")
      : "multiAz is not true";
  },
});

/** Whether the tasks of an instance load once, and none of them replicates changes. */
function onlyLoads(node: Node, graph: Graph): boolean {
  const tasks = types.dmsServerless.includes(node.type)
    ? [node]
    : graph.companions(node, "replicationInstanceArn", types.dmsTask);
  const kinds = tasks.map(
    ({ props }) => text(props, "migrationType") ?? text(props, "replicationType"),
  );
  return kinds.length > 0 && kinds.every((kind) => kind === "full-load");
}
