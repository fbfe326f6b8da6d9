import { expect } from "chai";
import type { Dms, DmsArgs } from "../../../components/dms";
import { dataKeyArn, logsKeyArn } from "../../support/component-args";
import { promiseOf, type Recording } from "../../support/mocks";
import { deploy, dmsArgs, erp, orders } from "./fixture";

const instanceType = "aws:dms/replicationInstance:ReplicationInstance";
const logGroupType = "aws:cloudwatch/logGroup:LogGroup";
const egressType = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const ingressType = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

/** The replication instance's peers, as "peer:port". */
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

  it("asks the name servers that are given, and may: by UDP, and by TCP for long answers", async () => {
    expect(recording.one(instanceType).inputs).not.to.have.property("dnsNameServers");
    const dnsNameServers = ["192.168.10.53", "192.168.10.54"];
    const named = await deploy({
      replicationInstance: { ...dmsArgs.replicationInstance, dnsNameServers },
    });
    expect(named.recording.one(instanceType).inputs).to.include({
      dnsNameServers: "192.168.10.53,192.168.10.54",
    });
    const rules = named.recording.of(egressType).map(({ inputs }) => inputs);
    const toNameServers = rules.filter(({ fromPort }) => fromPort === 53);
    expect(
      toNameServers.map(({ cidrIpv4, ipProtocol }) => `${String(ipProtocol)} ${String(cidrIpv4)}`),
    ).to.deep.equal([
      "udp 192.168.10.53/32",
      "tcp 192.168.10.53/32",
      "udp 192.168.10.54/32",
      "tcp 192.168.10.54/32",
    ]);
  });
});

describe("Further DMS replication instances", () => {
  const bulk: DmsArgs["replicationInstance"] = {
    class: "dms.r6i.xlarge",
    allocatedStorageGiB: 500,
    multiAz: false,
    maintenanceWindow: "sun:07:00-sun:08:00",
  };
  const archive = { ...orders, replicationInstance: "bulk" };
  let alone: Recording;
  let recording: Recording;
  let result: Dms;
  before(async () => {
    ({ recording: alone } = await deploy());
    ({ recording, result } = await deploy({
      replicationInstances: { bulk },
      migrations: { orders, archive },
    }));
  });

  it("have a class, a name and a log group of their own, in the same network", () => {
    expect(recording.one(instanceType, "dms-bulk").inputs).to.include({
      replicationInstanceId: "migration-dms-bulk-test",
      replicationInstanceClass: "dms.r6i.xlarge",
      allocatedStorage: 500,
      multiAz: false,
      publiclyAccessible: false,
      kmsKeyArn: dataKeyArn,
      replicationSubnetGroupId: "migration-dms-test",
    });
    const logGroup = recording.one(logGroupType, "dms-bulk");
    expect(logGroup.inputs).to.include({ name: "dms-tasks-migration-dms-bulk-test" });
    expect(recording.one(instanceType, "dms-bulk").dependencies).to.include(logGroup.urn);
    expect(recording.one(instanceType, "dms-bulk").inputs["vpcSecurityGroupIds"]).to.deep.equal([
      "dms-id",
    ]);
  });

  it("run the migrations that name them, and the shared one all others", () => {
    const instanceOf = (name: string) =>
      recording.one("aws:dms/replicationTask:ReplicationTask", name).inputs[
        "replicationInstanceArn"
      ];
    expect(instanceOf("dms-orders")).to.equal("arn:instance:dms");
    expect(instanceOf("dms-archive")).to.equal("arn:instance:dms-bulk");
    expect(result.taskInstances).to.deep.equal({ orders: "default", archive: "bulk" });
    expect(result.replicationInstances).to.have.all.keys("default", "bulk");
  });

  it("are added without a change of anything", () => {
    const rest = recording.all.filter(({ name }) => !/bulk|archive/.test(name));
    const byUrn = (left: { urn: string }, right: { urn: string }) =>
      left.urn < right.urn ? -1 : 1;
    expect(rest.sort(byUrn)).to.deep.equal([...alone.all].sort(byUrn));
  });

  it("fail for a migration that names one that does not exist", async () => {
    const failure = await deploy({ migrations: { archive } }).catch((error: unknown) => error);
    expect(String(failure)).to.match(
      /migration archive names the replication instance "bulk"; the replication instances are default/,
    );
  });
});
