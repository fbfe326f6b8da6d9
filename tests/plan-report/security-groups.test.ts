import { expect } from "chai";
import { PlanGraph } from "@landing-zone/plan/plan-graph";
import {
  securityGroupsOf,
  type Connection,
  type Peer,
} from "@landing-zone/plan-report/model/security-groups";
import { PlanBuilder } from "./plan-builder";

const groupType = "aws:ec2/securityGroup:SecurityGroup";
const egressType = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const ingressType = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const mysql = { ipProtocol: "tcp", fromPort: 3306, toPort: 3306, description: "Data" };

describe("Security groups of a plan", () => {
  const read = (builder: PlanBuilder) => securityGroupsOf(new PlanGraph(builder.plan()));
  const name = (peer: Peer) =>
    peer.kind === "group"
      ? peer.group.name
      : peer.kind === "range"
        ? peer.cidr
        : peer.kind === "service"
          ? peer.service
          : "unknown";
  const shown = ({ from, to, protocol, port }: Connection) =>
    `${name(from)} to ${name(to)} ${protocol} ${port}`;

  it("finds both ends of a rule although the ids are unknown", () => {
    const builder = new PlanBuilder();
    const application = builder.add(groupType, "application", { name: "app" });
    const database = builder.add(groupType, "database", { name: "db", egress: [] });
    builder.add(
      egressType,
      "rule",
      { ...mysql, securityGroupId: "[unknown]", referencedSecurityGroupId: "[unknown]" },
      { uses: { securityGroupId: [application], referencedSecurityGroupId: [database] } },
    );
    const { egress } = read(builder);
    expect(egress.map(shown)).to.deep.equal(["app to db TCP 3306"]);
    expect(egress[0]?.description).to.equal("Data");
  });

  it("names a gateway endpoint's prefix list by its service", () => {
    const builder = new PlanBuilder();
    const group = builder.add(groupType, "dms", { name: "dms" });
    const s3 = builder.add("aws:ec2/vpcEndpoint:VpcEndpoint", "s3", {
      serviceName: "com.amazonaws.us-east-1.s3",
    });
    builder.add(
      egressType,
      "rule",
      { ...mysql, prefixListId: "[unknown]" },
      { uses: { securityGroupId: [group], prefixListId: [s3] } },
    );
    expect(read(builder).egress.map(shown)).to.deep.equal(["dms to s3 TCP 3306"]);
  });

  it("distinguishes a group that is closed on purpose from one without a statement", () => {
    const builder = new PlanBuilder();
    const open = builder.add(groupType, "open", { name: "open" });
    builder.add(groupType, "closed", { name: "closed", egress: [] });
    builder.add(groupType, "silent", { name: "silent" });
    builder.add(
      egressType,
      "rule",
      { ...mysql, cidrIpv4: "10.0.0.0/8" },
      { uses: { securityGroupId: [open] } },
    );
    const egress = read(builder).groups.map((group) => [group.name, group.egress]);
    expect(egress).to.deep.equal([
      ["open", "rules"],
      ["closed", "none"],
      ["silent", "unstated"],
    ]);
  });

  it("does not leave out inline rules, port ranges and rules for everything", () => {
    const builder = new PlanBuilder();
    builder.add(groupType, "group", {
      name: "group",
      egress: [
        { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] },
        { protocol: "udp", fromPort: 1024, toPort: 2048, cidrBlocks: ["10.0.0.0/8", "[unknown]"] },
      ],
    });
    expect(read(builder).egress.map(shown)).to.deep.equal([
      "group to 0.0.0.0/0 all all",
      "group to 10.0.0.0/8 UDP 1024–2048",
      "group to unknown UDP 1024–2048",
    ]);
  });

  it("lists what comes in from address ranges, not what comes from other groups", () => {
    const builder = new PlanBuilder();
    const edge = builder.add(groupType, "edge", { name: "edge" });
    const other = builder.add(groupType, "other", { name: "other" });
    builder.add(
      ingressType,
      "clients",
      { ...mysql, cidrIpv4: "203.0.113.0/24" },
      { uses: { securityGroupId: [edge] } },
    );
    builder.add(
      ingressType,
      "group",
      { ...mysql, referencedSecurityGroupId: "[unknown]" },
      { uses: { securityGroupId: [edge], referencedSecurityGroupId: [other] } },
    );
    expect(read(builder).ingressFromRanges.map(shown)).to.deep.equal([
      "203.0.113.0/24 to edge TCP 3306",
    ]);
  });

  it("derives the members of a group from the resources that use it", () => {
    const builder = new PlanBuilder();
    const users = [
      ["loadBalancer", "aws:lb/loadBalancer:LoadBalancer", "securityGroups"],
      ["replication", "aws:dms/replicationInstance:ReplicationInstance", "vpcSecurityGroupIds"],
      [
        "rotation",
        "aws:serverlessrepository/cloudFormationStack:CloudFormationStack",
        "parameters",
      ],
      ["database", "aws:rds/cluster:Cluster", "vpcSecurityGroupIds"],
      ["endpoints", "aws:ec2/vpcEndpoint:VpcEndpoint", "securityGroupIds"],
      ["resolver", "aws:route53/resolverEndpoint:ResolverEndpoint", "securityGroupIds"],
    ] as const;
    for (const [role, type, property] of users) {
      const group = builder.add(groupType, role, { name: role });
      builder.add(type, role, {}, { uses: { [property]: [group] } });
    }
    builder.add(groupType, "unassigned", { name: "unassigned" });
    for (const group of read(builder).groups) {
      expect(group.role).to.equal(group.name);
    }
  });
});
