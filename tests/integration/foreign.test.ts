import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { integrationChecks } from "../../checks/catalogue";
import { policyDocument } from "../../checks/live/documents";
import { CannedAws } from "./support/canned-aws";
import { parseOutputs } from "../../checks/outputs";

const file = join(__dirname, "fixtures/outputs.json");
const outputs = parseOutputs(readFileSync(file, "utf8"), file);

function run(name: string, answers: Record<string, unknown>): Promise<string[]> {
  const check = integrationChecks.find((it) => it.name === name);
  if (check === undefined) throw new Error(`There is no check "${name}"`);
  return check.run({ outputs, aws: new CannedAws(answers) });
}

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
      await run("are available, private, and named by the environment", answers),
    ).to.deep.equal([]);
  });

  it("take an instance that is backed up for available, and one that has failed not", async () => {
    const name = "are available, private, and named by the environment";
    const inState = (DBInstanceStatus: string) => ({
      "rds describe-db-instances": { DBInstances: [{ ...instance, DBInstanceStatus }] },
    });
    expect(await run(name, inState("backing-up"))).to.deep.equal([]);
    expect(await run(name, inState("failed"))).to.have.length(1);
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
