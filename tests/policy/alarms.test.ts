import { alarmActions } from "../../policy-pack/policies/logging/alarm-actions";
import { alarmCoverage } from "../../policy-pack/policies/logging/alarm-coverage";
import { alarmSubscribers } from "../../policy-pack/policies/logging/alarm-subscribers";
import { eventSubscriptions } from "../../policy-pack/policies/logging/event-subscriptions";
import { snsEncrypted } from "../../policy-pack/policies/logging/sns-encrypted";
import { snsNoHttpSubscription } from "../../policy-pack/policies/logging/sns-no-http-subscription";
import { snsPolicyNotPublic } from "../../policy-pack/policies/logging/sns-policy-not-public";
import { auroraCluster } from "./support/aurora-cluster";
import { describeRule } from "./support/describe-rule";
import { draft, ref, unknown } from "./support/plan";

const vpn = (props: object) => draft("ec2.VpnConnection", "vpn", props);
const balancer = (props: object) => draft("lb.LoadBalancer", "web", props);
const alarm = (name: string, props: object) => draft("cloudwatch.MetricAlarm", name, props);

describeRule(alarmActions, {
  compliant: { "an action": [alarm("lag", { alarmActions: [unknown] })] },
  violations: {
    "a composite alarm without an action": [
      [draft("cloudwatch.CompositeAlarm", "site", { alarmRule: "ALARM(lag)" })],
      /no action/,
    ],
    "no action": [[alarm("lag", {})], /no action/],
    "disabled actions": [
      [alarm("lag", { alarmActions: [unknown], actionsEnabled: false })],
      /disabled/,
    ],
    "disabled actions that are unknown": [
      [alarm("lag", { alarmActions: unknown, actionsEnabled: false })],
      /disabled/,
    ],
  },
  unknown: { "unknown actions": [alarm("lag", { alarmActions: unknown })] },
});

const alarmTopic = draft("sns.Topic", "alarms");
const notifying = alarm("lag", { alarmActions: [ref("alarms")] });

describeRule(alarmSubscribers, {
  compliant: {
    "a topic with a subscription": [
      alarmTopic,
      notifying,
      draft("sns.TopicSubscription", "dba", { topic: ref("alarms"), protocol: "email" }),
    ],
    "a topic that no alarm notifies": [alarmTopic],
    "alarms that notify a topic of another stack": [
      alarm("lag", { alarmActions: ["arn:aws:sns:us-east-1:111122223333:operations"] }),
    ],
  },
  violations: {
    "a topic of alarms that nobody hears": [[alarmTopic, notifying], /nobody is subscribed/],
    "a topic of composite alarms": [
      [
        alarmTopic,
        draft("cloudwatch.CompositeAlarm", "site", { alarmActions: [ref("alarms")] }),
        draft("sns.TopicSubscription", "other", { topic: "arn:aws:sns:us-east-1:1:other" }),
      ],
      /nobody is subscribed/,
    ],
  },
});

const tunnel = (dimensions: object) =>
  alarm("tunnel", { namespace: "AWS/VPN", metricName: "TunnelState", dimensions });

const database = draft("rds.Instance", "legacy", { engine: "mysql" });

/** A task in a phase, to Aurora or back from it, without an alarm. */
const unwatched = (phase: string, engineName: string, migrationType = "full-load-and-cdc") => [
  draft("dms.Endpoint", "target", { endpointType: "target", engineName }),
  draft("dms.ReplicationTask", "orders", {
    migrationType,
    targetEndpointArn: ref("target"),
    tags: { Phase: phase },
  }),
];

describeRule(alarmCoverage, {
  options: {
    dms: ["CPUUtilization"],
    dmsTask: ["CDCLatencySource"],
    instance: ["FreeStorageSpace"],
  },
  compliant: {
    "a watched database instance": [
      database,
      alarm("space", {
        namespace: "AWS/RDS",
        metricName: "FreeStorageSpace",
        dimensions: { DBInstanceIdentifier: ref("legacy") },
      }),
    ],
    ...Object.fromEntries(
      ["prepare", "load", "live", "returned", "closed"].map((phase) => [
        `a task to Aurora that follows no changes in ${phase}`,
        unwatched(phase, "aurora"),
      ]),
    ),
    ...Object.fromEntries(
      ["load", "replicate", "cutover", "returned"].map((phase) => [
        `a task of a way back that waits in ${phase}`,
        unwatched(phase, "mysql", "cdc"),
      ]),
    ),
    "a watched VPN": [vpn({}), tunnel({ VpnId: ref("vpn") })],
    "a watched task": [
      draft("dms.ReplicationTask", "orders", { migrationType: "cdc" }),
      alarm("lag", {
        namespace: "AWS/DMS",
        metricName: "CDCLatencySource",
        dimensions: { ReplicationTaskIdentifier: ref("orders") },
      }),
    ],
    "a watched instance, named by its name": [
      draft("dms.ReplicationInstance", "dms", { replicationInstanceId: "orders-dev" }),
      alarm("cpu", {
        namespace: "AWS/DMS",
        metricName: "CPUUtilization",
        dimensions: { ReplicationInstanceIdentifier: "orders-dev" },
      }),
    ],
    "a watched task, named by the last part of its ARN": [
      draft("dms.ReplicationTask", "orders", {
        migrationType: "cdc",
        resourceIdentifier: "orders-dev",
      }),
      alarm("lag", {
        namespace: "AWS/DMS",
        metricName: "CDCLatencySource",
        dimensions: { ReplicationTaskIdentifier: "orders-dev" },
      }),
    ],
    "a task that loads once, and has no latency": [
      draft("dms.ReplicationTask", "history", { migrationType: "full-load" }),
    ],
    "an expression on the metric": [
      vpn({}),
      alarm("tunnel", {
        metricQueries: [
          { id: "e", expression: "MIN(m)" },
          {
            id: "m",
            metric: {
              namespace: "AWS/VPN",
              metricName: "TunnelState",
              dimensions: { VpnId: ref("vpn") },
            },
          },
        ],
      }),
    ],
  },
  violations: {
    "an unwatched database instance": [[database], /AWS\/RDS FreeStorageSpace/],
    ...Object.fromEntries(
      ["replicate", "cutover", "unknown"].map((phase) => [
        `a task to Aurora without an alarm in ${phase}`,
        [unwatched(phase, "aurora"), /CDCLatencySource/] as const,
      ]),
    ),
    "a second task after a return without an alarm": [
      unwatched("returned", "aurora", "cdc"),
      /CDCLatencySource/,
    ],
    "a way back without an alarm in live": [unwatched("live", "mysql", "cdc"), /CDCLatencySource/],
    "an unwatched VPN": [[vpn({})], /AWS\/VPN TunnelState/],
    "another metric": [
      [
        vpn({}),
        alarm("x", {
          namespace: "AWS/VPN",
          metricName: "TunnelDataIn",
          dimensions: { VpnId: ref("vpn") },
        }),
      ],
      /TunnelState/,
    ],
    "another VPN": [
      [vpn({}), draft("ec2.VpnConnection", "old"), tunnel({ VpnId: ref("old") })],
      /TunnelState/,
    ],
    "one unwatched task of two": [
      [
        draft("dms.ReplicationTask", "orders", { migrationType: "cdc" }),
        draft("dms.ReplicationTask", "customers", { migrationType: "full-load-and-cdc" }),
        alarm("lag", {
          namespace: "AWS/DMS",
          metricName: "CDCLatencySource",
          dimensions: { ReplicationTaskIdentifier: ref("orders") },
        }),
      ],
      /CDCLatencySource/,
    ],
    "an unwatched instance": [[draft("dms.ReplicationInstance", "dms")], /CPUUtilization/],
    "an unwatched cluster": [
      [auroraCluster()],
      /CPUUtilization[^]*FreeableMemory[^]*AuroraReplicaLag or/,
    ],
    "an unwatched load balancer": [[balancer({})], /UnHealthyHostCount/],
    "an unwatched NAT gateway": [[draft("ec2.NatGateway", "nat")], /ErrorPortAllocation/],
  },
  unknown: {
    "an unknown metric": [
      vpn({}),
      alarm("x", { metricName: unknown, dimensions: { VpnId: ref("vpn") } }),
    ],
  },
});

const subscription = (sourceType: string, eventCategories: string[]) =>
  draft("rds.EventSubscription", sourceType, { sourceType, eventCategories });

describeRule(eventSubscriptions, {
  compliant: {
    "a cluster's events": [
      auroraCluster(),
      subscription("db-cluster", ["failure", "maintenance"]),
      subscription("db-security-group", ["configuration change", "failure"]),
    ],
    "every event": [auroraCluster(), draft("rds.EventSubscription", "all", {})],
    "an event rule on the service": [
      draft("dms.ReplicationTask", "orders"),
      draft("cloudwatch.EventRule", "dms", {
        eventPattern: JSON.stringify({ source: ["aws.dms"] }),
      }),
    ],
  },
  violations: {
    "nobody told": [[auroraCluster()], /db-cluster events: maintenance, failure/],
    "some categories only": [
      [auroraCluster(), subscription("db-cluster", ["failure"])],
      /db-cluster/,
    ],
    "a subscription that is off": [
      [
        auroraCluster(),
        draft("rds.EventSubscription", "off", { sourceType: "db-cluster", enabled: false }),
      ],
      /db-cluster/,
    ],
    "another source": [[auroraCluster(), subscription("db-instance", [])], /db-cluster/],
    "no events of security groups": [
      [auroraCluster(), subscription("db-cluster", [])],
      /db-security-group events: configuration change, failure/,
    ],
    "a replication instance": [[draft("dms.ReplicationInstance", "dms")], /replication-instance/],
  },
  unknown: {
    "an unknown subscription": [
      auroraCluster(),
      draft("rds.EventSubscription", "s", { eventCategories: unknown }),
    ],
  },
});

const topic = (props = {}) => draft("sns.Topic", "alerts", props);

describeRule(snsEncrypted, {
  compliant: { "a key": [topic({ kmsMasterKeyId: unknown })] },
  violations: { "no key": [[topic()], /no kmsMasterKeyId/] },
});

const publish = (more: object) =>
  JSON.stringify({
    Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sns:Publish", ...more }],
  });

describeRule(snsPolicyNotPublic, {
  compliant: {
    "a topic without a policy": [topic()],
    CloudWatch: [
      topic({ policy: publish({ Principal: { Service: "cloudwatch.amazonaws.com" } }) }),
    ],
    "everybody of the account": [
      topic({
        policy: publish({ Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } }),
      }),
    ],
  },
  violations: {
    everybody: [[topic({ policy: publish({}) })], /to everybody/],
    "everybody in a policy resource": [
      [draft("sns.TopicPolicy", "policy", { policy: publish({}) })],
      /to everybody/,
    ],
    "text that is no policy": [[topic({ policy: "none" })], /not an IAM policy document/],
  },
  unknown: { "an unknown policy": [topic({ policy: unknown })] },
});

const subscribe = (protocol: unknown) => draft("sns.TopicSubscription", "hook", { protocol });

describeRule(snsNoHttpSubscription, {
  compliant: { HTTPS: [subscribe("https")], "e-mail": [subscribe("email")] },
  violations: { HTTP: [[subscribe("http")], /plain HTTP/] },
  unknown: { "an unknown protocol": [subscribe(unknown)] },
});
