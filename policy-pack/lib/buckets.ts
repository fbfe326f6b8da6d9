import { type Graph, type Node } from "./graph";
import { types } from "./tokens";

/** Whether the bucket receives logs: of a load balancer, a flow log, a web ACL, another bucket. */
export function receivesLogs(bucket: Node, graph: Graph): boolean {
  const receivers = [
    ["accessLogs", types.loadBalancer],
    ["connectionLogs", types.loadBalancer],
    ["logDestination", types.flowLog],
    ["logDestinationConfigs", types.webAclLogging],
    ["targetBucket", types.bucketLogging],
  ] as const;
  return receivers.some(
    ([property, tokens]) => graph.companions(bucket, property, tokens).length > 0,
  );
}

/** Whether the bucket receives a load balancer's logs, which only SSE-S3 can hold. */
export function receivesLoadBalancerLogs(bucket: Node, graph: Graph): boolean {
  return ["accessLogs", "connectionLogs"].some(
    (property) => graph.companions(bucket, property, types.loadBalancer).length > 0,
  );
}
