import { ifFound, type Aws } from "./aws";

/** The roles that DMS looks for by name in an account, and the AWS managed policy of each. */
const serviceRoles = {
  "dms-vpc-role": "AmazonDMSVPCManagementRole",
  "dms-cloudwatch-logs-role": "AmazonDMSCloudWatchLogsRole",
};

/**
 * Gives the emulator's account the DMS service roles that it has not. A stack makes them before its
 * first DMS resource, or takes them as existing; an emulator starts empty.
 */
export async function completeServiceRoles({ iam }: Aws): Promise<void> {
  for (const [RoleName, policy] of Object.entries(serviceRoles)) {
    if (await ifFound(iam.getRole({ RoleName }))) continue;
    await iam.createRole({ RoleName, AssumeRolePolicyDocument: trust });
    const PolicyArn = `arn:aws:iam::aws:policy/service-role/${policy}`;
    await iam.attachRolePolicy({ RoleName, PolicyArn });
  }
}

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { Service: "dms.amazonaws.com" }, Action: "sts:AssumeRole" },
  ],
});
