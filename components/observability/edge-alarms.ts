import type * as pulumi from "@pulumi/pulumi";
import type { AlarmRule, Metric } from "../../lib/alarm-rules";
import {
  blockedRequests,
  certificateDays,
  errorCount,
  responseSeconds,
  unwanted,
} from "../../lib/alarm-thresholds";
import type { Watched } from "./alarms";

const namespace = "AWS/ApplicationELB";

/** Properties of the edge that its alarms depend on. */
export interface WatchedEdge {
  /** The load balancer in CloudWatch's dimensions, `app/<name>/<id>`. */
  readonly loadBalancerArnSuffix: pulumi.Input<string>;
  /** The target group in CloudWatch's dimensions, `targetgroup/<name>/<id>`. */
  readonly targetGroupArnSuffix: pulumi.Input<string>;
  /** The data centre's target group, likewise. Default: there is none. */
  readonly onPremisesTargetGroupArnSuffix?: pulumi.Input<string>;
  readonly certificateArn: pulumi.Input<string>;
  /** Certificates of other names. */
  readonly additionalCertificateArns: readonly string[];
  /** Name of the web ACL, under which it counts requests too. */
  readonly webAclName: pulumi.Input<string>;
}

/** The load balancer, the application behind it, the firewall in front of it, and the certificate. */
export function watchEdge(edge: WatchedEdge, region: string): Watched[] {
  const loadBalancer = { LoadBalancer: edge.loadBalancerArnSuffix };
  return [
    {
      kind: "loadBalancer",
      name: "load-balancer",
      namespace,
      dimensions: loadBalancer,
      rules: loadBalancerRules,
      context: [{ metric: "RequestCount", statistic: "Sum" }],
    },
    ...Object.entries(targetGroupsOf(edge)).map(([name, TargetGroup]): Watched => ({
      kind: "targets",
      name,
      namespace,
      dimensions: { ...loadBalancer, TargetGroup },
      rules: targetRules,
      context: [{ metric: "HealthyHostCount", statistic: "Minimum" }],
    })),
    {
      kind: "firewall",
      name: "firewall",
      namespace: "AWS/WAFV2",
      dimensions: { WebACL: edge.webAclName, Region: region, Rule: "ALL" },
      rules: firewallRules,
      context: firewallContext,
    },
    ...Object.entries(certificatesOf(edge)).map(([name, CertificateArn]): Watched => ({
      kind: "certificate",
      name,
      namespace: "AWS/CertificateManager",
      dimensions: { CertificateArn },
      rules: certificateRules,
    })),
  ];
}

/** The certificates by the name of their alarms. */
function certificatesOf(edge: WatchedEdge): Record<string, pulumi.Input<string>> {
  const further = Object.fromEntries(
    edge.additionalCertificateArns.map((arn) => [`certificate-${arn.split("/").at(-1)}`, arn]),
  );
  return { certificate: edge.certificateArn, ...further };
}

/** The application's target groups by the name of their alarms. */
function targetGroupsOf(edge: WatchedEdge): Record<string, pulumi.Input<string>> {
  const { targetGroupArnSuffix: application, onPremisesTargetGroupArnSuffix: onPremises } = edge;
  return { application, ...(onPremises && { "on-premises-application": onPremises }) };
}

/** Errors are counted when there are some, and targets when there are any. */
const whenMissing = "notBreaching";

const loadBalancerRules: AlarmRule[] = [
  {
    rule: "5xx",
    metric: "HTTPCode_ELB_5XX_Count",
    statistic: "Sum",
    alarmWhen: "above",
    thresholds: errorCount,
    periods: 1,
    whenMissing,
    advice:
      "The load balancer itself answers with errors: 502 and 504 mean targets that break off or do not answer, 503 that there is none. See error_reason in its access log.",
  },
  {
    rule: "rejected",
    metric: "RejectedConnectionCount",
    statistic: "Sum",
    alarmWhen: "above",
    thresholds: unwanted,
    periods: 1,
    whenMissing,
    advice:
      "The load balancer is at its greatest number of connections and turns clients away. See in its connection log who opens so many, and lower edge.waf.rateLimitPerFiveMinutes if it is an attack.",
  },
];

const targetRules: AlarmRule[] = [
  {
    rule: "5xx",
    metric: "HTTPCode_Target_5XX_Count",
    statistic: "Sum",
    alarmWhen: "above",
    thresholds: errorCount,
    periods: 1,
    whenMissing,
    advice:
      "The application answers with errors. See its log; right after a cutover check that it reaches Aurora and that its user may do what it does.",
  },
  {
    rule: "connection-errors",
    metric: "TargetConnectionErrorCount",
    statistic: "Sum",
    alarmWhen: "above",
    thresholds: errorCount,
    periods: 1,
    whenMissing,
    advice:
      "The load balancer cannot connect to its targets. Check that they listen with TLS on edge.targetPort and that they are in the security group of the output applicationSecurityGroupId.",
  },
  {
    rule: "unhealthy",
    metric: "UnHealthyHostCount",
    statistic: "Maximum",
    alarmWhen: "above",
    thresholds: unwanted,
    whenMissing,
    advice:
      "Targets fail their health check and get no requests. See the reason in the load balancer's health check log, then the application's.",
  },
  {
    rule: "response-time",
    metric: "TargetResponseTime",
    statistic: "p95",
    alarmWhen: "above",
    thresholds: responseSeconds,
    whenMissing,
    advice:
      "One request in twenty is slow. Look for slow statements in Performance Insights: after a load tables may lack secondary indexes, which DMS does not migrate.",
  },
];

const firewallRules: AlarmRule[] = [
  {
    rule: "blocked",
    metric: "BlockedRequests",
    statistic: "Sum",
    alarmWhen: "above",
    thresholds: blockedRequests,
    periods: 1,
    whenMissing,
    advice:
      "The web application firewall blocks many requests: an attack, or a rule that takes users for one. See in its log which rule blocks whom, and exclude the rule if it is wrong.",
  },
];

const firewallContext: Metric[] = [{ metric: "AllowedRequests", statistic: "Sum" }];

const certificateRules: AlarmRule[] = [
  {
    rule: "expiry",
    metric: "DaysToExpiry",
    statistic: "Minimum",
    alarmWhen: "below",
    thresholds: certificateDays,
    periodSeconds: 86_400,
    periods: 1,
    whenMissing: "missing",
    advice:
      "The certificate expires and clients will be turned away. An issued one renews while its DNS record exists, so restore the record; an imported one must be imported again.",
  },
];
