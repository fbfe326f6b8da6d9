import { expect } from "chai";
import { partitionOf } from "../../../lib/partition";

describe("partitionOf", () => {
  for (const [region, partition] of [
    ["us-east-1", "aws"],
    ["ca-central-1", "aws"],
    ["cn-north-1", "aws-cn"],
    ["us-gov-west-1", "aws-us-gov"],
  ] as const) {
    it(`puts ${region} into ${partition}`, () => {
      expect(partitionOf(region)).to.equal(partition);
    });
  }
});
