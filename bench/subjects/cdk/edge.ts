import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as elb from "aws-cdk-lib/aws-elasticloadbalancingv2";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as waf from "aws-cdk-lib/aws-wafv2";
import { type Construct } from "constructs";
import { logGroup, privateBucket, securityGroup } from "./parts";

/** The load balancer with its firewall and logs. */
export function edge(scope: Construct, vpc: ec2.Vpc, logsKey: kms.IKey) {
  const bucket = privateBucket(scope, "access-logs");
  const balancer = new elb.ApplicationLoadBalancer(scope, "balancer", {
    vpc,
    internetFacing: true,
    securityGroup: securityGroup(
      scope,
      "balancer",
      vpc,
      [
        [ec2.Peer.anyIpv4(), 443],
        [ec2.Peer.anyIpv4(), 80],
      ],
      [[ec2.Peer.ipv4("10.20.0.0/16"), 8443]],
    ),
    deletionProtection: true,
  });
  securityGroup(scope, "application", vpc, [[ec2.Peer.ipv4("10.20.0.0/20"), 8443]]);
  securityGroup(scope, "rotation", vpc, [], [[ec2.Peer.ipv4("10.20.0.0/16"), 443]]);
  const group = new elb.ApplicationTargetGroup(scope, "targets", {
    vpc,
    port: 8443,
    protocol: elb.ApplicationProtocol.HTTPS,
    targetType: elb.TargetType.IP,
  });
  balancer.addListener("https", {
    port: 443,
    certificates: [{ certificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/1" }],
    defaultTargetGroups: [group],
    open: false,
  });
  balancer.addListener("http", {
    port: 80,
    defaultAction: elb.ListenerAction.redirect({ protocol: "HTTPS", port: "443" }),
    open: false,
  });
  balancer.logAccessLogs(bucket);
  const visibility = (metricName: string) => ({
    cloudWatchMetricsEnabled: true,
    metricName,
    sampledRequestsEnabled: true,
  });
  const acl = new waf.CfnWebACL(scope, "web-acl", {
    defaultAction: { allow: {} },
    scope: "REGIONAL",
    visibilityConfig: visibility("acl"),
    rules: ["CommonRuleSet", "KnownBadInputsRuleSet", "SQLiRuleSet"].map((name, priority) => ({
      name,
      priority,
      overrideAction: { none: {} },
      statement: {
        managedRuleGroupStatement: { vendorName: "AWS", name: `AWSManagedRules${name}` },
      },
      visibilityConfig: visibility(name),
    })),
  });
  new waf.CfnWebACLAssociation(scope, "acl-association", {
    resourceArn: balancer.loadBalancerArn,
    webAclArn: acl.attrArn,
  });
  new waf.CfnLoggingConfiguration(scope, "acl-logs", {
    resourceArn: acl.attrArn,
    logDestinationConfigs: [logGroup(scope, "waf", logsKey).logGroupArn],
  });
}
