import { expect } from "chai";
import { dataKeyPolicy, logsKeyPolicy } from "../../../lib/key-policies";

const use = { environment: "test", region: "eu-central-1", accountId: "123456789012" };

describe("key policies", () => {
  it("let no service use the key of the data by itself", () => {
    for (const { Principal } of dataKeyPolicy(use).Statement) {
      expect(Principal).to.deep.equal({ AWS: "arn:aws:iam::123456789012:root" });
    }
  });

  it("let services use the key of the logs for this account only", () => {
    const services = logsKeyPolicy(use).Statement.filter(({ Principal }) => "Service" in Principal);
    expect(services).to.have.length(3);
    for (const statement of services) {
      expect(statement).to.have.property("Condition");
      expect(JSON.stringify(statement)).to.include("123456789012");
    }
  });

  it("name what is in another partition as it is named there", () => {
    const chinese = { ...use, region: "cn-north-1" };
    expect(JSON.stringify(logsKeyPolicy(chinese)))
      .to.include("arn:aws-cn:")
      .and.not.include("arn:aws:");
  });
});
