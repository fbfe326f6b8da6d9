import * as kms from "@pulumi/aws/kms";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { resolved } from "../../components/resolved";
import { promiseOf, record } from "../support/mocks";

interface Told {
  isKnown: Promise<boolean>;
  isSecret: Promise<boolean>;
  allResources(): Promise<Set<pulumi.Resource>>;
}
const told = (output: pulumi.Output<unknown>): Told => output as unknown as Told;

const nested = <T>(leaf: T) => ({ list: [1, { leaf }, "a"], none: undefined, again: leaf });

describe("a nested value with its outputs resolved", () => {
  it("is the value with what the outputs say in their places", async () => {
    const value = await promiseOf(resolved(nested(pulumi.output("b"))));
    expect(value).to.deep.equal(nested("b"));
  });

  it("has the resources that the outputs are of", async () => {
    const { result } = await record(() => {
      const key = new kms.Key("key");
      return { key, value: resolved(nested(key.arn)) };
    });
    expect([...(await told(result.value).allResources())]).to.deep.equal([result.key]);
  });

  it("is secret when one of them is", async () => {
    expect(await told(resolved(nested(pulumi.secret("b")))).isSecret).to.equal(true);
    expect(await told(resolved(nested(pulumi.output("b")))).isSecret).to.equal(false);
  });

  it("is not known in a preview when one of them is not", async () => {
    const { result } = await record(() => resolved(nested(new kms.Key("key").arn)), {
      preview: true,
    });
    expect(await told(result).isKnown).to.equal(false);
  });

  it("needs no outputs", async () => {
    expect(await promiseOf(resolved(nested("b")))).to.deep.equal(nested("b"));
  });
});
