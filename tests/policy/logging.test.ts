import { albAccessLogs } from "../../policy-pack/policies/logging/alb-access-logs";
import { auroraAuditParameters } from "../../policy-pack/policies/logging/aurora-audit-parameters";
import { auroraLogExports } from "../../policy-pack/policies/logging/aurora-log-exports";
import { dmsNoDebugLogging } from "../../policy-pack/policies/logging/dms-no-debug-logging";
import { dmsTaskLogging } from "../../policy-pack/policies/logging/dms-task-logging";
import { logGroupCmk } from "../../policy-pack/policies/logging/log-group-cmk";
import { logGroupOwned } from "../../policy-pack/policies/logging/log-group-owned";
import { logRetention } from "../../policy-pack/policies/logging/log-retention";
import { s3AccessLogging } from "../../policy-pack/policies/logging/s3-access-logging";
import { vpcFlowLog } from "../../policy-pack/policies/logging/vpc-flow-log";
import { vpnTunnelLogs } from "../../policy-pack/policies/logging/vpn-tunnel-logs";
import { wafLogging } from "../../policy-pack/policies/logging/waf-logging";
import { auroraCluster } from "./support/aurora-cluster";
import { describeRule } from "./support/describe-rule";
import { draft, ref, unknown } from "./support/plan";

const vpc = draft("ec2.Vpc", "vpc");
const flowLog = (props: object) =>
  draft("ec2.FlowLog", "flows", { trafficType: "ALL", maxAggregationInterval: 60, ...props });

describeRule(vpcFlowLog, {
  compliant: {
    "a flow log of the VPC": [vpc, flowLog({ vpcId: ref("vpc") })],
    "a flow log of a component's VPC": [
      vpc,
      draft("ec2.Subnet", "a"),
      flowLog({ vpcId: ref("a", "vpc") }),
    ],
  },
  violations: {
    "a VPC without one": [[vpc], /no flow log/],
    "a flow log of one subnet": [[vpc, flowLog({ subnetId: unknown })], /no flow log/],
    "a flow log of rejections only": [
      [vpc, flowLog({ vpcId: ref("vpc"), trafficType: "REJECT" })],
      /all traffic/,
    ],
  },
  unknown: { "an unknown traffic type": [flowLog({ trafficType: unknown })] },
  remarks: { "long aggregation": [[flowLog({ maxAggregationInterval: 600 })], /aggregates/] },
});

const logged = { cloudwatchLogOptions: { logEnabled: true, logGroupArn: unknown } };
const vpn = (props: object) => draft("ec2.VpnConnection", "vpn", props);

describeRule(vpnTunnelLogs, {
  compliant: {
    "logs of both tunnels": [vpn({ tunnel1LogOptions: logged, tunnel2LogOptions: logged })],
  },
  violations: {
    "one tunnel's logs": [[vpn({ tunnel1LogOptions: logged })], /tunnel 2 writes no logs/],
    "logs without a group": [
      [
        vpn({
          tunnel1LogOptions: { cloudwatchLogOptions: { logEnabled: true } },
          tunnel2LogOptions: logged,
        }),
      ],
      /tunnel 1 writes no logs/,
    ],
    "one tunnel off beside an unknown one": [
      [vpn({ tunnel1LogOptions: unknown, tunnel2LogOptions: {} })],
      /tunnel 2/,
    ],
  },
  unknown: { "unknown options": [vpn({ tunnel1LogOptions: unknown, tunnel2LogOptions: logged })] },
});

const balancer = (props: object) => draft("lb.LoadBalancer", "web", props);
const accessLogs = { enabled: true, bucket: unknown };

describeRule(albAccessLogs, {
  compliant: {
    "both logs": [balancer({ accessLogs, connectionLogs: accessLogs })],
    "a network load balancer's": [balancer({ accessLogs, loadBalancerType: "network" })],
  },
  violations: {
    "no logs": [[balancer({})], /access logs are off/],
    "logs that are switched off": [
      [balancer({ accessLogs: { ...accessLogs, enabled: false } })],
      /access logs are off/,
    ],
    "the older type without logs": [[draft("alb.LoadBalancer", "web")], /access logs are off/],
  },
  unknown: { "unknown logs": [balancer({ accessLogs: unknown, connectionLogs: accessLogs })] },
  remarks: { "missing connection logs": [[balancer({ accessLogs })], /connection logs/] },
});

const acl = draft("wafv2.WebAcl", "acl");
const wafLog = (props = {}) =>
  draft("wafv2.WebAclLoggingConfiguration", "log", {
    resourceArn: ref("acl"),
    redactedFields: [{ singleHeader: { name: "authorization" } }],
    ...props,
  });

describeRule(wafLogging, {
  compliant: { "a redacted log": [acl, wafLog()] },
  violations: { "no log": [[acl], /no logging configuration/] },
  remarks: { "a log of everything": [[acl, wafLog({ redactedFields: [] })], /redact/] },
});

const exports = ["audit", "error", "slowquery"];

describeRule(auroraLogExports, {
  compliant: {
    "every log": [auroraCluster({ enabledCloudwatchLogsExports: [...exports, "general"] })],
    "another engine": [draft("rds.Cluster", "pg", { engine: "aurora-postgresql" })],
  },
  violations: {
    none: [[auroraCluster()], /not exported: audit, error, slowquery/],
    "no audit log": [
      [auroraCluster({ enabledCloudwatchLogsExports: ["error", "slowquery"] })],
      /not exported: audit/,
    ],
  },
  unknown: {
    "an unknown log": [auroraCluster({ enabledCloudwatchLogsExports: ["audit", unknown] })],
  },
});

const parameters = (list: object[]) =>
  draft("rds.ClusterParameterGroup", "parameters", { parameters: list });
const audit = [
  { name: "server_audit_logging", value: 1 },
  { name: "server_audit_events", value: "CONNECT,QUERY_DCL" },
];
const uses = { dbClusterParameterGroupName: ref("parameters") };

describeRule(auroraAuditParameters, {
  compliant: { "an audit log": [parameters(audit), auroraCluster(uses)] },
  violations: {
    "no parameter group": [[auroraCluster()], /server_audit_logging is not on/],
    "a log that is off": [
      [parameters([{ name: "server_audit_logging", value: "0" }]), auroraCluster(uses)],
      /server_audit_logging is not on[^]*server_audit_events is empty/,
    ],
    "a log of nothing": [[parameters(audit.slice(0, 1)), auroraCluster(uses)], /events is empty/],
  },
  unknown: {
    "a group of another stack": [auroraCluster({ dbClusterParameterGroupName: "shared" })],
    "an unknown value": [
      parameters([{ name: "server_audit_logging", value: unknown }, audit[1]!]),
      auroraCluster(uses),
    ],
  },
});

const level = (name: string) => `LOGGER_SEVERITY_${name}`;
const settings = (
  severity = level("DEFAULT"),
  ids = ["SOURCE_CAPTURE", "SOURCE_UNLOAD", "TARGET_APPLY", "TARGET_LOAD"],
) =>
  JSON.stringify({
    Logging: { EnableLogging: true, LogComponents: ids.map((Id) => ({ Id, Severity: severity })) },
  });
const task = (replicationTaskSettings: unknown) =>
  draft("dms.ReplicationTask", "orders", { replicationTaskSettings });

describeRule(dmsTaskLogging, {
  compliant: {
    "logs of both sides": [task(settings())],
    "a serverless replication's": [
      draft("dms.ReplicationConfig", "s", { replicationSettings: settings() }),
    ],
  },
  violations: {
    "no settings": [[draft("dms.ReplicationTask", "orders")], /logging is off/],
    "a component that is not listed": [
      [task(settings(undefined, ["SOURCE_CAPTURE", "SOURCE_UNLOAD", "TARGET_APPLY"]))],
      /of TARGET_LOAD/,
    ],
    "errors only": [[task(settings(level("ERROR")))], /of SOURCE_CAPTURE, SOURCE_UNLOAD/],
    "settings that are no JSON": [[task("{")], /logging is off/],
    "a serverless replication without": [[draft("dms.ReplicationConfig", "s")], /logging is off/],
  },
  unknown: { "unknown settings": [task(unknown)] },
});

describeRule(dmsNoDebugLogging, {
  compliant: { "plain logs": [task(settings())] },
  violations: { "logged rows": [[task(settings(level("DETAILED_DEBUG")))], /DETAILED_DEBUG/] },
  unknown: { "unknown settings": [task(unknown)] },
});

const bucket = (name = "data") => draft("s3.Bucket", name, { bucket: `${name}-dev` });

describeRule(s3AccessLogging, {
  compliant: {
    "a logged bucket and its log bucket": [
      bucket(),
      bucket("logs"),
      draft("s3.BucketLogging", "log", { bucket: ref("data"), targetBucket: ref("logs") }),
    ],
    "a load balancer's log bucket, named by its name": [
      bucket("logs"),
      balancer({ accessLogs: { bucket: "logs-dev", enabled: true } }),
    ],
    "a flow log's bucket": [bucket("logs"), flowLog({ logDestination: ref("logs") })],
  },
  violations: {
    "a bucket without": [[bucket()], /no access logging/],
    "the older type without": [[draft("s3.BucketV2", "data")], /no access logging/],
  },
});

const group = (props: object) => draft("cloudwatch.LogGroup", "logs", props);

describeRule(logRetention, {
  options: { minDays: 7 },
  compliant: { "a week": [group({ retentionInDays: 7 })] },
  violations: {
    "no retention": [[group({})], /forever/],
    "a retention of zero": [[group({ retentionInDays: 0 })], /forever/],
    "a day": [[group({ retentionInDays: 1 })], /for 1 days; 7 are required/],
  },
  unknown: { "an unknown retention": [group({ retentionInDays: unknown })] },
});

describeRule(logGroupCmk, {
  compliant: { "a key": [group({ kmsKeyId: unknown })] },
  violations: { "no key": [[group({})], /no kmsKeyId/] },
});

const named = (name: unknown) => draft("cloudwatch.LogGroup", `group ${String(name)}`, { name });

describeRule(logGroupOwned, {
  compliant: {
    "a function's group": [
      draft("lambda.Function", "f", { name: "rotate" }),
      named("/aws/lambda/rotate"),
    ],
    "a group of the function's choice": [
      draft("lambda.Function", "f", { loggingConfig: { logGroup: unknown } }),
    ],
    "a replication instance's group": [
      draft("dms.ReplicationInstance", "dms", { replicationInstanceId: "orders" }),
      named("dms-tasks-orders"),
    ],
    "a cluster's groups": [
      auroraCluster({ enabledCloudwatchLogsExports: ["audit"] }),
      named("/aws/rds/cluster/orders-dev/audit"),
    ],
  },
  violations: {
    "a function without": [
      [draft("lambda.Function", "f", { name: "rotate" })],
      /does not create a log group/,
    ],
    "one log of two": [
      [
        auroraCluster({ enabledCloudwatchLogsExports: ["audit", "error"] }),
        named("/aws/rds/cluster/orders-dev/audit"),
      ],
      /does not create a log group/,
    ],
  },
  unknown: {
    "an unnamed function": [draft("lambda.Function", "f")],
    "an unknown group": [draft("lambda.Function", "f", { name: "rotate" }), named(unknown)],
  },
});
