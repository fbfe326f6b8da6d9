import { expect } from "chai";
import type { Recording } from "../../support/mocks";
import { deploy, onPremises } from "./edge-args";

const ingressType = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egressType = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const loadBalancer = "edge-id";
const application = "edge-application-id";

/** Each rule of a group as `<peer>:<port>`. */
function rulesOf(recording: Recording, type: string, group: string): string[] {
  return recording
    .of(type)
    .filter(({ inputs }) => inputs["securityGroupId"] === group)
    .map(({ inputs }) => {
      expect(inputs["fromPort"]).to.equal(inputs["toPort"]);
      const peer =
        inputs["cidrIpv4"] ?? inputs["referencedSecurityGroupId"] ?? inputs["prefixListId"];
      return `${String(peer)}:${String(inputs["toPort"])}`;
    });
}

describe("The edge's security groups", () => {
  it("let the allowed ranges reach the load balancer on 443 and 80, and nobody else", async () => {
    const { recording } = await deploy({ allowedCidrs: ["203.0.113.0/24", "198.51.100.7/32"] });
    expect(rulesOf(recording, ingressType, loadBalancer)).to.have.members([
      "203.0.113.0/24:443",
      "203.0.113.0/24:80",
      "198.51.100.7/32:443",
      "198.51.100.7/32:80",
    ]);
  });

  it("let the load balancer reach the application, and nothing else", async () => {
    const { recording } = await deploy({ targetPort: 9443 });
    expect(rulesOf(recording, egressType, loadBalancer)).to.deep.equal([`${application}:9443`]);
    expect(rulesOf(recording, ingressType, application)).to.deep.equal([`${loadBalancer}:9443`]);
  });

  it("let the load balancer reach the servers of the data centre, and nothing else of it", async () => {
    const { recording } = await deploy({ onPremises });
    expect(rulesOf(recording, egressType, loadBalancer)).to.have.members([
      `${application}:8443`,
      "192.168.10.40/32:9443",
      "192.168.10.41/32:9443",
    ]);
  });

  it("let the application reach Aurora, the endpoints and S3, and nothing else", async () => {
    const { recording } = await deploy();
    expect(rulesOf(recording, egressType, application)).to.have.members([
      "sg-aurora:3307",
      "sg-endpoints:443",
      "pl-s3:443",
    ]);
    expect(rulesOf(recording, ingressType, "sg-aurora")).to.deep.equal([`${application}:3307`]);
    expect(rulesOf(recording, ingressType, "sg-endpoints")).to.deep.equal([`${application}:443`]);
  });

  it("change by the rules of one range when a range is added before the others", async () => {
    const names = async (allowedCidrs: string[]) => {
      const { recording } = await deploy({ allowedCidrs });
      return recording.of(ingressType).map(({ name }) => name);
    };
    const before = await names(["203.0.113.0/24"]);
    const after = await names(["198.51.100.0/24", "203.0.113.0/24"]);
    expect(after).to.include.members(before);
    expect(after).to.have.length(before.length + 2);
  });
});
