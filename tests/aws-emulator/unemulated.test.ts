import { expect } from "chai";
import { isSecret, revealed } from "@landing-zone/plan/values";
import { awsResources } from "@landing-zone/aws-emulator/emulated-provider/handlers/index";
import {
  emulationLimits,
  unemulatedTypes,
} from "@landing-zone/aws-emulator/emulated-provider/unemulated";
import { type ProviderClient, text } from "./provider-client";
import { provider } from "./setup";

const certificate = "aws:dms/certificate:Certificate";

describe("types that the emulator lacks", () => {
  it("have ids of the right form", async () => {
    const { client } = await provider();
    const route = await client.create("aws:ec2/vpnConnectionRoute:VpnConnectionRoute", "r", {
      vpnConnectionId: "vpn-1",
      destinationCidrBlock: "192.168.10.0/24",
    });
    const record = await client.create("aws:route53/record:Record", "r", {
      zoneId: "Z1",
      name: "orders.example.",
      type: "A",
    });
    const attachment = await client.create(
      "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
      "a",
      { transitGatewayId: "tgw-1", vpcId: "vpc-1", subnetIds: ["subnet-1"] },
    );
    expect(attachment.id).to.match(/^tgw-attach-[0-9a-f]{17}$/);
    expect(route.id).to.equal("192.168.10.0/24:vpn-1");
    expect(record.id).to.equal("Z1_orders.example._A");
    expect(record.state["fqdn"]).to.equal("orders.example");
  });

  it("are the same in every run", async () => {
    const { client } = await provider();
    const inputs = { certificateId: "ca", certificatePem: "PEM" };
    const [first, second] = [
      await client.create(certificate, "ca", inputs),
      await client.create(certificate, "ca", inputs),
    ];
    const other = await client.create(certificate, "other", inputs);
    expect(first.state).to.deep.equal(second.state);
    expect(first.state["certificateArn"]).not.to.equal(other.state["certificateArn"]);
    expect(first.state["certificateArn"]).to.match(
      /^arn:aws:dms:us-east-1:123456789012:cert:[0-9A-F]{26}$/,
    );
  });

  it("live as long as the state does", async () => {
    const { client } = await provider();
    const made = await client.create(certificate, "ca", { certificateId: "ca" });
    const changed = await client.update(made, { certificateId: "ca", tags: { Name: "b" } });
    expect(changed.state).to.deep.include({ tags: { Name: "b" } });
    expect(await client.read(changed)).to.deep.equal(changed);
    await client.delete(changed);
  });

  it("have a reason, and are not created anyway", () => {
    for (const [type, { why }] of Object.entries(unemulatedTypes)) {
      expect(why, type).to.match(/the emulator|empty/);
      expect(awsResources).not.to.have.property(type);
    }
  });

  it("are distinguished from types that are created with limits", () => {
    expect(awsResources).to.include.keys(Object.keys(emulationLimits));
  });
});

describe("random ids", () => {
  it("are of the length that is asked for, and never the same twice", async () => {
    const { client } = await provider();
    const make = () => client.create("random:index/randomId:RandomId", "id", { byteLength: 4 });
    const [first, second] = [await make(), await make()];
    expect(first.state["hex"]).to.match(/^[0-9a-f]{8}$/);
    expect(first.id).to.equal(first.state["b64Url"]);
    expect(first.state["hex"]).not.to.equal(second.state["hex"]);
  });
});

describe("random passwords", () => {
  const type = "random:index/randomPassword:RandomPassword";

  async function password(
    client: ProviderClient,
    inputs: Record<string, number | boolean | string>,
  ) {
    const made = await client.create(type, "password", inputs);
    return text(revealed(made.state["result"] ?? null));
  }

  it("are secrets, and never the same twice", async () => {
    const { client } = await provider();
    const made = await client.create(type, "password", { length: 32 });
    expect(made.id).to.equal("none");
    expect(isSecret(made.state["result"])).to.equal(true);
    expect(await password(client, { length: 32 })).not.to.equal(
      await password(client, { length: 32 }),
    );
  });

  it("hold what is required and nothing that is not allowed", async () => {
    const { client } = await provider();
    const inputs = {
      length: 64,
      upper: false,
      overrideSpecial: "!-",
      minSpecial: 8,
      minNumeric: 8,
    };
    const made = await password(client, inputs);
    expect(made).to.match(/^[a-z0-9!-]{64}$/);
    expect(made.replace(/[^!-]/g, "")).to.have.length.of.at.least(8);
    expect(made.replace(/\D/g, "")).to.have.length.of.at.least(8);
  });

  it("are refused when they cannot be made", async () => {
    const { client } = await provider();
    const error = await client.create(type, "short", { length: 4, minNumeric: 8 }).then(
      () => undefined,
      (reason: unknown) => String(reason),
    );
    expect(error).to.include("4 characters").and.include("8");
  });

  it("stay as they are until something about them changes", async () => {
    const { client } = await provider();
    const made = await client.create(type, "password", { length: 32 });
    expect(await client.read(made)).to.deep.equal(made);
    const { replacesList } = await client.diff(made, { length: 40 });
    expect(replacesList).to.deep.equal(["length"]);
  });
});
