import { type RegistrationResult } from "../monitor/registrations";
import {
  type PropertyMap,
  type PropertyValue,
  resourceReference,
  unknown,
} from "@landing-zone/plan/values";
import { type SubnetSpec, type VpcArgs } from "./awsx-vpc-args";
import { type Child } from "./component-children";

/** A NAT gateway with its public address. */
export interface NatGateway {
  readonly gateway: Child;
  readonly eip: Child;
}

/** A subnet and what comes with it. */
export interface Subnet {
  readonly type: SubnetSpec["type"];
  readonly subnet: Child;
  readonly routeTable: Child;
  readonly association: Child;
  readonly route?: Child;
}

/** Every child of the component. */
export interface Network {
  readonly vpc: Child;
  readonly internetGateway: Child;
  readonly subnets: readonly Subnet[];
  readonly natGateways: readonly NatGateway[];
  readonly endpoints: readonly Child[];
}

/** The component's outputs: every one depends on the VPC and all subnets, as in awsx. */
export async function outputsOf(
  args: VpcArgs,
  network: Network,
): Promise<Omit<RegistrationResult, "urn">> {
  const { vpc, subnets } = network;
  const outputs: PropertyMap = {
    vpcId: (await vpc.registration).id ?? unknown,
    publicSubnetIds: await idsOf(ofType("Public", subnets)),
    privateSubnetIds: await idsOf(ofType("Private", subnets)),
    isolatedSubnetIds: await idsOf(ofType("Isolated", subnets)),
    subnetLayout: args.subnetSpecs.map(({ type, name, cidrBlocks }) => ({
      type,
      name,
      cidrBlocks,
    })),
  };
  const everywhere = await urnsOf([vpc, ...subnets.map(({ subnet }) => subnet)]);
  const outputDependencies: Record<string, readonly string[]> = {};
  for (const name of Object.keys(outputs)) {
    outputDependencies[name] = everywhere;
  }
  for (const [name, members] of Object.entries(resourcesOf(network))) {
    const registrations = await registrationsOf([members].flat());
    const references = registrations.map(({ urn, id = "" }) => resourceReference(urn, id));
    outputs[name] = Array.isArray(members) ? references : (references[0] ?? null);
    const urns = registrations.map(({ urn }) => urn);
    outputDependencies[name] = [...new Set([...everywhere, ...urns])];
  }
  return { outputs, outputDependencies };
}

/** The outputs that are resources. */
function resourcesOf(network: Network): Record<string, Child | readonly Child[]> {
  const { vpc, internetGateway, subnets, natGateways, endpoints } = network;
  return {
    vpc,
    internetGateway,
    subnets: subnets.map(({ subnet }) => subnet),
    publicSubnets: ofType("Public", subnets),
    privateSubnets: ofType("Private", subnets),
    isolatedSubnets: ofType("Isolated", subnets),
    routeTables: subnets.map(({ routeTable }) => routeTable),
    routeTableAssociations: subnets.map(({ association }) => association),
    routes: subnets.flatMap(({ route }) => route ?? []),
    natGateways: natGateways.map(({ gateway }) => gateway),
    eips: natGateways.map(({ eip }) => eip),
    vpcEndpoints: endpoints,
  };
}

function ofType(type: Subnet["type"], subnets: readonly Subnet[]): Child[] {
  return subnets.filter((subnet) => subnet.type === type).map(({ subnet }) => subnet);
}

function registrationsOf(children: readonly Child[]): Promise<readonly RegistrationResult[]> {
  return Promise.all(children.map(({ registration }) => registration));
}

async function urnsOf(children: readonly Child[]): Promise<readonly string[]> {
  return (await registrationsOf(children)).map(({ urn }) => urn);
}

/** A list of ids is one unknown while any of them is unknown; an empty list is known. */
async function idsOf(children: readonly Child[]): Promise<PropertyValue> {
  const ids = (await registrationsOf(children)).map(({ id }) => id);
  const known = ids.filter((id) => id !== undefined);
  return known.length === ids.length ? known : unknown;
}
