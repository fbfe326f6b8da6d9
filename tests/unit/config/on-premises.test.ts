import { expect } from "chai";
import { configured, faultsOf, spacious } from "./example";

const gateways = "network.onPremises.gateways";
const faultsWith = (changes: Record<string, unknown>) => faultsOf(configured(spacious(), changes));

describe("gateways and their tunnels", () => {
  it("fail for two devices with one address", () => {
    const device = { ipAddress: "203.0.113.10" };
    expect(faultsWith({ [gateways]: [device, device] })).to.deep.equal([
      `${gateways}[1].ipAddress: "203.0.113.10" is given twice; each device has an address of its own`,
    ]);
  });

  it("fail for two tunnels with one range, of one device or of two", () => {
    const insideCidr = "169.254.10.0/30";
    const problem = `"${insideCidr}" is given twice; each tunnel has a range of its own`;
    const [one, two] = [{ ipAddress: "203.0.113.10" }, { ipAddress: "203.0.113.11" }];
    const both = { ...one, tunnels: [{ insideCidr }, { insideCidr }] };
    expect(faultsWith({ [gateways]: [both] })).to.deep.equal([
      `${gateways}[0].tunnels[1].insideCidr: ${problem}`,
    ]);
    const apart = [
      { ...one, tunnels: [{}, { insideCidr }] },
      { ...two, tunnels: [{ insideCidr }, {}] },
    ];
    expect(faultsWith({ [gateways]: apart })).to.deep.equal([
      `${gateways}[1].tunnels[0].insideCidr: ${problem}`,
    ]);
  });

  it("fail when a dead tunnel that AWS began is left down", () => {
    const tunnel = `${gateways}.0.tunnels.1`;
    const clear = { [`${tunnel}.dpdTimeoutAction`]: "clear" };
    expect(faultsWith(clear)).to.deep.equal([
      `${gateways}[0].tunnels[1].dpdTimeoutAction: "clear" leaves a dead tunnel that AWS began down; restart, or startupAction add, where the device begins`,
    ]);
    expect(faultsWith({ ...clear, [`${tunnel}.startupAction`]: "add" })).to.deep.equal([]);
  });

  it("fail when the second phase lasts as long as the first", () => {
    const tunnel = `${gateways}.0.tunnels.0`;
    expect(faultsWith({ [`${tunnel}.phase1`]: { lifetimeSeconds: 3_600 } })).to.deep.equal([
      `${gateways}[0].tunnels[0].phase2.lifetimeSeconds: 3600 is not less than phase1.lifetimeSeconds 3600; less is required`,
    ]);
    expect(faultsWith({ [`${tunnel}.phase1`]: { lifetimeSeconds: 3_601 } })).to.deep.equal([]);
  });
});
