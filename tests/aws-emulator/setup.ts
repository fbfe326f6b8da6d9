import { Aws } from "@landing-zone/aws-emulator/emulated-provider/aws";
import { emulator } from "../support/emulator";
import { afterAllFiles } from "../support/shared";
import { type Made, type ProviderClient, serveProvider } from "./provider-client";

/** A configured provider, and AWS as somebody else sees it. */
export interface Setup {
  readonly client: ProviderClient;
  /** A client for changes that the provider does not know of. */
  readonly aws: Aws;
}

let shared: Promise<Setup & { close: () => void }> | undefined;

afterAllFiles(async () => {
  (await shared)?.close();
});

/**
 * The provider of this test run, connected to the emulator. Tests share it, and name their
 * resources.
 */
export function provider(): Promise<Setup> {
  return (shared ??= start());
}

async function start(): Promise<Setup & { close: () => void }> {
  const { endpoint } = await emulator();
  const region = "us-east-1";
  const { client, close } = await serveProvider(endpoint);
  await client.configure("pulumi:providers:aws", {
    region,
    defaultTags: JSON.stringify({ tags: { Owner: "platform" } }),
  });
  return { client, close, aws: await Aws.connect({ endpoint, region }) };
}

/** A VPC with two subnets and a security group, for resources that need one. */
export interface Network {
  readonly vpc: Made;
  readonly subnets: [Made, Made];
  readonly group: Made;
}

/** Makes a {@link Network}. */
export async function network({ client }: Setup): Promise<Network> {
  const vpc = await client.create("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.20.0.0/16" });
  await client.create("aws:ec2/internetGateway:InternetGateway", "gateway", { vpcId: vpc.id });
  const subnet = (zone: string, cidrBlock: string) =>
    client.create("aws:ec2/subnet:Subnet", zone, {
      vpcId: vpc.id,
      cidrBlock,
      availabilityZone: `us-east-1${zone}`,
    });
  return {
    vpc,
    subnets: [await subnet("a", "10.20.0.0/20"), await subnet("b", "10.20.16.0/20")],
    group: await client.create("aws:ec2/securityGroup:SecurityGroup", "group", { vpcId: vpc.id }),
  };
}

/** A trust policy, for a role that has to be there. */
export function trustPolicy(service: string): string {
  const statement = { Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}
