import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { type MockOptions, promiseOf, record } from "../support/mocks";

/** Registers a key, and hands it to `use` before it is registered. */
async function withKey<T>(use: (key: kms.Key) => T, options: MockOptions = {}) {
  const program = (): { key: kms.Key; used: T } => {
    const key = new kms.Key("key", { description: "data" });
    return { key, used: use(key) };
  };
  return (await record(program, options)).result;
}

describe("The outputs of a resource", () => {
  it("have their values when they are read before the resource is registered", async () => {
    const { used } = await withKey((key) => key.arn);
    expect(await promiseOf(used)).to.equal("arn:aws:mock:us-east-1:123456789012:key");
  });

  it("have their values when they are first read long after", async () => {
    const { key } = await withKey(() => undefined);
    expect(await promiseOf(key.description)).to.equal("data");
    expect(await promiseOf(key.policy)).to.equal(undefined);
  });

  it("are the same output at each time, which belongs to the resource", async () => {
    const { key, used } = await withKey(({ arn }) => arn);
    expect(key.arn).to.equal(used);
    const { allResources } = used as unknown as Record<
      "allResources",
      () => Promise<Set<pulumi.Resource>>
    >;
    expect([...(await allResources())]).to.deep.equal([key]);
  });

  it("are all listed, read or not", async () => {
    const { key } = await withKey(({ arn }) => arn);
    expect(Object.keys(key)).to.include.members(["id", "urn", "arn", "description", "policy"]);
    expect("policy" in key).to.equal(true);
  });

  it("can be replaced by a class that extends the resource's", async () => {
    class Described extends kms.Key {
      constructor(name: string) {
        super(name, { description: "data" });
        Object.assign(this, { description: pulumi.output("mine") });
      }
    }
    const { result } = await record(() => new Described("key"));
    expect(await promiseOf(result.description)).to.equal("mine");
  });

  it("are not known in a preview, read before or after", async () => {
    const { key, used } = await withKey(({ arn }) => arn, { preview: true });
    const known = (output: pulumi.Output<unknown>): Promise<boolean> =>
      (output as unknown as { isKnown: Promise<boolean> }).isKnown;
    expect(await known(used)).to.equal(false);
    expect(await known(key.keyId)).to.equal(false);
    expect(await known(key.description)).to.equal(true);
  });
});
