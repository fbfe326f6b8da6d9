import { expect } from "chai";
import { isInZone, parentOf, validatedNames } from "../../../lib/domain-names";

describe("domain names", () => {
  it("are proven once each, a wildcard together with the name that it stands below", () => {
    expect(
      validatedNames(["orders.example", "*.orders.example", "*.shop.example", "shop.example"]),
    ).to.deep.equal(["orders.example", "shop.example"]);
  });

  it("are in the zone of their own name and in those above, not in one that only ends alike", () => {
    const zones = ["orders.corp.example", "corp.example", "example", "p.example", "org"];
    expect(zones.filter((zone) => isInZone("orders.corp.example", zone))).to.deep.equal(
      zones.slice(0, 3),
    );
    expect(isInZone("*.corp.example", "corp.example")).to.equal(true);
  });

  it("are below another, up to the last", () => {
    expect(parentOf("orders.corp.example")).to.equal("corp.example");
  });
});
