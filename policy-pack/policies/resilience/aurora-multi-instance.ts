import { flag, text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven } from "../../lib/unknowns";

export const auroraMultiInstance = defineRule({
  name: "aurora-multi-instance",
  title: "A cluster survives the loss of a zone",
  description:
    "An Aurora cluster must have at least two instances in at least two zones. A single instance must have a standby.",
  severity: "medium",
  level: "advisory",
  controls: { fsbp: ["RDS.15", "RDS.5"], prowler: ["rds_cluster_multi_az"] },
  remediation: "Add an aws.rds.ClusterInstance in another zone.",
  types: [...types.cluster, ...types.databaseInstance],
  *companions(cluster, graph) {
    if (types.databaseInstance.includes(cluster.type)) {
      const isReplica = isGiven(cluster.props, "replicateSourceDb");
      if (!isReplica && flag(cluster.props, "multiAz") !== true) {
        yield "the instance has no standby in another zone (multiAz)";
      }
      return;
    }
    const instances = graph.companions(cluster, "clusterIdentifier", types.clusterInstance);
    if (instances.length < 2) {
      yield `the cluster has ${instances.length} instance(s)`;
      return;
    }
    const zones = instances.map(({ props }) => text(props, "availabilityZone"));
    if (!zones.includes(undefined) && new Set(zones).size === 1) {
      yield "all instances are in one zone";
    }
  },
});
