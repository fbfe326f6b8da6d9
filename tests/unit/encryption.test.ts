import { expect } from "chai";
import { Encryption } from "../../components/encryption";
import { protectionFor } from "../../lib/protection";
import { commonArgs } from "../support/component-args";
import { promiseOf, record } from "../support/mocks";

interface Policy {
  Statement: { Principal: Record<string, unknown>; Condition?: Record<string, unknown> }[];
}
const keyType = "aws:kms/key:Key";

describe("Encryption", () => {
  it("rotates every key at least once a year", async () => {
    const { recording } = await record(() => new Encryption("encryption", commonArgs));
    expect(recording.of(keyType)).to.have.length(2);
    for (const { inputs } of recording.of(keyType)) {
      expect(inputs["enableKeyRotation"]).to.equal(true);
      expect(inputs["rotationPeriodInDays"]).to.be.at.most(365);
    }
  });

  it("lets services use the logs key for this account only, and none the data key", async () => {
    const { recording } = await record(() => new Encryption("encryption", commonArgs));
    const serviceStatements = (name: string) =>
      (
        JSON.parse(recording.one(keyType, name).inputs["policy"] as string) as Policy
      ).Statement.filter(({ Principal }) => "Service" in Principal);
    expect(serviceStatements("encryption-data")).to.deep.equal([]);
    expect(serviceStatements("encryption-logs")).to.have.length(3);
    for (const { Condition } of serviceStatements("encryption-logs")) {
      expect(JSON.stringify(Condition)).to.include("123456789012");
    }
  });

  it("lets EventBridge publish, which sends no source account with its calls", async () => {
    const { recording } = await record(() => new Encryption("encryption", commonArgs));
    const policy = recording.one(keyType, "encryption-logs").inputs["policy"] as string;
    const statement = (JSON.parse(policy) as Policy).Statement.find(
      ({ Principal }) => Principal["Service"] === "events.amazonaws.com",
    );
    expect(statement?.Condition).to.deep.equal({
      StringEquals: {
        "kms:EncryptionContext:aws:sns:topicArn":
          "arn:aws:sns:us-east-1:123456789012:migration-alarms-test",
      },
    });
  });

  it("makes no key in place of one that is given, and no alias for it", async () => {
    const given = "arn:aws:kms:us-east-1:123456789012:key/given";
    const { recording, result } = await record(
      () => new Encryption("encryption", { ...commonArgs, dataKeyArn: given }),
    );
    expect(await promiseOf(result.dataKeyArn)).to.equal(given);
    expect(recording.of(keyType).map(({ name }) => name)).to.deep.equal(["encryption-logs"]);
    expect(recording.of("aws:kms/alias:Alias").map(({ inputs }) => inputs["name"])).to.deep.equal([
      "alias/migration-logs-test",
    ]);
    expect(result.aliases).to.have.all.keys("logs");
  });

  it("keeps keys when data is protected, and lets them go when not", async () => {
    for (const protect of [true, false]) {
      const { recording } = await record(
        () => new Encryption("encryption", { ...commonArgs, protection: protectionFor(protect) }),
      );
      for (const key of recording.of(keyType)) {
        expect(key).to.include({ protect, retainOnDelete: protect });
      }
    }
  });
});
