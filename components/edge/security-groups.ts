import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../lib/names";
import {
  allowEgressToCidr,
  allowEgressToPrefixList,
  allowIngressFromCidr,
  connect,
  SecurityGroup,
} from "../security-group";
import type { EdgeArgs } from "./index";
import type { OnPremisesApplication } from "./target-groups";

const httpsPort = 443;

/** The application's group: it reaches Aurora, the VPC's endpoints and S3, and nothing else. */
export function createApplicationGroup(
  name: string,
  args: EdgeArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const { network, database } = args;
  const from = new SecurityGroup(
    name,
    {
      groupName: physicalName(args.environment, "application"),
      description: "Application behind the load balancer",
      vpcId: network.vpcId,
      egress: "connections",
      tags: args.tags,
    },
    opts,
  ).id;
  connect(
    `${name}-to-aurora`,
    {
      from,
      to: database.securityGroupId,
      port: database.port,
      description: "Application to Aurora",
    },
    opts,
  );
  connect(
    `${name}-to-endpoints`,
    {
      from,
      to: network.endpointSecurityGroupId,
      port: httpsPort,
      description: "Application to AWS services",
    },
    opts,
  );
  allowEgressToPrefixList(
    `${name}-to-s3`,
    {
      from,
      prefixListId: network.s3PrefixListId,
      port: httpsPort,
      description: "Application to S3",
    },
    opts,
  );
  return from;
}

/** The load balancer's group: clients reach it, and it reaches the application's two sides only. */
export function createLoadBalancerGroup(
  name: string,
  applicationGroupId: pulumi.Input<string>,
  args: EdgeArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const group = new SecurityGroup(
    name,
    {
      groupName: physicalName(args.environment, "edge"),
      description: "Load balancer",
      vpcId: args.network.vpcId,
      egress: "connections",
      tags: args.tags,
    },
    opts,
  );
  for (const cidr of args.allowedCidrs) {
    allowIngressFromCidr(
      `${name}-https-from-${cidr}`,
      { to: group.id, cidr, port: httpsPort, description: "Clients" },
      opts,
    );
    allowIngressFromCidr(
      `${name}-http-from-${cidr}`,
      { to: group.id, cidr, port: 80, description: "Clients that are redirected to HTTPS" },
      opts,
    );
  }
  connect(
    `${name}-to-application`,
    {
      from: group.id,
      to: applicationGroupId,
      port: args.targetPort,
      description: "Load balancer to application",
    },
    opts,
  );
  if (args.onPremises) {
    allowDataCentre(name, group.id, args.onPremises, opts);
  }
  return group.id;
}

/** The very addresses and port that requests go to, and nothing else of the data centre. */
function allowDataCentre(
  name: string,
  from: pulumi.Output<string>,
  { addresses, port }: OnPremisesApplication,
  opts: pulumi.CustomResourceOptions,
): void {
  for (const address of addresses) {
    const description = "Load balancer to the application in the data centre";
    allowEgressToCidr(
      `${name}-to-${address}`,
      { from, cidr: `${address}/32`, port, description },
      opts,
    );
  }
}
