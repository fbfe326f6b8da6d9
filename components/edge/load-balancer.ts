import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../lib/names";
import type { CommonArgs } from "../common";
import { type AccessLogsBucket, logPrefixes } from "./access-logs-bucket";

/**
 * TLS 1.3 and 1.2 with forward secrecy and authenticated encryption only, and a key exchange that
 * recorded traffic cannot be decrypted from with a quantum computer later. AWS's recommendation.
 */
const tlsPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

/** Seconds in which a target that is taken out may finish its requests. */
const deregistrationSeconds = 60;

/** Arguments of {@link LoadBalancer}. */
export interface LoadBalancerArgs extends CommonArgs {
  readonly vpcId: pulumi.Input<string>;
  /** Public subnets, in at least two availability zones. */
  readonly subnetIds: pulumi.Input<string[]>;
  readonly securityGroupId: pulumi.Input<string>;
  /** Certificate of the HTTPS listener. */
  readonly certificateArn: pulumi.Input<string>;
  /** Where the load balancer's logs go. */
  readonly logs: AccessLogsBucket;
  /** Port on which targets answer HTTPS. */
  readonly targetPort: number;
  /** Path that a healthy target answers with status 200. */
  readonly healthCheckPath: string;
}

/** An internet-facing application load balancer: HTTPS to the client, HTTPS to the targets. */
export class LoadBalancer extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  /** The part of the ARN that CloudWatch uses as dimension, `app/<name>/<id>`. */
  readonly arnSuffix: pulumi.Output<string>;
  readonly dnsName: pulumi.Output<string>;
  /** Route 53 zone of the DNS name, for alias records. */
  readonly zoneId: pulumi.Output<string>;
  readonly targetGroupArn: pulumi.Output<string>;
  /** The part of the ARN that CloudWatch uses as dimension, `targetgroup/<name>/<id>`. */
  readonly targetGroupArnSuffix: pulumi.Output<string>;

  constructor(name: string, args: LoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:edge:LoadBalancer", name, {}, opts);
    const loadBalancer = this.createLoadBalancer(name, args);
    const targetGroup = this.createTargetGroup(name, args);
    this.createListeners(name, loadBalancer.arn, targetGroup.arn, args);

    this.arn = loadBalancer.arn;
    this.arnSuffix = loadBalancer.arnSuffix;
    this.dnsName = loadBalancer.dnsName;
    this.zoneId = loadBalancer.zoneId;
    this.targetGroupArn = targetGroup.arn;
    this.targetGroupArnSuffix = targetGroup.arnSuffix;
    this.registerOutputs({
      arn: this.arn,
      dnsName: this.dnsName,
      targetGroupArn: this.targetGroupArn,
    });
  }

  private createLoadBalancer(name: string, args: LoadBalancerArgs): aws.lb.LoadBalancer {
    const physical = physicalName(args.environment, "edge");
    const logs = (kind: keyof typeof logPrefixes) => ({
      bucket: args.logs.bucketName,
      prefix: logPrefixes[kind],
      enabled: true,
    });
    return new aws.lb.LoadBalancer(
      name,
      {
        name: physical,
        loadBalancerType: "application",
        internal: false,
        subnets: args.subnetIds,
        securityGroups: [args.securityGroupId],
        dropInvalidHeaderFields: true,
        desyncMitigationMode: "defensive",
        enableDeletionProtection: args.protection.deletionProtection,
        accessLogs: logs("accessLogs"),
        connectionLogs: logs("connectionLogs"),
        healthCheckLogs: logs("healthCheckLogs"),
        tags: { Name: physical, ...args.tags },
      },
      { parent: this, dependsOn: [args.logs] },
    );
  }

  private createTargetGroup(name: string, args: LoadBalancerArgs): aws.lb.TargetGroup {
    // A new port is a new target group, made while the listener still uses the old one: the port in
    // the name keeps the two apart.
    const physical = physicalName(args.environment, String(args.targetPort));
    return new aws.lb.TargetGroup(
      name,
      {
        name: physical,
        vpcId: args.vpcId,
        targetType: "ip",
        port: args.targetPort,
        protocol: "HTTPS",
        deregistrationDelay: deregistrationSeconds,
        healthCheck: { protocol: "HTTPS", path: args.healthCheckPath, matcher: "200" },
        tags: { Name: physical, ...args.tags },
      },
      { parent: this },
    );
  }

  private createListeners(
    name: string,
    loadBalancerArn: pulumi.Output<string>,
    targetGroupArn: pulumi.Output<string>,
    args: LoadBalancerArgs,
  ): void {
    new aws.lb.Listener(
      `${name}-https`,
      {
        loadBalancerArn,
        port: 443,
        protocol: "HTTPS",
        sslPolicy: tlsPolicy,
        certificateArn: args.certificateArn,
        defaultActions: [{ type: "forward", targetGroupArn }],
        tags: args.tags,
      },
      { parent: this },
    );
    new aws.lb.Listener(
      `${name}-http`,
      {
        loadBalancerArn,
        port: 80,
        protocol: "HTTP",
        defaultActions: [
          {
            type: "redirect",
            redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" },
          },
        ],
        tags: args.tags,
      },
      { parent: this },
    );
  }
}
