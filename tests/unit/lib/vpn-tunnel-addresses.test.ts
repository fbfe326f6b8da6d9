import { expect } from "chai";
import fc from "fast-check";
import { isTunnelInsideCidr } from "../../../lib/vpn-tunnel-addresses";

describe("isTunnelInsideCidr", () => {
  it("refuses the addresses that AWS reserves", () => {
    const kept = ["0.0", "1.0", "2.0", "3.0", "4.0", "5.0", "169.252"];
    expect(kept.map((rest) => `169.254.${rest}/30`).filter(isTunnelInsideCidr)).to.deep.equal([]);
  });

  it("accepts every other network of /30 in 169.254.0.0/16", () => {
    const byte = fc.integer({ min: 6, max: 255 });
    const block = fc.integer({ min: 0, max: 63 });
    fc.assert(
      fc.property(byte, block, (third, fourth) => {
        fc.pre(!(third === 169 && fourth === 63));
        expect(isTunnelInsideCidr(`169.254.${third}.${fourth * 4}/30`)).to.equal(true);
      }),
    );
  });

  for (const cidr of ["169.254.10.1/30", "169.254.10.0/29", "169.253.10.0/30", "10.0.0.0/30"]) {
    it(`refuses ${cidr}`, () => {
      expect(isTunnelInsideCidr(cidr)).to.equal(false);
    });
  }
});
