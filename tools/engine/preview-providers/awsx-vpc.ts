import { referencedProviderUrn } from "@landing-zone/plan/urn";
import { type RegistrationRequest, type RegistrationResult } from "../monitor/registrations";
import { type PropertyMap } from "@landing-zone/plan/values";
import { compact } from "../monitor/wire";
import { DeploymentError } from "@landing-zone/plan/errors";
import { inRegistrationOrder, parseVpcArgs, type SubnetSpec, type VpcArgs } from "./awsx-vpc-args";
import { type Child, Children, idOf, outputOf, type Reference } from "./component-children";
import { type NatGateway, type Network, outputsOf, type Subnet } from "./awsx-vpc-outputs";
import { type ConstructRequest, type ResourceMonitor } from "../monitor/provider";

/**
 * Registers the same resources as the provider of `awsx:ec2:Vpc`, with its names, parents,
 * dependencies and options. Source: `awsx/ec2/vpc.ts` of pulumi-awsx 3.9, and recordings of that
 * provider.
 */
export async function constructVpc(
  request: ConstructRequest,
  monitor: ResourceMonitor,
): Promise<RegistrationResult> {
  const args = parseVpcArgs(request.name, request.inputs);
  await resolveProvider(request, monitor);
  const { urn } = await monitor.register(componentRequest(request));
  const zones = args.availabilityZoneNames ?? (await defaultZones(request, args, urn, monitor));
  const mismatch = args.subnetSpecs.find(({ cidrBlocks }) => cidrBlocks.length !== zones.length);
  if (mismatch !== undefined) {
    throw new DeploymentError(
      `awsx:ec2:Vpc "${request.name}": the subnets "${mismatch.name}" have ${mismatch.cidrBlocks.length} CIDR blocks for ${zones.length} availability zones.`,
    );
  }
  const children = new Children(request, monitor);
  const network = declareNetwork(children, request.name, urn, args, zones);
  await children.registered();
  await monitor.registerOutputs(urn, {});
  return { urn, ...(await outputsOf(args, network)) };
}

/** The component's own SDK looks up the AWS provider it is handed. */
async function resolveProvider(request: ConstructRequest, monitor: ResourceMonitor): Promise<void> {
  const reference = request.providers["aws"];
  if (reference !== undefined) {
    const urn = referencedProviderUrn(reference);
    await monitor.invoke({ token: "pulumi:pulumi:getResource", args: { urn } });
  }
}

async function defaultZones(
  request: ConstructRequest,
  args: VpcArgs,
  parent: string,
  monitor: ResourceMonitor,
): Promise<readonly string[]> {
  const token = "aws:index/getAvailabilityZones:getAvailabilityZones";
  const { names } = (await monitor.invoke({ token, args: {}, parent })) ?? {};
  const available = Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
  const count = args.numberOfAvailabilityZones;
  if (count > available.length) {
    throw new DeploymentError(
      `awsx:ec2:Vpc "${request.name}": numberOfAvailabilityZones is ${count}, but the region has ${available.length}.`,
    );
  }
  return available.slice(0, count);
}

function componentRequest(request: ConstructRequest): RegistrationRequest {
  const { type, name, parent, providers } = request;
  const { protect = false, retainOnDelete = false, deletedWith } = request;
  return compact<RegistrationRequest>({
    type,
    name,
    parent,
    custom: false,
    remote: false,
    inputs: {},
    provider: undefined,
    providers,
    dependencies: [],
    propertyDependencies: {},
    options: compact({ protect, retainOnDelete, deletedWith }),
    version: undefined,
    pluginDownloadUrl: undefined,
    transforms: [],
  });
}

function declareNetwork(
  children: Children,
  name: string,
  component: string,
  args: VpcArgs,
  zones: readonly string[],
): Network {
  const { cidrBlock, enableDnsHostnames, enableDnsSupport } = args;
  const sharedTags = { Name: name, ...args.tags };
  const vpc = children.declare("aws:ec2/vpc:Vpc", name, component, [], {
    cidrBlock,
    enableDnsHostnames,
    enableDnsSupport,
    tags: sharedTags,
  });
  const internetGateway = children.declare(
    "aws:ec2/internetGateway:InternetGateway",
    name,
    vpc,
    [vpc],
    { vpcId: idOf(vpc), tags: sharedTags },
  );
  const natGateways: NatGateway[] = [];
  const subnets: Subnet[] = [];
  for (const [index, zone] of zones.entries()) {
    for (const spec of inRegistrationOrder(args.subnetSpecs)) {
      const subnetName = `${name}-${spec.name}-${index + 1}`;
      const tags = { ...sharedTags, Name: subnetName, SubnetType: spec.type };
      const subnet = declareSubnet(children, subnetName, vpc, spec, zone, index, tags);
      if (spec.type === "Public" && needsNatGateway(args, natGateways.length, index)) {
        natGateways.push(declareNatGateway(children, `${name}-${index + 1}`, subnet.subnet, args));
      }
      const target = routeTarget(args, spec, index, internetGateway, natGateways);
      const route = target && declareRoute(children, subnetName, subnet.routeTable, target);
      subnets.push(route === undefined ? subnet : { ...subnet, route });
    }
  }
  const endpoints = declareEndpoints(children, vpc, args, sharedTags);
  return { vpc, internetGateway, subnets, natGateways, endpoints };
}

function declareEndpoints(
  children: Children,
  vpc: Child,
  { vpcEndpointSpecs }: VpcArgs,
  sharedTags: PropertyMap,
): Child[] {
  return vpcEndpointSpecs.map((spec) =>
    children.declare("aws:ec2/vpcEndpoint:VpcEndpoint", spec.serviceName, vpc, [vpc], {
      ...spec,
      vpcId: idOf(vpc),
      tags: { ...sharedTags, ...spec.tags },
    }),
  );
}

function declareSubnet(
  children: Children,
  name: string,
  vpc: Child,
  spec: SubnetSpec,
  zone: string,
  index: number,
  tags: PropertyMap,
): Subnet {
  const subnet = children.declare("aws:ec2/subnet:Subnet", name, vpc, [vpc], {
    vpcId: idOf(vpc),
    availabilityZone: zone,
    mapPublicIpOnLaunch: spec.type === "Public",
    cidrBlock: spec.cidrBlocks[index],
    assignIpv6AddressOnCreation: false,
    ipv6CidrBlock: outputOf(vpc, "ipv6CidrBlock"),
    tags: { ...tags, ...spec.tags, Name: name, SubnetType: spec.type },
  });
  const routeTable = children.declare("aws:ec2/routeTable:RouteTable", name, subnet, [subnet], {
    vpcId: idOf(vpc),
    tags,
  });
  const association = children.declare(
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
    name,
    routeTable,
    [routeTable],
    { routeTableId: idOf(routeTable), subnetId: idOf(subnet) },
  );
  return { type: spec.type, subnet, routeTable, association };
}

function needsNatGateway(args: VpcArgs, declared: number, zoneIndex: number): boolean {
  const wanted = { None: 0, Single: 1, OnePerAz: zoneIndex + 1 };
  return declared < wanted[args.natGatewayStrategy];
}

function declareNatGateway(
  children: Children,
  name: string,
  subnet: Child,
  args: VpcArgs,
): NatGateway {
  const tags = { ...args.tags, Name: name };
  const eip = children.declare("aws:ec2/eip:Eip", name, subnet, [subnet], { tags });
  const gateway = children.declare("aws:ec2/natGateway:NatGateway", name, subnet, [subnet], {
    subnetId: idOf(subnet),
    allocationId: outputOf(eip, "allocationId"),
    tags,
  });
  return { gateway, eip };
}

/** Target of a subnet's route to the internet; isolated subnets have none. */
function routeTarget(
  args: VpcArgs,
  spec: SubnetSpec,
  index: number,
  internetGateway: Child,
  natGateways: readonly NatGateway[],
): Record<string, Reference> | undefined {
  if (spec.type === "Public") {
    return { gatewayId: idOf(internetGateway) };
  }
  const nat = natGateways[args.natGatewayStrategy === "Single" ? 0 : index];
  return spec.type === "Private" && nat ? { natGatewayId: idOf(nat.gateway) } : undefined;
}

function declareRoute(
  children: Children,
  name: string,
  routeTable: Child,
  target: Record<string, Reference>,
): Child {
  return children.declare("aws:ec2/route:Route", name, routeTable, [routeTable], {
    routeTableId: idOf(routeTable),
    ...target,
    destinationCidrBlock: "0.0.0.0/0",
  });
}
