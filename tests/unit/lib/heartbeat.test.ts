import { expect } from "chai";
import { withHeartbeat } from "../../../lib/heartbeat";
import { migration } from "../../../lib/settings/migrations";
import { selectedBy } from "../../../lib/table-mappings/matching";

const migrationOf = (more: object = {}) =>
  migration.parse({ source: "erp", tables: [{ schema: "orders" }], ...more });

describe("the heartbeat table of a migration", () => {
  const table = { schema: "landing_zone", table: "heartbeat_customer_history" };
  const takes = (more: object) =>
    selectedBy(withHeartbeat("customer-history", migrationOf(more)).tables)(table);

  it("is carried by each migration that follows changes, under a name of its own", () => {
    expect(takes({})).to.equal(true);
    expect(takes({ type: "cdc" })).to.equal(true);
  });

  it("is not carried by one that only loads, or only validates", () => {
    expect(takes({ type: "full-load" })).to.equal(false);
    expect(takes({ validation: { only: true } })).to.equal(false);
  });
});
