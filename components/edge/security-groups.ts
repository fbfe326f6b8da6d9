import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../lib/names";
import type { OnPremisesApplication } from "../../lib/settings/edge";
import { allowAwsServices } from "../aws-services";
import { allowEgressToCidr, allowIngressFromCidr, connect, SecurityGroup } from "../security-group";
import type { EdgeArgs } from "./edge-args";

/** Creates the groups of the load balancer and of the application behind it. */
export function createSecurityGroups(
  name: string,
  args: EdgeArgs,
  opts: pulumi.CustomResourceOptions,
) {
  const application = createApplicationGroup(`${name}-application`, args, opts);
  return { application, loadBalancer: createLoadBalancerGroup(name, application, args, opts) };
}

/** The arguments that both groups share. */
function commonArgs({ network, tags }: EdgeArgs) {
  return { vpcId: network.vpcId, egress: "connections", tags } as const;
}

/** The application's group: it reaches Aurora, the VPC's endpoints and S3, and nothing else. */
function createApplicationGroup(
  name: string,
  args: EdgeArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const { network, database } = args;
  const descriptions = { endpoints: "Application to AWS services", s3: "Application to S3" };
  const { id: from } = new SecurityGroup(
    name,
    {
      ...commonArgs(args),
      groupName: physicalName(args.environment, "application"),
      description: "Application behind the load balancer",
    },
    opts,
  );
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
  allowAwsServices(name, from, network, descriptions, opts);
  return from;
}

/** The load balancer's group: clients reach it, and it reaches the application's two sides only. */
function createLoadBalancerGroup(
  name: string,
  applicationGroupId: pulumi.Input<string>,
  args: EdgeArgs,
  opts: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const { id } = new SecurityGroup(
    name,
    {
      ...commonArgs(args),
      groupName: physicalName(args.environment, "edge"),
      description: "Load balancer",
    },
    opts,
  );
  allowClients(name, id, args.allowedCidrs, opts);
  connect(
    `${name}-to-application`,
    {
      from: id,
      to: applicationGroupId,
      port: args.targetPort,
      description: "Load balancer to application",
    },
    opts,
  );
  if (args.onPremises) allowDataCentre(name, id, args.onPremises, opts);
  return id;
}

function allowClients(
  name: string,
  to: pulumi.Output<string>,
  cidrs: readonly string[],
  opts: pulumi.CustomResourceOptions,
): void {
  for (const cidr of cidrs) {
    allowIngressFromCidr(
      `${name}-https-from-${cidr}`,
      { to, cidr, port: 443, description: "Clients" },
      opts,
    );
    allowIngressFromCidr(
      `${name}-http-from-${cidr}`,
      { to, cidr, port: 80, description: "Clients that are redirected to HTTPS" },
      opts,
    );
  }
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
