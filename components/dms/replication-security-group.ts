import type * as pulumi from "@pulumi/pulumi";
import { allowAwsServices } from "../aws-services";
import type { CommonArgs } from "../common";
import { allowOnPremises, type OnPremisesPeer } from "../on-premises-peers";
import { allowEgressToCidr, connect, SecurityGroup } from "../security-group";
import type { DmsNetwork } from "./network";

/** Descriptions of the rules that lead to AWS services. */
const awsServiceDescriptions = {
  endpoints: "AWS services, from the replication instance",
  s3: "S3, for assessments and logs",
};

/** Arguments of {@link createReplicationSecurityGroup}. */
export interface ReplicationSecurityGroupArgs extends CommonArgs {
  readonly groupName: string;
  readonly network: DmsNetwork;
  /** The networks of the sources. */
  readonly sourcePeers: readonly OnPremisesPeer[];
  /** Name servers that know the sources, outside the VPC; may be empty. */
  readonly dnsNameServers: readonly string[];
  /** Security group and port of the target. */
  readonly target: { readonly securityGroupId: pulumi.Input<string>; readonly port: number };
}

/**
 * Creates the security group of the replication instance: it connects to the sources, to Aurora and
 * to AWS services, and nothing connects to it.
 *
 * @returns The group's id.
 */
export function createReplicationSecurityGroup(
  name: string,
  args: ReplicationSecurityGroupArgs,
  opts: pulumi.ComponentResourceOptions,
): pulumi.Output<string> {
  const { id: from } = new SecurityGroup(
    name,
    {
      groupName: args.groupName,
      description: "DMS replication instance",
      vpcId: args.network.vpcId,
      egress: "connections",
      tags: args.tags,
    },
    opts,
  );
  connect(
    `${name}-to-target`,
    {
      from,
      to: args.target.securityGroupId,
      port: args.target.port,
      description: "Aurora, from the replication instance",
    },
    opts,
  );
  allowAwsServices(name, from, args.network, awsServiceDescriptions, opts);
  allowOnPremises(name, from, args.sourcePeers, opts);
  allowNameServers(name, from, args.dnsNameServers, opts);
  return from;
}

/** Long answers come over TCP. */
function allowNameServers(
  name: string,
  from: pulumi.Input<string>,
  servers: readonly string[],
  opts: pulumi.CustomResourceOptions,
): void {
  for (const server of new Set(servers)) {
    for (const protocol of ["udp", "tcp"] as const) {
      allowEgressToCidr(
        `${name}-to-${server}-dns-${protocol}`,
        { from, cidr: `${server}/32`, port: 53, protocol, description: "Name server on premises" },
        opts,
      );
    }
  }
}
