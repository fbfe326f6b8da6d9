import { expect } from "chai";
import { protectionFor } from "../../../lib/protection";
import { deploy, statementsOf } from "./fixture";

const roleType = "aws:iam/role:Role";
const attachmentType = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const serviceRoleNames = ["dms-vpc-role", "dms-cloudwatch-logs-role"];

describe("DMS service roles", () => {
  it("have the names that DMS looks for, each with its AWS managed policy attached", async () => {
    const { recording } = await deploy();
    expect(recording.of(attachmentType).map(({ inputs }) => inputs)).to.deep.equal([
      {
        role: "dms-vpc-role",
        policyArn: "arn:aws:iam::aws:policy/service-role/AmazonDMSVPCManagementRole",
      },
      {
        role: "dms-cloudwatch-logs-role",
        policyArn: "arn:aws:iam::aws:policy/service-role/AmazonDMSCloudWatchLogsRole",
      },
    ]);
    const names = recording.of(roleType).map(({ inputs }) => inputs["name"]);
    expect(names).to.include.members(serviceRoleNames);
  });

  it('never meet "The IAM Role dms-vpc-role is not configured properly": what needs them waits for the attachments', async () => {
    const { recording } = await deploy();
    for (const type of [
      "aws:dms/replicationSubnetGroup:ReplicationSubnetGroup",
      "aws:dms/replicationInstance:ReplicationInstance",
    ]) {
      expect(recording.one(type).dependencies, type).to.include.members(
        recording.urnsOf(attachmentType),
      );
    }
  });

  it("serve every region of the account, and no other account", async () => {
    const { recording } = await deploy({ region: "eu-central-1" });
    for (const name of serviceRoleNames) {
      const { inputs } = recording.one(roleType, `dms-${name}`);
      expect(statementsOf(inputs["assumeRolePolicy"])).to.deep.equal([
        {
          Effect: "Allow",
          Principal: { Service: "dms.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
        },
      ]);
    }
  });

  it("stay when an environment that made them goes, for the account's other environments", async () => {
    const { recording } = await deploy({ protection: protectionFor(false) });
    const singletons = [
      ...serviceRoleNames.map((name) => recording.one(roleType, `dms-${name}`)),
      ...recording.of(attachmentType),
    ];
    expect(singletons).to.have.length(4);
    for (const { name, protect, retainOnDelete } of singletons) {
      expect([protect, retainOnDelete], name).to.deep.equal([true, true]);
    }
  });

  it('never meet "EntityAlreadyExists": an environment of an account that has them makes none', async () => {
    const { recording } = await deploy({ serviceRoles: "existing" });
    expect(recording.of(attachmentType)).to.deep.equal([]);
    const names = recording.of(roleType).map(({ inputs }) => inputs["name"]);
    expect(names).to.have.members([
      "migration-source-erp-access-test",
      "migration-target-access-test",
    ]);
  });
});
