import { expect } from "chai";
import { protectionFor } from "../../../lib/protection";
import type { Recording } from "../../support/mocks";
import { deploy, dmsTrust, statementsOf } from "./fixture";

const roleType = "aws:iam/role:Role";
const attachmentType = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const serviceRoleNames = ["dms-vpc-role", "dms-cloudwatch-logs-role"];

describe("DMS service roles", () => {
  let recording: Recording;
  before(async () => {
    ({ recording } = await deploy());
  });

  it("have the names that DMS looks for, each with its AWS managed policy attached", () => {
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

  it('never meet "The IAM Role dms-vpc-role is not configured properly": what needs them waits for the attachments', () => {
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
    const frankfurt = (await deploy({ region: "eu-central-1" })).recording;
    for (const name of serviceRoleNames) {
      const { inputs } = frankfurt.one(roleType, `dms-${name}`);
      expect(statementsOf(inputs["assumeRolePolicy"])).to.deep.equal(dmsTrust);
    }
  });

  it("stay when an environment that made them goes, for the account's other environments", async () => {
    const unprotected = (await deploy({ protection: protectionFor(false) })).recording;
    const singletons = [
      ...serviceRoleNames.map((name) => unprotected.one(roleType, `dms-${name}`)),
      ...unprotected.of(attachmentType),
    ];
    expect(singletons).to.have.length(4);
    for (const { name, protect, retainOnDelete } of singletons) {
      expect(retainOnDelete, name).to.equal(true);
      // Protection would make `pulumi destroy` fail although nothing else prevents it.
      expect(protect, name).to.equal(false);
    }
  });

  it('never meet "EntityAlreadyExists": an environment of an account that has them makes none', async () => {
    const second = (await deploy({ serviceRoles: "existing" })).recording;
    expect(second.of(attachmentType)).to.deep.equal([]);
    const names = second.of(roleType).map(({ inputs }) => inputs["name"]);
    expect(names).to.have.members([
      "migration-source-erp-access-test",
      "migration-target-access-test",
      "migration-assessments-test",
    ]);
  });
});
