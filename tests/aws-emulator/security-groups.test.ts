import { expect } from "chai";
import type { Aws } from "@landing-zone/aws-emulator/emulated-provider/aws";
import { itLives } from "./lifecycle";
import { network, provider } from "./setup";

const fromAnywhere = {
  IpProtocol: "tcp",
  FromPort: 22,
  ToPort: 22,
  IpRanges: [{ CidrIp: "0.0.0.0/0" }],
};

const openSsh = (GroupId: string, { ec2 }: Aws) =>
  ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions: [fromAnywhere] });

const mysql = { protocol: "tcp", fromPort: 3306, toPort: 3306, cidrBlocks: ["10.0.0.0/8"] };

describe("security groups in the emulator", () => {
  itLives("security group with rules of its own", async (setup) => ({
    type: "aws:ec2/securityGroup:SecurityGroup",
    inputs: {
      vpcId: (await network(setup)).vpc.id,
      description: "of a test",
      ingress: [mysql],
      egress: [],
    },
    id: /^sg-/,
    unseen: ["ingress"],
    change: { ingress: [{ ...mysql, description: "MySQL" }], tags: { Name: "b" } },
    replace: { description: "another" },
    outside: { act: ({ id }, aws) => openSsh(id, aws), differs: "ingress" },
  }));

  itLives("default security group", async (setup) => ({
    type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    inputs: { vpcId: (await network(setup)).vpc.id, ingress: [mysql], egress: [] },
    id: /^sg-/,
    change: { ingress: [], tags: { Name: "closed" } },
    replace: { vpcId: (await network(setup)).vpc.id },
    outside: { act: ({ id }, aws) => openSsh(id, aws), differs: "ingress" },
    staysAfterDelete: true,
  }));

  for (const direction of ["Ingress", "Egress"]) {
    itLives(`${direction.toLowerCase()} rule`, async (setup) => {
      const { group, vpc } = await network(setup);
      const other = await setup.client.create("aws:ec2/securityGroup:SecurityGroup", "other", {
        vpcId: vpc.id,
      });
      return {
        type: `aws:vpc/securityGroup${direction}Rule:SecurityGroup${direction}Rule`,
        inputs: {
          securityGroupId: group.id,
          referencedSecurityGroupId: other.id,
          ipProtocol: "tcp",
          fromPort: 3306,
          toPort: 3306,
          description: "MySQL",
        },
        id: /^sgr-/,
        replace: { toPort: 3307 },
        outside: {
          act: (made, { ec2 }) => {
            const rule = { GroupId: group.id, SecurityGroupRuleIds: [made.id] };
            return direction === "Ingress"
              ? ec2.revokeSecurityGroupIngress(rule)
              : ec2.revokeSecurityGroupEgress(rule);
          },
          differs: "gone",
        },
      };
    });
  }

  it("lets nothing out without a rule", async () => {
    const setup = await provider();
    const { group } = await network(setup);
    const { SecurityGroups } = await setup.aws.ec2.describeSecurityGroups({ GroupIds: [group.id] });
    expect(SecurityGroups?.[0]?.IpPermissionsEgress).to.deep.equal([]);
  });

  it("keeps rules that are resources of their own when the group changes", async () => {
    const setup = await provider();
    const { group, vpc } = await network(setup);
    await setup.client.create("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "rule", {
      securityGroupId: group.id,
      cidrIpv4: "10.0.0.0/8",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
    });
    const changed = await setup.client.update(group, { vpcId: vpc.id, tags: { Name: "changed" } });
    expect(changed.state["egress"]).to.have.lengthOf(1);
  });
});
