import { expect } from "chai";
import { rotationApplication, secretsManagerUrl } from "../../../lib/rotation-application";

describe("rotationApplication", () => {
  it("is the published single-user function for MySQL in the region's partition", () => {
    expect(rotationApplication("eu-central-1", "singleUser")).to.deep.equal({
      applicationId:
        "arn:aws:serverlessrepo:us-east-1:297356227824:applications/SecretsManagerRDSMySQLRotationSingleUser",
      semanticVersion: "1.1.671",
    });
    expect(rotationApplication("us-gov-east-1", "singleUser").applicationId).to.match(
      /^arn:aws-us-gov:serverlessrepo:us-gov-west-1:023102451235:/,
    );
  });

  it("is the multi-user function for alternating users", () => {
    expect(rotationApplication("cn-north-1", "alternatingUsers")).to.deep.equal({
      applicationId:
        "arn:aws-cn:serverlessrepo:cn-north-1:193023089310:applications/SecretsManagerRDSMySQLRotationMultiUser",
      semanticVersion: "1.1.440",
    });
  });
});

describe("secretsManagerUrl", () => {
  it("has the domain of the region's partition", () => {
    expect(secretsManagerUrl("us-east-1")).to.equal(
      "https://secretsmanager.us-east-1.amazonaws.com",
    );
    expect(secretsManagerUrl("cn-north-1")).to.equal(
      "https://secretsmanager.cn-north-1.amazonaws.com.cn",
    );
  });
});
