import type { ServiceError } from "@grpc/grpc-js";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { expect } from "chai";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type PropertyMap, unknown } from "@landing-zone/plan/values";
import { propertiesOf, structOf } from "@landing-zone/engine/monitor/wire";
import { emulator } from "../support/emulator";
import { serveProvider, updateRequest } from "./provider-client";
import { provider } from "./setup";

const vpcUrn = "urn:pulumi:test::project::aws:ec2/vpc:Vpc::vpc";

/** The error that a call is expected to fail with. */
async function failureOf(call: Promise<unknown>): Promise<ServiceError> {
  const outcome = await call.then(
    () => new Error("The call succeeded."),
    (error: unknown) => error,
  );
  return outcome as ServiceError;
}

describe("the provider as Pulumi's engine sees it", () => {
  it("reports its name and that secrets may stay marked", async () => {
    const { client } = await provider();
    const handshake = await client.call<pb.ProviderHandshakeResponse>((rpc, done) =>
      rpc.handshake(new pb.ProviderHandshakeRequest(), done),
    );
    const info = await client.call<PluginInfo>((rpc, done) => rpc.getPluginInfo(new Empty(), done));
    const schema = await client.call<pb.GetSchemaResponse>((rpc, done) =>
      rpc.getSchema(new pb.GetSchemaRequest(), done),
    );
    expect(handshake.getAcceptSecrets()).to.equal(true);
    expect(info.getVersion()).to.equal("7.48.0");
    expect(JSON.parse(schema.getSchema())).to.deep.equal({ name: "aws", version: "7.48.0" });
  });

  it("adds the provider's default tags to the resource's own", async () => {
    const { client } = await provider();
    const checked = await client.check(vpcUrn, { tags: { Name: "own" } });
    expect(checked["tagsAll"]).to.deep.equal({ Name: "own", Owner: "platform" });
  });

  it("gives a name to resources without one, and keeps it", async () => {
    const { client } = await provider();
    const urn = "urn:pulumi:test::project::aws:iam/role:Role::reader";
    const checked = await client.check(urn, {});
    expect(checked["name"]).to.match(/^reader-[0-9a-f]{7}$/);
    const again = await client.check(urn, {}, { name: "reader-0000000" });
    expect(again["name"]).to.equal("reader-0000000");
  });

  it("creates nothing in a preview", async () => {
    const { client, aws } = await provider();
    const inputs = { cidrBlock: "10.77.0.0/16" };
    const request = new pb.CreateRequest()
      .setUrn(vpcUrn)
      .setProperties(structOf(inputs))
      .setPreview(true);
    const response = await client.call<pb.CreateResponse>((rpc, done) => rpc.create(request, done));
    const { Vpcs } = await aws.ec2.describeVpcs({
      Filters: [{ Name: "cidr", Values: ["10.77.0.0/16"] }],
    });
    expect(response.getId()).to.equal("");
    expect(propertiesOf(response.getProperties())).to.include({ ...inputs, arn: unknown });
    expect(Vpcs).to.deep.equal([]);
  });

  it("changes nothing in the preview of an update, and keeps what is computed", async () => {
    const { client } = await provider();
    const made = await client.create("aws:ec2/vpc:Vpc", "kept", { cidrBlock: "10.78.0.0/16" });
    const news = { ...made.inputs, enableDnsHostnames: true };
    const request = updateRequest(made, news).setPreview(true);
    const response = await client.call<pb.UpdateResponse>((rpc, done) => rpc.update(request, done));
    expect(propertiesOf(response.getProperties())).to.include({
      arn: made.state["arn"],
      enableDnsHostnames: true,
    });
    expect((await client.read(made))?.state).to.deep.equal(made.state);
  });

  it("details what differs, where a new object is needed, and when the old one has to go first", async () => {
    const { client } = await provider();
    const type = "aws:sns/topic:Topic";
    const inputs = { name: "differs", displayName: "a", tags: { "a.b": "c" } };
    const made = await client.create(type, "differs", inputs);
    const renamed = await client.diff(made, { ...inputs, name: "other", tags: { d: "e" } });
    const fifo = await client.diff(made, { ...inputs, fifoTopic: true });
    const { UPDATE_REPLACE, ADD, DELETE } = pb.PropertyDiff.Kind;

    expect(renamed.changes).to.equal(pb.DiffResponse.DiffChanges.DIFF_SOME);
    expect(renamed.replacesList).to.deep.equal(["name"]);
    // The AWS provider does so for everything that the program names itself.
    expect(renamed.deletebeforereplace).to.equal(true);
    expect(Object.fromEntries(renamed.detaileddiffMap)).to.include.keys("name", 'tags["a.b"]');
    const kinds = new Map(renamed.detaileddiffMap.map(([path, { kind }]) => [path, kind]));
    expect(kinds.get("name")).to.equal(UPDATE_REPLACE);
    expect(kinds.get("tags.d")).to.equal(ADD);
    expect(kinds.get('tags["a.b"]')).to.equal(DELETE);
    expect(fifo.deletebeforereplace).to.equal(true);
  });

  it("sees no difference where there is none", async () => {
    const { client } = await provider();
    const inputs = { cidrBlock: "10.79.0.0/16" };
    const made = await client.create("aws:ec2/vpc:Vpc", "same", inputs);
    const { changes, detaileddiffMap } = await client.diff(made, inputs);
    expect(changes).to.equal(pb.DiffResponse.DiffChanges.DIFF_NONE);
    expect(detaileddiffMap).to.deep.equal([]);
  });

  it("takes a value that is not known yet for a change", async () => {
    const { client } = await provider();
    const made = await client.create("aws:ec2/vpc:Vpc", "waits", { cidrBlock: "10.80.0.0/16" });
    const { replacesList } = await client.diff(made, { cidrBlock: unknown });
    expect(replacesList).to.deep.equal(["cidrBlock"]);
  });

  it("reports an object that was made but not finished, so that the next run can finish it", async () => {
    const { client, aws } = await provider();
    const type = "aws:ec2/internetGateway:InternetGateway";
    const vpc = await client.create("aws:ec2/vpc:Vpc", "half", { cidrBlock: "10.81.0.0/16" });
    const inputs = { vpcId: "vpc-there-is-none", tags: { Name: "half" } };
    const error = await failureOf(client.create(type, "half", inputs));
    const [details] = error.metadata.get("grpc-status-details-bin");
    const packed = Status.deserializeBinary(details as Buffer).getDetailsList()[0];
    const failed = packed?.unpack(
      (bytes) => pb.ErrorResourceInitFailed.deserializeBinary(bytes),
      "pulumirpc.ErrorResourceInitFailed",
    );

    expect(failed?.getReasonsList().join()).to.include("InvalidVpcID.NotFound");
    const left = {
      urn: `urn:pulumi:test::project::${type}::half`,
      id: failed?.getId() ?? "",
      inputs: propertiesOf(failed?.getInputs()),
      state: propertiesOf(failed?.getProperties()),
    };
    await client.update(left, { ...inputs, vpcId: vpc.id });
    const { InternetGateways } = await aws.ec2.describeInternetGateways({
      Filters: [{ Name: "tag:Name", Values: ["half"] }],
    });
    expect(InternetGateways).to.have.lengthOf(1);
    expect(InternetGateways?.[0]?.Attachments?.[0]?.VpcId).to.equal(vpc.id);
  });

  it("names the type that it cannot create", async () => {
    const { client } = await provider();
    const type = "aws:ec2/placementGroup:PlacementGroup";
    const error = await failureOf(client.create(type, "none", {}));
    expect(error.details).to.include(type).and.include("unemulated.ts");
  });

  it("answers provider functions", async () => {
    const { client } = await provider();
    const request = new pb.InvokeRequest()
      .setTok("aws:index/getCallerIdentity:getCallerIdentity")
      .setArgs(structOf({}));
    const response = await client.call<pb.InvokeResponse>((rpc, done) => rpc.invoke(request, done));
    expect(propertiesOf(response.getReturn())["accountId"]).to.equal("123456789012");
  });

  it("can be cancelled", async () => {
    const { client } = await provider();
    await client.call<Empty>((rpc, done) => rpc.cancel(new Empty(), done));
  });
});

describe("the configuration of the provider", () => {
  const configure = async (inputs: PropertyMap, endpoint?: string) => {
    const { client, close } = await serveProvider(endpoint);
    try {
      return await client.configure("pulumi:providers:aws", inputs);
    } finally {
      close();
    }
  };

  it("takes the emulator's URL from the endpoints of the stack's own provider", async () => {
    const { endpoint } = await emulator();
    const endpoints = JSON.stringify([{ ec2: endpoint, rds: endpoint }]);
    const response = await configure({ region: "us-east-1", endpoints });
    expect(response.getSupportspreview()).to.equal(true);
    expect(response.getAcceptsecrets()).to.equal(true);
  });

  it("is refused without a URL", async () => {
    const error = await failureOf(configure({ region: "us-east-1" }));
    expect(error.details).to.include("--endpoint").and.include("none");
  });

  it("is refused without a region", async () => {
    const error = await failureOf(configure({}, "http://127.0.0.1:9"));
    expect(error.details).to.include("aws:region");
  });

  it("is refused when nothing answers, naming the URL", async () => {
    const error = await failureOf(configure({ region: "us-east-1" }, "http://127.0.0.1:9"));
    expect(error.details).to.include("No AWS emulator answers at http://127.0.0.1:9");
  });

  it("is refused when the account is not an allowed one, naming both", async () => {
    const { endpoint } = await emulator();
    const allowedAccountIds = JSON.stringify(["111122223333"]);
    const error = await failureOf(configure({ region: "us-east-1", allowedAccountIds }, endpoint));
    expect(error.details).to.include("123456789012").and.include("111122223333");
  });
});
