import { type Graph, type Node } from "./graph";
import { types } from "./tokens";

/** Whether the bucket receives logs: of a load balancer, a flow log, a web ACL, another bucket. */
export function receivesLogs(bucket: Node, graph: Graph): boolean {
  return (
    needsS3Encryption(bucket, graph) ||
    isNamedBy(bucket, graph, [
      ["logDestination", types.flowLog],
      ["logDestinationConfigs", types.webAclLogging],
    ])
  );
}

/** Whether the bucket receives logs that S3's own keys alone can encrypt: of load balancers, of accesses. */
export function needsS3Encryption(bucket: Node, graph: Graph): boolean {
  return isNamedBy(bucket, graph, [
    ["accessLogs", types.loadBalancer],
    ["connectionLogs", types.loadBalancer],
    ["healthCheckLogs", types.loadBalancer],
    ["targetBucket", types.bucketLogging],
  ]);
}

type Naming = readonly [property: string, tokens: Parameters<Graph["companions"]>[2]];

function isNamedBy(bucket: Node, graph: Graph, namings: readonly Naming[]): boolean {
  return namings.some(
    ([property, tokens]) => graph.companions(bucket, property, tokens).length > 0,
  );
}
