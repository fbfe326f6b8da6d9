import * as ec2 from "@pulumi/aws/ec2";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";

/** Arguments of {@link SecurityGroup}. */
export interface SecurityGroupArgs {
  /** The group's physical name; 255 characters at most. */
  readonly groupName: string;
  /** Purpose of the group. AWS cannot change it later: a change replaces the group. */
  readonly description: string;
  /** The VPC of the group. */
  readonly vpcId: pulumi.Input<string>;
  /**
   * Whether members may open connections. `connections`: those stated with {@link connect}, {@link
   * allowEgressToCidr} and {@link allowEgressToPrefixList}, nothing else. `none`: no connection at
   * all, stated as an empty rule list.
   */
  readonly egress: "connections" | "none";
  /** Tags added to the provider's default tags. Default: none. */
  readonly tags?: Record<string, string>;
}

/**
 * A security group whose every rule is stated: AWS's "allow all egress" is gone, and each rule is a
 * resource of its own with a description.
 */
export class SecurityGroup extends pulumi.ComponentResource {
  /** The security group's id. */
  readonly id: pulumi.Output<string>;

  constructor(name: string, args: SecurityGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:network:SecurityGroup", name, {}, opts);
    const group = new ec2.SecurityGroup(
      name,
      {
        name: args.groupName,
        description: args.description,
        vpcId: args.vpcId,
        ...(args.egress === "none" ? { egress: [] } : {}),
        tags: { Name: args.groupName, ...args.tags },
      },
      { parent: this },
    );
    this.id = group.id;
    this.registerOutputs({ id: this.id });
  }
}

/** One TCP port, and why it is open. */
export interface PortRule {
  /** The port, 1 to 65535. */
  readonly port: number;
  /** Default: `tcp`. */
  readonly protocol?: "tcp" | "udp";
  /** Why the rule exists; shown in the AWS console. */
  readonly description: string;
}

function portRange(rule: PortRule) {
  return {
    ipProtocol: rule.protocol ?? "tcp",
    fromPort: rule.port,
    toPort: rule.port,
    description: rule.description,
  };
}

/** Opens one port between two groups: the egress rule on `from` and the ingress rule on `to`. */
export function connect(
  name: string,
  rule: PortRule & { from: pulumi.Input<string>; to: pulumi.Input<string> },
  opts: pulumi.CustomResourceOptions,
): void {
  new vpc.SecurityGroupEgressRule(
    `${name}-egress`,
    { securityGroupId: rule.from, referencedSecurityGroupId: rule.to, ...portRange(rule) },
    opts,
  );
  new vpc.SecurityGroupIngressRule(
    `${name}-ingress`,
    { securityGroupId: rule.to, referencedSecurityGroupId: rule.from, ...portRange(rule) },
    opts,
  );
}

/** Lets members of `from` open connections to one port of an IPv4 range. */
export function allowEgressToCidr(
  name: string,
  rule: PortRule & { from: pulumi.Input<string>; cidr: string },
  opts: pulumi.CustomResourceOptions,
): void {
  new vpc.SecurityGroupEgressRule(
    name,
    { securityGroupId: rule.from, cidrIpv4: rule.cidr, ...portRange(rule) },
    opts,
  );
}

/** Lets members of `from` open connections to one port of an AWS service's prefix list. */
export function allowEgressToPrefixList(
  name: string,
  rule: PortRule & { from: pulumi.Input<string>; prefixListId: pulumi.Input<string> },
  opts: pulumi.CustomResourceOptions,
): void {
  new vpc.SecurityGroupEgressRule(
    name,
    { securityGroupId: rule.from, prefixListId: rule.prefixListId, ...portRange(rule) },
    opts,
  );
}

/** Lets an IPv4 range open connections to one port of members of `to`. */
export function allowIngressFromCidr(
  name: string,
  rule: PortRule & { to: pulumi.Input<string>; cidr: string },
  opts: pulumi.CustomResourceOptions,
): void {
  new vpc.SecurityGroupIngressRule(
    name,
    { securityGroupId: rule.to, cidrIpv4: rule.cidr, ...portRange(rule) },
    opts,
  );
}
