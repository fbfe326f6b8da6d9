import { expect } from "chai";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import type { PropertyMap } from "@landing-zone/plan/values";
import { propertiesOf, structOf } from "@landing-zone/engine/monitor/wire";
import { network, provider } from "./setup";

async function lookUp(name: string, args: PropertyMap, module = "ec2"): Promise<PropertyMap> {
  const { client } = await provider();
  const request = new pb.InvokeRequest()
    .setTok(`aws:${module}/${name}:${name}`)
    .setArgs(structOf(args));
  const response = await client.call<pb.InvokeResponse>((rpc, done) => rpc.invoke(request, done));
  return propertiesOf(response.getReturn());
}

const inVpc = (id: string) => ({ filters: [{ name: "vpc-id", values: [id] }] });

describe("What exists of a network in the emulator", () => {
  it("is listed by VPC", async () => {
    const { vpc, subnets, group } = await network(await provider());
    const subnetIds = subnets.map(({ id }) => id);
    expect((await lookUp("getVpcs", inVpc(vpc.id)))["ids"]).to.deep.equal([vpc.id]);
    expect((await lookUp("getVpcs", inVpc("vpc-none")))["ids"]).to.deep.equal([]);
    expect((await lookUp("getSubnets", inVpc(vpc.id)))["ids"]).to.have.members(subnetIds);
    expect((await lookUp("getSecurityGroups", inVpc(vpc.id)))["ids"]).to.include(group.id);
    const tables = await lookUp("getRouteTables", { vpcId: vpc.id });
    expect(tables["ids"]).to.have.length(1);
  });

  it("is described as Pulumi's provider describes it", async () => {
    const { vpc, subnets } = await network(await provider());
    const found = await lookUp("getVpc", { id: vpc.id });
    expect((found["cidrBlockAssociations"] as object[])[0]).to.include({
      cidrBlock: "10.20.0.0/16",
    });
    expect(found).to.include({
      id: vpc.id,
      cidrBlock: "10.20.0.0/16",
      enableDnsSupport: true,
      enableDnsHostnames: false,
    });
    expect(await lookUp("getSubnet", { id: subnets[1].id })).to.include({
      vpcId: vpc.id,
      availabilityZone: "us-east-1b",
      cidrBlock: "10.20.16.0/20",
      mapPublicIpOnLaunch: false,
    });
  });

  it("has the routes that somebody made, and the subnets that use them", async () => {
    const { client, aws } = await provider();
    const { vpc, subnets } = await network({ client, aws });
    const { InternetGateways } = await aws.ec2.describeInternetGateways({
      Filters: [{ Name: "attachment.vpc-id", Values: [vpc.id] }],
    });
    const gatewayId = InternetGateways![0]!.InternetGatewayId!;
    const table = await client.create("aws:ec2/routeTable:RouteTable", "out", { vpcId: vpc.id });
    await client.create("aws:ec2/routeTableAssociation:RouteTableAssociation", "out", {
      routeTableId: table.id,
      subnetId: subnets[0].id,
    });
    await client.create("aws:ec2/route:Route", "out", {
      routeTableId: table.id,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId,
    });
    const { routes, associations, vpcId } = await lookUp("getRouteTable", {
      routeTableId: table.id,
    });
    expect(vpcId).to.equal(vpc.id);
    expect(routes).to.have.length(1);
    expect((routes as object[])[0]).to.include({
      cidrBlock: "0.0.0.0/0",
      gatewayId,
      natGatewayId: "",
    });
    expect((associations as object[])[0]).to.include({ subnetId: subnets[0].id, main: false });
  });

  it("is an error where it is asked for by an id that nothing has", async () => {
    let error: unknown;
    await lookUp("getSubnet", { id: "subnet-none" }).catch((reason: unknown) => {
      error = reason;
    });
    expect(String(error)).to.include("subnet-none");
  });
});

describe("A public parameter in the emulator", () => {
  it("names an image of Amazon Linux", async () => {
    const name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";
    const { insecureValue } = await lookUp("getParameter", { name }, "ssm");
    expect(insecureValue).to.match(/^ami-[0-9a-f]{17}$/);
  });
});
