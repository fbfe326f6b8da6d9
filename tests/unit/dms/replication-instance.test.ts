import { expect } from "chai";
import type { Dms } from "../../../components/dms";
import { dataKeyArn, logsKeyArn } from "../../support/component-args";
import { promiseOf, type Recording } from "../../support/mocks";
import { deploy, dmsArgs, erp } from "./fixture";

const instanceType = "aws:dms/replicationInstance:ReplicationInstance";
const logGroupType = "aws:cloudwatch/logGroup:LogGroup";
const egressType = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const ingressType = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

/** Whom the replication instance connects to, as "peer:port". */
function connections(recording: Recording): string[] {
  const group = recording.one("aws:ec2/securityGroup:SecurityGroup", "dms");
  return recording
    .of(egressType)
    .filter(({ inputs }) => inputs["securityGroupId"] === `${group.name}-id`)
    .map(({ inputs }) => {
      const peer =
        inputs["cidrIpv4"] ?? inputs["referencedSecurityGroupId"] ?? inputs["prefixListId"];
      return `${String(peer)}:${String(inputs["fromPort"])}`;
    });
}

describe("DMS replication instance", () => {
  let recording: Recording;
  let result: Dms;
  before(async () => {
    ({ recording, result } = await deploy());
  });

  it("has the class, storage, standby and window that are configured", async () => {
    expect(recording.one(instanceType).inputs).to.include({
      replicationInstanceId: "migration-dms-test",
      replicationInstanceClass: "dms.r6i.large",
      allocatedStorage: 200,
      multiAz: true,
      preferredMaintenanceWindow: "sun:06:00-sun:07:00",
      engineVersion: "3.6.1",
    });
    const single = await deploy({
      replicationInstance: { ...dmsArgs.replicationInstance, multiAz: false },
    });
    expect(single.recording.one(instanceType).inputs).to.include({ multiAz: false });
  });

  it("is private, in private subnets, and encrypted with the data key", () => {
    expect(recording.one(instanceType).inputs).to.include({
      publiclyAccessible: false,
      kmsKeyArn: dataKeyArn,
      replicationSubnetGroupId: "migration-dms-test",
    });
    const subnetGroup = recording.one("aws:dms/replicationSubnetGroup:ReplicationSubnetGroup");
    expect(subnetGroup.inputs["subnetIds"]).to.deep.equal(["subnet-private-1", "subnet-private-2"]);
  });

  it("takes minor versions in its window and no major version by itself", () => {
    expect(recording.one(instanceType).inputs).to.include({
      allowMajorVersionUpgrade: false,
      autoMinorVersionUpgrade: true,
    });
  });

  it("leaves the zone to AWS, which refuses one together with Multi-AZ", () => {
    expect(recording.one(instanceType).inputs).not.to.have.property("availabilityZone");
  });

  it("connects to the source, Aurora, AWS endpoints and S3, and to nothing else", () => {
    expect(connections(recording)).to.have.members([
      "192.168.10.0/24:3307",
      "sg-aurora:3306",
      "sg-endpoints:443",
      "pl-s3:443",
    ]);
    expect(recording.one(instanceType).inputs["vpcSecurityGroupIds"]).to.deep.equal(["dms-id"]);
  });

  it("lets nothing in, and is let in by Aurora and the endpoints as a security group", () => {
    const ingress = recording.of(ingressType).map(({ inputs }) => inputs);
    expect(ingress.filter((rule) => rule["securityGroupId"] === "dms-id")).to.deep.equal([]);
    const letIn = ingress.filter((rule) => rule["referencedSecurityGroupId"] === "dms-id");
    expect(letIn.map((rule) => rule["securityGroupId"])).to.have.members([
      "sg-aurora",
      "sg-endpoints",
    ]);
  });

  it("connects to each range and port of the sources once", async () => {
    const several = await deploy({
      sources: {
        erp,
        crm: { ...erp, host: "crm.corp.example" },
        shop: { ...erp, cidrs: ["10.99.0.0/16", "10.98.0.0/16"], port: 3306 },
      },
    });
    expect(connections(several.recording).filter((peer) => peer.includes("/"))).to.have.members([
      "192.168.10.0/24:3307",
      "10.99.0.0/16:3306",
      "10.98.0.0/16:3306",
    ]);
  });

  it("finds its log group made, so that DMS makes none without retention", async () => {
    const logGroup = recording.one(logGroupType, "dms");
    expect(logGroup.inputs).to.include({
      name: "dms-tasks-migration-dms-test",
      retentionInDays: 30,
      kmsKeyId: logsKeyArn,
    });
    expect(recording.one(instanceType).dependencies).to.include(logGroup.urn);
    expect(await promiseOf(result.logGroupName)).to.equal("dms-tasks-migration-dms-test");
  });
});
