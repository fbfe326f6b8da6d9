import type { PlannedResource } from "@landing-zone/plan/plan";
import { types, type PlanGraph } from "@landing-zone/plan/plan-graph";
import { keyName } from "./secrets";
import { listOf, mapOf, numberOf, textOf } from "./values";

/** A place that logs are kept in. */
export interface LogStore {
  readonly name: string;
  readonly kind: "log group" | "bucket";
  /** Resources that write there. */
  readonly writers: readonly string[];
  /** Days; undefined: for ever. */
  readonly retentionDays: number | undefined;
  /** The key's alias, or AWS's encryption. */
  readonly encryption: string;
}

/** The log groups of a plan, and the buckets that something writes logs to. */
export function logStoresOf(graph: PlanGraph): LogStore[] {
  return [
    ...graph.all("logGroup").map((group) => logGroupOf(graph, group)),
    ...graph
      .all("bucket")
      .map((bucket) => bucketOf(graph, bucket))
      .filter(({ writers: found }) => found.length > 0),
  ];
}

function logGroupOf(graph: PlanGraph, group: PlannedResource): LogStore {
  const days = numberOf(group.inputs["retentionInDays"]);
  return {
    name: textOf(group.inputs["name"]) ?? group.name,
    kind: "log group",
    writers: writersOf(graph, group),
    retentionDays: days === 0 ? undefined : days,
    encryption: keyName(graph, group, "kmsKeyId") ?? "CloudWatch's own key",
  };
}

/** Writers of a resource's logs, for resources that name the destination or depend on it. */
const writers: Readonly<Record<string, string>> = {
  [types.cluster]: "Aurora",
  [types.dmsInstance]: "DMS replication tasks",
  [types.flowLog]: "VPC flow logs",
  [types.loadBalancer]: "load balancer",
  [types.rotationFunction]: "rotation function",
  [types.vpnConnection]: "VPN tunnels",
  [types.webAclLogging]: "WAF",
};

function writersOf(graph: PlanGraph, store: PlannedResource): string[] {
  const names = graph.dependents(store).map(({ type }) => writers[type]);
  return [...new Set(names)].filter((name) => name !== undefined);
}

function bucketOf(graph: PlanGraph, bucket: PlannedResource): LogStore {
  const [lifecycle] = graph.users(bucket, "bucketLifecycle", "bucket");
  const [encryption] = graph.users(bucket, "bucketEncryption", "bucket");
  const expirations = listOf(lifecycle?.inputs["rules"]).map((rule) =>
    numberOf(mapOf(mapOf(rule)["expiration"])["days"]),
  );
  return {
    name: textOf(bucket.inputs["bucket"]) ?? bucket.name,
    kind: "bucket",
    writers: writersOf(graph, bucket),
    retentionDays: expirations.find((days) => days !== undefined),
    encryption: algorithmOf(encryption) ?? "S3's own key",
  };
}

function algorithmOf(encryption: PlannedResource | undefined): string | undefined {
  const [rule] = listOf(encryption?.inputs["rules"]).map(mapOf);
  const algorithm = textOf(mapOf(rule?.["applyServerSideEncryptionByDefault"])["sseAlgorithm"]);
  return algorithm === "AES256" ? "SSE-S3 (AES256)" : algorithm;
}
