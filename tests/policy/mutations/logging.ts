import { add, all, at, each, type Document, type Mutate, type Mutations } from "../support/mutate";
import { openPolicies } from "./documents";

const cluster = at("rds.Cluster", "database");
const parameters = at("rds.ClusterParameterGroup", "database");
const balancer = at("lb.LoadBalancer", "edge-load-balancer");
const bucket = at("s3.Bucket", "added");
const task = at("dms.ReplicationTask", "dms-orders");
const logs = at("cloudwatch.LogGroup", "edge-waf");
const topic = at("sns.Topic", "observability-topic");
const topicPolicy = at("sns.TopicPolicy", "observability-topic");
const flowLog = at("ec2.FlowLog", "network-flow-logs");
const vpn = at("ec2.VpnConnection", "network-vpn");
const acl = at("wafv2.WebAcl", "edge-waf");
const aclLogging = at("wafv2.WebAclLoggingConfiguration", "edge-waf");
const alarm = (name: string) => at("cloudwatch.MetricAlarm", `observability-${name}`);
const events = (name: string) => {
  const service = name.startsWith("db") ? "rds" : "dms";
  return at(`${service}.EventSubscription`, `observability-${name}-events`);
};

interface Parameter {
  readonly name: string;
  readonly value: string;
}
const parameter = (name: string, value: string) =>
  parameters.edit<Parameter[]>("parameters", (list) =>
    list.map((item) => (item.name === name ? { ...item, value } : item)),
  );
const noParameter = (name: string) =>
  parameters.edit<Parameter[]>("parameters", (list) => list.filter((item) => item.name !== name));

interface Logging {
  readonly EnableLogging: boolean;
  readonly LogComponents: readonly { readonly Id: string; readonly Severity: string }[];
}
const logging = (change: (given: Logging) => Document): Mutate =>
  task.json<{ Logging: Logging }>("replicationTaskSettings", ({ Logging, ...rest }) => ({
    Logging: change(Logging),
    ...rest,
  }));
const severity = (id: string, Severity: string): Mutate =>
  logging(({ LogComponents, EnableLogging }) => ({
    LogComponents: LogComponents.map((item) => (item.Id === id ? { ...item, Severity } : item)),
    EnableLogging,
  }));

const both = (name: string) =>
  all(alarm(`${name}-warning`).drop(), alarm(`${name}-critical`).drop());

const subscription = (email: string) =>
  at("sns.TopicSubscription", `observability-topic-${email}@corp.example`);

export const loggingRules: Mutations = {
  "alarm-actions": {
    "no action": alarm("dms-cpu-critical").remove("alarmActions"),
    "an empty list of actions": alarm("dms-cpu-warning").set({ alarmActions: [] }),
    "actions that are disabled": alarm("aurora-1-cpu-critical").set({ actionsEnabled: false }),
    "actions that are disabled, as text": alarm("nat-1-port-allocation-warning").set({
      actionsEnabled: "false",
    }),
  },
  "alarm-subscribers": {
    "no subscription": all(subscription("dba").drop(), subscription("platform-oncall").drop()),
    "subscriptions to another topic": all(
      ...["dba", "platform-oncall"].map((name) =>
        subscription(name).set({ topic: "arn:aws:sns:us-east-1:444455556666:other" }),
      ),
    ),
  },
  "alarm-coverage": {
    ...each(["dms-cpu", "dms-memory", "dms-storage"], (name) => `no alarms on ${name}`, both),
    // A preview does not distinguish the gateways of the awsx VPC, so that one alarm may cover all.
    "no alarm on any NAT gateway": all(
      ...[1, 2, 3].map((zone) => alarm(`nat-${zone}-port-allocation-warning`).drop()),
    ),
    "alarms of another namespace": all(
      ...[1, 2, 3].map((zone) =>
        alarm(`nat-${zone}-port-allocation-warning`).set({ namespace: "AWS/EC2" }),
      ),
    ),
    "alarms on another metric": all(
      ...["application", "on-premises-application"].map((target) =>
        alarm(`${target}-unhealthy-warning`).set({ metricName: "HealthyHostCount" }),
      ),
    ),
    "no alarm on the latency of one task's source": all(
      both("task-orders-source-latency"),
      alarm("task-orders-binlog-retention-critical").drop(),
    ),
    "no alarms on the tunnels": all(
      alarm("vpn-down-critical").drop(),
      alarm("vpn-tunnel-1-down-warning").drop(),
      alarm("vpn-tunnel-2-down-warning").drop(),
    ),
    "a second VPN without alarms": add("ec2.VpnConnection", "added"),
  },
  "alb-access-logs": {
    "logs that are off": balancer.edit<object>("accessLogs", (given) => ({
      ...given,
      enabled: false,
    })),
    "no logs": balancer.remove("accessLogs"),
    "no bucket": balancer.set({ accessLogs: { enabled: true } }),
    ...each(
      ["alb", "elasticloadbalancingv2", "applicationloadbalancing"],
      (alias) => `no logs of an ${alias} load balancer`,
      (alias) => all(balancer.remove("accessLogs"), balancer.become(`${alias}.LoadBalancer`)),
    ),
  },
  "aurora-audit-parameters": {
    "an audit that is off": parameter("server_audit_logging", "0"),
    "an audit that is not on": noParameter("server_audit_logging"),
    "an audit of nothing": parameter("server_audit_events", ""),
    "an audit without events": noParameter("server_audit_events"),
    "the default parameters": cluster.remove("dbClusterParameterGroupName"),
  },
  "aurora-log-exports": {
    ...each(
      ["audit", "error", "slowquery"],
      (log) => `no ${log} log`,
      (log) =>
        cluster.edit<string[]>("enabledCloudwatchLogsExports", (given) =>
          given.filter((name) => name !== log),
        ),
    ),
    "no logs": cluster.remove("enabledCloudwatchLogsExports"),
  },
  "dms-no-debug-logging": {
    "rows of the source": severity("SOURCE_CAPTURE", "LOGGER_SEVERITY_DETAILED_DEBUG"),
    "rows of a validation": severity("VALIDATOR_EXT", "LOGGER_SEVERITY_DETAILED_DEBUG"),
  },
  "dms-task-logging": {
    ...each(
      ["SOURCE_CAPTURE", "SOURCE_UNLOAD", "TARGET_APPLY", "TARGET_LOAD"],
      (component) => `${component} at errors only`,
      (component) => severity(component, "LOGGER_SEVERITY_ERROR"),
    ),
    "logging that is off": logging((given) => ({ ...given, EnableLogging: false })),
    "no components": logging(({ EnableLogging }) => ({ EnableLogging })),
    "no settings": task.remove("replicationTaskSettings"),
  },
  "event-subscriptions": {
    ...each(
      ["db-cluster", "db-instance", "db-parameter-group", "replication-instance"],
      (source) => `no subscription to ${source} events`,
      (source) => events(source).drop(),
    ),
    "neither a subscription to replication-task events nor a rule on them": all(
      events("replication-task").drop(),
      at("cloudwatch.EventRule", "observability-task-state").drop(),
    ),
    "a subscription that is disabled": events("db-cluster").set({ enabled: false }),
    "a subscription without failures": events("replication-instance").set({
      eventCategories: ["maintenance", "low storage"],
    }),
  },
  "log-group-cmk": each(
    ["database-audit", "dms", "network-flow-logs", "network-vpn"],
    (name) => `${name} without a key`,
    (name) => at("cloudwatch.LogGroup", name).remove("kmsKeyId"),
  ),
  "log-group-owned": each(
    ["database-audit", "database-error", "database-slowquery", "dms", "dms-target"],
    (name) => `${name} made by the service`,
    (name) => at("cloudwatch.LogGroup", name).drop(),
  ),
  "log-retention": {
    ...each(
      [0, 180, "90"],
      (days) => `${JSON.stringify(days)} days`,
      (retentionInDays) => logs.set({ retentionInDays }),
    ),
    "logs for ever": logs.remove("retentionInDays"),
  },
  "s3-access-logging": {
    "a bucket without": add("s3.Bucket", "added"),
    "a bucket of the older type without": add("s3.BucketV2", "added"),
    "a bucket whose logging is another's": all(
      add("s3.Bucket", "added"),
      add("s3.BucketLogging", "added", {
        bucket: at("s3.Bucket", "edge-logs"),
        targetBucket: at("s3.Bucket", "edge-logs"),
      }),
      bucket.set({ forceDestroy: false }),
    ),
  },
  "sns-encrypted": {
    "a topic without a key": topic.remove("kmsMasterKeyId"),
    "a new topic": add("sns.Topic", "added"),
  },
  "sns-no-http-subscription": {
    "plain HTTP": at("sns.TopicSubscription", "observability-topic-dba@corp.example").set({
      protocol: "http",
    }),
    "a new subscription": add("sns.TopicSubscription", "added", { protocol: "http" }),
  },
  "sns-policy-not-public": {
    ...openPolicies("sns:Publish", (policy) => topicPolicy.set({ policy })),
    "a policy on the topic": topic.set({
      policy: '{"Statement":{"Effect":"Allow","Principal":"*","Action":"sns:*","Resource":"*"}}',
    }),
  },
  "vpc-flow-log": {
    "no flow log": flowLog.drop(),
    "rejected traffic only": flowLog.set({ trafficType: "REJECT" }),
    "a flow log of a subnet": flowLog.set({ vpcId: undefined, subnetId: "subnet-1" }),
    "no kind of traffic": flowLog.remove("trafficType"),
  },
  "vpn-tunnel-logs": Object.assign(
    {},
    ...["tunnel1LogOptions", "tunnel2LogOptions"].map((key) => ({
      [`no ${key}`]: vpn.remove(key),
      [`${key} that are off`]: vpn.set({ [key]: { cloudwatchLogOptions: { logEnabled: false } } }),
      [`${key} without a group`]: vpn.set({
        [key]: { cloudwatchLogOptions: { logEnabled: true } },
      }),
    })),
  ) as Record<string, Mutate>,
  "waf-logging": {
    "no configuration": aclLogging.drop(),
    "a configuration of another ACL": aclLogging.set({ resourceArn: "arn:aws:wafv2:::other" }),
    "a second ACL without": add("wafv2.WebAcl", "added", { scope: "REGIONAL", name: acl.name }),
  },
};
