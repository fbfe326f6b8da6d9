import { expect } from "chai";
import { policyDocument } from "../../checks/live/documents";
import { outputs, runCheck } from "./support/run-check";

describe("The checks of an account that is in use", () => {
  const environment = outputs.environment;
  const instance = {
    DBInstanceIdentifier: `migration-aurora-${environment}`,
    DBInstanceClass: "db.r6g.large",
    DBInstanceStatus: "available",
    PubliclyAccessible: false,
    AutoMinorVersionUpgrade: true,
    PreferredMaintenanceWindow: "sun:03:00-sun:04:00",
    DBParameterGroups: [],
  };

  it("leave alone the readers that the load adds", async () => {
    const added = {
      ...instance,
      DBInstanceIdentifier: "application-autoscaling-0e6f",
      DBInstanceStatus: "creating",
    };
    const answers = { "rds describe-db-instances": { DBInstances: [instance, added] } };
    expect(
      await runCheck("are available, private, and named by the environment", answers),
    ).to.deep.equal([]);
  });

  it("take an instance that is backed up for available, and one that has failed not", async () => {
    const name = "are available, private, and named by the environment";
    const inState = (DBInstanceStatus: string) => ({
      "rds describe-db-instances": { DBInstances: [{ ...instance, DBInstanceStatus }] },
    });
    expect(await runCheck(name, inState("backing-up"))).to.deep.equal([]);
    expect(await runCheck(name, inState("failed"))).to.have.length(1);
  });

  it("read policies that others wrote, and take no exception for a permission", () => {
    const { Statement } = policyDocument.parse({
      Statement: {
        Effect: "Allow",
        NotPrincipal: { AWS: "arn:aws:iam::123456789012:root" },
        NotAction: "iam:*",
        NotResource: ["arn:aws:s3:::a", "arn:aws:s3:::b"],
        Condition: { Bool: { "aws:SecureTransport": true }, NumericLessThan: { "s3:max-keys": 5 } },
      },
    });
    expect(Statement).to.deep.equal([
      {
        Effect: "Allow",
        Principal: {},
        Action: ["anything but iam:*"],
        Resource: ["anything but arn:aws:s3:::a, arn:aws:s3:::b"],
        Condition: {
          Bool: { "aws:SecureTransport": "true" },
          NumericLessThan: { "s3:max-keys": "5" },
        },
      },
    ]);
  });
});
