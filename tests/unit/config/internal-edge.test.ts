import { expect } from "chai";
import { configured, faultsOf, spacious } from "./example";
import { inExistingVpc } from "./existing-vpc-keys";

const internal = (changes: Record<string, unknown>) =>
  faultsOf(configured(spacious(), { "edge.internal": true, ...changes }));

describe("an internal load balancer", () => {
  it("fails for clients of the internet, however it is written", () => {
    const cidrs = ["10.0.0.0/8", "0.0.0.0/0", "128.0.0.0/1", "203.0.113.0/24"];
    const rule =
      "is not allowed with edge.internal; the networks that reach the VPC, for example 10.0.0.0/8";
    expect(internal({ "edge.allowedCidrs": cidrs })).to.deep.equal([
      `edge.allowedCidrs[1]: "0.0.0.0/0" ${rule}`,
      `edge.allowedCidrs[2]: "128.0.0.0/1" ${rule}`,
    ]);
  });

  it("fails without its clients in a VPC whose range nobody has configured", () => {
    const tree = configured(inExistingVpc(), { "edge.internal": true });
    expect(faultsOf(tree)).to.deep.equal([
      "edge.allowedCidrs: is required with edge.internal in a VPC that is given, whose range is not configured; the networks that reach it, for example [10.0.0.0/8]",
    ]);
    expect(faultsOf(configured(tree, { "edge.allowedCidrs": ["10.0.0.0/8"] }))).to.deep.equal([]);
  });

  it("fails when it is to answer some countries only, of which no private address is", () => {
    expect(internal({ "edge.waf.allowedCountries": ["DE"] })).to.deep.equal([
      "edge.waf.allowedCountries: is not allowed with edge.internal; private addresses are in no country, and all would be refused",
    ]);
    expect(internal({ "edge.waf.blockedCountries": ["KP"] })).to.deep.equal([]);
  });
});
