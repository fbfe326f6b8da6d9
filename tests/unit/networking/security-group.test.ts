import { expect } from "chai";
import { SecurityGroup, connect } from "../../../components/security-group";
import { record } from "../../support/mocks";

const group = { groupName: "migration-dms-test", description: "DMS", vpcId: "vpc-1" };

describe("SecurityGroup", () => {
  it("has its physical name also as tag, beside the tags of the component", async () => {
    const { recording } = await record(
      () => new SecurityGroup("a", { ...group, egress: "none", tags: { Tier: "database" } }),
    );
    expect(recording.one("aws:ec2/securityGroup:SecurityGroup").inputs).to.deep.include({
      name: "migration-dms-test",
      description: "DMS",
      vpcId: "vpc-1",
      tags: { Name: "migration-dms-test", Tier: "database" },
    });
  });

  it("states that it lets nothing out", async () => {
    const { recording } = await record(() => new SecurityGroup("a", { ...group, egress: "none" }));
    expect(recording.one("aws:ec2/securityGroup:SecurityGroup").inputs["egress"]).to.deep.equal([]);
  });

  it("leaves the egress list to rules of their own when it has connections", async () => {
    const { recording } = await record(
      () => new SecurityGroup("a", { ...group, egress: "connections" }),
    );
    expect(recording.one("aws:ec2/securityGroup:SecurityGroup").inputs).not.to.have.property(
      "egress",
    );
  });
});

describe("connect", () => {
  it("opens the same port on both sides, with a description", async () => {
    const { recording } = await record(() => {
      connect("a-to-b", { from: "sg-a", to: "sg-b", port: 3306, description: "Loads data" }, {});
    });
    const shared = { ipProtocol: "tcp", fromPort: 3306, toPort: 3306, description: "Loads data" };
    expect(
      recording.one("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule").inputs,
    ).to.deep.equal({ ...shared, securityGroupId: "sg-a", referencedSecurityGroupId: "sg-b" });
    expect(
      recording.one("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").inputs,
    ).to.deep.equal({ ...shared, securityGroupId: "sg-b", referencedSecurityGroupId: "sg-a" });
  });
});
