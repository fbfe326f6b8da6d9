import { expect } from "chai";
import { providerKeyFaults } from "../../../config/provider-keys";

describe("keys of the AWS provider", () => {
  it("are refused by name, but for the region", () => {
    expect(
      providerKeyFaults({ "aws:region": "us-east-1", "migration-landing-zone:x": "1" }),
    ).to.deep.equal([]);
    const all = [
      "aws:profile",
      "aws:assumeRoles",
      "aws:defaultTags",
      "aws:endpoints",
      "aws:regoin",
    ];
    const faults = providerKeyFaults(Object.fromEntries(all.map((key) => [key, "secret-value"])));
    expect(faults.map((fault) => fault.split(": ")[0])).to.deep.equal(all);
    expect(faults.join()).not.to.include("secret-value");
    expect(faults[0]).to.include("set AWS_PROFILE");
    expect(faults[4]).to.include('did you mean "aws:region"?');
  });
});
