import * as pulumi from "@pulumi/pulumi";
import { AccessLogsBucket } from "./access-logs-bucket";
import { createAliases } from "./aliases";
import { createCertificate, type Domain } from "./certificate";
import type { EdgeArgs } from "./edge-args";
import { LoadBalancer, type Maintenance } from "./load-balancer";
import { createSecurityGroups } from "./security-groups";
import { WebAcl } from "./web-acl";

export { edgeSettings } from "../../lib/settings/edge";
export type { EdgeArgs } from "./edge-args";

/**
 * The way in: a load balancer behind a web application firewall, and the security group of the
 * application that it forwards to.
 */
export class Edge extends pulumi.ComponentResource {
  readonly loadBalancerArn: pulumi.Output<string>;
  /** The load balancer in CloudWatch's dimensions, `app/<name>/<id>`. */
  readonly loadBalancerArnSuffix: pulumi.Output<string>;
  readonly loadBalancerDnsName: pulumi.Output<string>;
  /** Clients of the load balancer: the internet, or the VPC and the networks connected to it. */
  readonly loadBalancerScheme: "internet-facing" | "internal";
  readonly targetGroupArn: pulumi.Output<string>;
  /** The target group in CloudWatch's dimensions, `targetgroup/<name>/<id>`. */
  readonly targetGroupArnSuffix: pulumi.Output<string>;
  /** The group of the data centre's servers; undefined when there are none. */
  readonly onPremisesTargetGroupArn?: pulumi.Output<string>;
  /** The same in CloudWatch's dimensions. */
  readonly onPremisesTargetGroupArnSuffix?: pulumi.Output<string>;
  /**
   * Resources that operations switch during maintenance; undefined outside the phases that have
   * them.
   */
  readonly maintenance?: Maintenance;
  /** The certificate of the HTTPS listener. */
  readonly certificateArn: pulumi.Output<string>;
  /** Its further certificates, as they were given. */
  readonly additionalCertificateArns: string[];
  readonly accessLogsBucketName: pulumi.Output<string>;
  readonly webAclArn: pulumi.Output<string>;
  readonly webAclName: pulumi.Output<string>;
  readonly wafLogGroupName: pulumi.Output<string>;
  /**
   * The group for the application's tasks: the load balancer reaches them, and they reach Aurora,
   * the VPC's endpoints and S3.
   */
  readonly applicationSecurityGroupId: pulumi.Output<string>;

  constructor(name: string, args: EdgeArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:edge:Edge", name, {}, opts);
    const { securityGroups, logs, certificateArn, loadBalancer, webAcl } = this.createParts(
      name,
      args,
    );
    this.certificateArn = certificateArn;
    this.additionalCertificateArns = args.additionalCertificateArns;
    this.loadBalancerArn = loadBalancer.arn;
    this.loadBalancerArnSuffix = loadBalancer.arnSuffix;
    this.loadBalancerDnsName = loadBalancer.dnsName;
    this.loadBalancerScheme = args.internal ? "internal" : "internet-facing";
    this.targetGroupArn = loadBalancer.targetGroupArn;
    this.targetGroupArnSuffix = loadBalancer.targetGroupArnSuffix;
    this.onPremisesTargetGroupArn = loadBalancer.onPremisesTargetGroup?.arn;
    this.onPremisesTargetGroupArnSuffix = loadBalancer.onPremisesTargetGroup?.arnSuffix;
    this.maintenance = loadBalancer.maintenance;
    this.accessLogsBucketName = logs.bucketName;
    this.webAclArn = webAcl.arn;
    this.webAclName = webAcl.webAclName;
    this.wafLogGroupName = webAcl.logGroupName;
    this.applicationSecurityGroupId = securityGroups.application;
    this.registerOutputs({
      loadBalancerArn: this.loadBalancerArn,
      loadBalancerDnsName: this.loadBalancerDnsName,
      targetGroupArn: this.targetGroupArn,
      onPremisesTargetGroupArn: this.onPremisesTargetGroupArn,
      certificateArn: this.certificateArn,
      accessLogsBucketName: this.accessLogsBucketName,
      webAclArn: this.webAclArn,
      wafLogGroupName: this.wafLogGroupName,
      applicationSecurityGroupId: this.applicationSecurityGroupId,
    });
  }

  /** The load balancer with all that it needs, the names that lead to it, and its firewall. */
  private createParts(name: string, args: EdgeArgs) {
    const child = { parent: this };
    const identity = identityOf(args);
    const securityGroups = createSecurityGroups(name, args, child);
    const logs = new AccessLogsBucket(
      `${name}-logs`,
      { ...args, retentionDays: args.accessLogRetentionDays },
      child,
    );
    const certificateArn =
      "certificateArn" in identity
        ? pulumi.output(identity.certificateArn)
        : createCertificate(name, identity, args.tags, child);
    const { network } = args;
    const loadBalancer = new LoadBalancer(
      `${name}-load-balancer`,
      {
        ...args,
        vpcId: network.vpcId,
        subnetIds: args.internal ? network.privateSubnetIds : network.publicSubnetIds,
        securityGroupId: securityGroups.loadBalancer,
        certificateArn,
        logs,
      },
      child,
    );
    if ("domainName" in identity) createAliases(name, identity, loadBalancer, child);
    const webAcl = new WebAcl(
      `${name}-waf`,
      { ...args, ...args.waf, loadBalancerArn: loadBalancer.arn },
      child,
    );
    return { securityGroups, logs, certificateArn, loadBalancer, webAcl };
  }
}

/**
 * The domain name or the certificate of the load balancer.
 * @throws Error unless exactly one of the two ways is given.
 */
function identityOf(args: EdgeArgs): Domain | { readonly certificateArn: string } {
  const { certificateArn, domainName, alternativeNames, hostedZoneId } = args;
  if (certificateArn && !domainName && !hostedZoneId) return { certificateArn };
  if (!certificateArn && domainName && hostedZoneId) {
    return { domainName, alternativeNames, hostedZoneId };
  }
  throw new Error(
    "Give the Edge component either certificateArn, or domainName together with hostedZoneId",
  );
}
