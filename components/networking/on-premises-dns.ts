import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../lib/names";
import type { OnPremisesSettings } from "../../lib/settings/on-premises";
import type { CommonArgs } from "../common";
import { allowEgressToCidr, SecurityGroup } from "../security-group";

/** Arguments of {@link OnPremisesDns}. */
export interface OnPremisesDnsArgs extends CommonArgs {
  /** The VPC whose resolver forwards. */
  readonly vpcId: pulumi.Input<string>;
  /** Subnets of two or more zones that the queries leave from. */
  readonly subnetIds: pulumi.Input<string[]>;
  /** The domains, and the servers that answer for them. */
  readonly dns: NonNullable<OnPremisesSettings["dns"]>;
}

/**
 * Makes the VPC's resolver forward queries for the data centre's names to the data centre, so that
 * all workloads in the VPC find the source databases by the names in their certificates.
 */
export class OnPremisesDns extends pulumi.ComponentResource {
  /** The outbound endpoint's id. */
  readonly endpointId: pulumi.Output<string>;

  constructor(name: string, args: OnPremisesDnsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:network:OnPremisesDns", name, {}, opts);
    const parent = { parent: this };
    const physical = physicalName(args.environment, "dns");
    const endpoint = new route53.ResolverEndpoint(
      name,
      {
        name: physical,
        direction: "OUTBOUND",
        securityGroupIds: [this.createSecurityGroup(name, physical, args)],
        ipAddresses: pulumi
          .output(args.subnetIds)
          .apply((ids) => ids.map((subnetId) => ({ subnetId }))),
        tags: { Name: physical, ...args.tags },
      },
      parent,
    );
    for (const domain of args.dns.domains) {
      const ruleName = physicalName(args.environment, `dns-${domain.replaceAll(".", "-")}`);
      const rule = new route53.ResolverRule(
        `${name}-${domain}`,
        {
          name: ruleName,
          domainName: domain,
          ruleType: "FORWARD",
          resolverEndpointId: endpoint.id,
          targetIps: args.dns.servers.map((ip) => ({ ip, port: 53 })),
          tags: { Name: ruleName, ...args.tags },
        },
        parent,
      );
      new route53.ResolverRuleAssociation(
        `${name}-${domain}`,
        { name: ruleName, resolverRuleId: rule.id, vpcId: args.vpcId },
        parent,
      );
    }
    this.endpointId = endpoint.id;
    this.registerOutputs({ endpointId: this.endpointId });
  }

  private createSecurityGroup(
    name: string,
    groupName: string,
    args: OnPremisesDnsArgs,
  ): pulumi.Output<string> {
    const group = new SecurityGroup(
      name,
      {
        groupName,
        description: "DNS queries to the data centre",
        vpcId: args.vpcId,
        egress: "connections",
        tags: args.tags,
      },
      { parent: this },
    );
    for (const server of args.dns.servers) {
      for (const protocol of ["udp", "tcp"] as const) {
        allowEgressToCidr(
          `${name}-to-${server}-${protocol}`,
          {
            from: group.id,
            cidr: `${server}/32`,
            port: 53,
            protocol,
            description: "Queries to a DNS server of the data centre",
          },
          { parent: this },
        );
      }
    }
    return group.id;
  }
}
