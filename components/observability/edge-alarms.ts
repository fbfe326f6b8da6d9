import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { certificateDays, errorCount, responseSeconds, unwanted } from "../../lib/alarm-thresholds";
import { type AlarmContext, type AlarmRule, createAlarms } from "./alarms";

const namespace = "AWS/ApplicationELB";

/** What the alarms need to know of the way in. */
export interface WatchedEdge {
  /** The load balancer in CloudWatch's dimensions, `app/<name>/<id>`. */
  readonly loadBalancerArnSuffix: pulumi.Input<string>;
  /** The target group in CloudWatch's dimensions, `targetgroup/<name>/<id>`. */
  readonly targetGroupArnSuffix: pulumi.Input<string>;
  readonly certificateArn: pulumi.Input<string>;
}

/** Alarms of the load balancer, the application behind it, and the certificate. */
export function createEdgeAlarms(
  context: AlarmContext,
  edge: WatchedEdge,
): aws.cloudwatch.MetricAlarm[] {
  const loadBalancer = { LoadBalancer: edge.loadBalancerArnSuffix };
  const targets = { ...loadBalancer, TargetGroup: edge.targetGroupArnSuffix };
  return [
    ...createAlarms(
      context,
      { name: "load-balancer", namespace, dimensions: loadBalancer },
      loadBalancerRules,
    ),
    ...createAlarms(context, { name: "application", namespace, dimensions: targets }, targetRules),
    ...createAlarms(
      context,
      {
        name: "certificate",
        namespace: "AWS/CertificateManager",
        dimensions: { CertificateArn: edge.certificateArn },
      },
      certificateRules,
    ),
  ];
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
