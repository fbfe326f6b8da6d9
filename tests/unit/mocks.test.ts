import { getRegion } from "@pulumi/aws/getRegion";
import * as kms from "@pulumi/aws/kms";
import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { promiseOf, record, unknown } from "../support/mocks";

class Nest extends pulumi.ComponentResource {
  constructor(name: string, levels: number, opts?: pulumi.ComponentResourceOptions) {
    super("test:index:Nest", name, {}, opts);
    if (levels > 0) {
      new Nest(`${name}-${levels}`, levels - 1, { parent: this });
    }
    new ssm.Parameter("leaf", { type: "String", value: "x" }, { parent: this });
    this.registerOutputs({});
  }
}

describe("mocks", () => {
  it("records inputs, secrets, dependencies and options", async () => {
    const { recording } = await record(() => {
      const key = new kms.Key("key", {}, { protect: true, retainOnDelete: true });
      new ssm.Parameter(
        "parameter",
        { type: "SecureString", value: pulumi.secret("s"), keyId: key.arn, tags: { a: "b" } },
        { ignoreChanges: ["value"] },
      );
    });
    const key = recording.one("aws:kms/key:Key");
    const parameter = recording.one("aws:ssm/parameter:Parameter", "parameter");
    expect([key.protect, key.retainOnDelete]).to.deep.equal([true, true]);
    expect(parameter.inputs).to.deep.include({ value: "s", tags: { a: "b" } });
    expect(parameter.inputs["keyId"]).to.equal("arn:aws:mock:us-east-1:123456789012:key");
    expect(parameter.secretInputs).to.deep.equal(["value"]);
    expect(parameter.dependencies).to.deep.equal([key.urn]);
    expect(parameter.ignoreChanges).to.deep.equal(["value"]);
  });

  it("keeps resources of one name apart under different ancestors", async () => {
    const { recording } = await record(() => new Nest("nest", 2));
    expect(recording.urnsOf("aws:ssm/parameter:Parameter")).to.have.members(
      [1, 2, 3].map((depth) => {
        const ancestors = "test:index:Nest$".repeat(depth);
        return `urn:pulumi:test::migration-landing-zone::${ancestors}aws:ssm/parameter:Parameter::leaf`;
      }),
    );
  });

  it("fails on two resources with one URN", async () => {
    const twice = record(() => {
      new kms.Key("key");
      new kms.Key("key");
    });
    expect(String(await twice.catch((error: unknown) => error))).to.match(/Duplicate resource URN/);
  });

  it("fails on a provider function without an answer", async () => {
    const lookup = record(() => getRegion());
    expect(String(await lookup.catch((error: unknown) => error))).to.match(
      /aws:index\/getRegion:getRegion has no answer/,
    );
  });

  it("shows computed outputs as unknown in a preview", async () => {
    const program = () => new kms.Alias("alias", { targetKeyId: new kms.Key("key").arn });
    const { recording, result } = await record(program, { preview: true });
    expect(recording.one("aws:kms/alias:Alias").inputs["targetKeyId"]).to.equal(unknown);
    expect(String(await promiseOf(result.arn, 10).catch((error: unknown) => error))).to.match(
      /did not resolve within 10 ms/,
    );
  });
});
