import { expect } from "chai";
import type { Recording } from "../../support/mocks";
import { deploy, orders } from "./fixture";

const archive: typeof orders = {
  ...orders,
  serverless: { maxCapacityUnits: 4, multiAz: false, maintenanceWindow: "sun:08:00-sun:09:00" },
};

describe("DMS resources that are replaced", () => {
  let recording: Recording;
  before(async () => {
    ({ recording } = await deploy({ migrations: { orders, archive } }));
  });

  for (const type of [
    "aws:dms/endpoint:Endpoint",
    "aws:dms/replicationConfig:ReplicationConfig",
    "aws:dms/replicationInstance:ReplicationInstance",
    "aws:dms/replicationTask:ReplicationTask",
  ]) {
    it(`go first: their name is fixed, and DMS has no two ${type} of one name`, () => {
      const registered = recording.of(type);
      expect(registered).not.to.have.length(0);
      for (const { deleteBeforeReplace } of registered) {
        expect(deleteBeforeReplace).to.equal(true);
      }
    });
  }
});
