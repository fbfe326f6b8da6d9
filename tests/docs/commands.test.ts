import { expect } from "chai";
import { planOf } from "../support/engine";

describe("The value that the README tries", () => {
  it("is in the plan", async function () {
    this.timeout(120_000);
    const { resources } = await planOf({
      config: { "dms.replicationInstance.class": "dms.c6i.large" },
    });
    const instance = resources.find(
      ({ type }) => type === "aws:dms/replicationInstance:ReplicationInstance",
    );
    expect(instance?.inputs["replicationInstanceClass"]).to.equal("dms.c6i.large");
  });
});
