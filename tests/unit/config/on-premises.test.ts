import { expect } from "chai";
import { configured, faultsOf, spacious } from "./example";

const gateways = "network.onPremises.gateways";
const dns = { domains: ["corp.example"], servers: ["192.168.10.53"] };
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

  it("fail when a policy-based device leaves ranges out, or speaks BGP", () => {
    const device = `${gateways}.0.policyBased`;
    const narrow = { onPremisesCidr: "192.168.10.0/25", awsCidr: "10.20.0.0/20" };
    expect(faultsWith({ [device]: narrow, [`${gateways}.0.routing`]: "bgp" })).to.deep.equal([
      `${gateways}[0].routing: "bgp" is not allowed with policyBased; static`,
      `${gateways}[0].policyBased.awsCidr: "10.20.0.0/20" does not hold 10.20.0.0/16; a range that does`,
      `${gateways}[0].policyBased.onPremisesCidr: "192.168.10.0/25" does not hold 192.168.10.0/24; a range that does`,
    ]);
    expect(faultsWith({ [device]: { onPremisesCidr: "192.168.10.0/24" } })).to.deep.equal([]);
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

describe("the data centre", () => {
  const at = "network.onPremises";
  const transitGatewayId = "tgw-0a1b2c3d4e5f60718";

  it("is reached by a VPN or by a transit gateway", () => {
    expect(faultsWith({ [`${at}.gateways`]: undefined })).to.deep.equal([
      `${at}: has neither gateways nor transitGatewayId; exactly one of them is required`,
    ]);
    expect(faultsWith({ [`${at}.transitGatewayId`]: transitGatewayId })).to.deep.equal([
      `${at}: has gateways and transitGatewayId; exactly one of them is allowed`,
    ]);
    const transit = { [`${at}.gateways`]: undefined, [`${at}.transitGatewayId`]: transitGatewayId };
    expect(faultsWith(transit)).to.deep.equal([]);
  });

  it("has its DNS servers inside", () => {
    const servers = ["192.168.10.53", "10.9.9.9"];
    expect(faultsWith({ [`${at}.dns`]: { ...dns, servers } })).to.deep.equal([
      `${at}.dns.servers[1]: "10.9.9.9" is in none of network.onPremises.cidrs; a server of the data centre`,
    ]);
  });

  it("fails to name a domain or a DNS server twice", () => {
    const twice = {
      [`${at}.dns.domains`]: [...dns.domains, ...dns.domains],
      [`${at}.dns.servers`]: [...dns.servers, ...dns.servers],
    };
    expect(faultsWith(twice)).to.deep.equal([
      `${at}.dns.domains[1]: "corp.example" is named twice; each once`,
      `${at}.dns.servers[1]: "192.168.10.53" is named twice; each once`,
    ]);
  });
});
