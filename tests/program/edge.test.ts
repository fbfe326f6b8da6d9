import { expect } from "chai";
import { type Plan, type PlannedResource } from "@landing-zone/plan/plan";
import { planOf } from "../support/engine";

/** The resources that differ between two plans, by type and name. */
function changed(before: Plan, after: Plan): string[] {
  const describe = ({ type, name }: PlannedResource) => `${type} ${name}`;
  const content = ({ inputs, options }: PlannedResource) => JSON.stringify([inputs, options]);
  const others = new Map(after.resources.map((resource) => [describe(resource), resource]));
  const gone = before.resources.filter((resource) => {
    const other = others.get(describe(resource));
    others.delete(describe(resource));
    return other === undefined || content(other) !== content(resource);
  });
  return [...gone.map(describe), ...others.keys()];
}

describe("Traffic between the data centre and the cloud", () => {
  it("moves, and moves back, by a change of the listener and of nothing else", async function () {
    this.timeout(120_000);
    const before = await planOf({ stack: "prod" });
    const after = await planOf({
      stack: "prod",
      config: { "edge.onPremises.trafficPercent": 100 },
    });
    expect(changed(before, after)).to.deep.equal([
      "aws:lb/listener:Listener edge-load-balancer-https",
    ]);
  });

  it("reaches a further server by its registration and one egress rule", async function () {
    this.timeout(120_000);
    const before = await planOf({ stack: "prod" });
    const addresses = ["192.168.10.39", "192.168.10.40", "192.168.10.41"];
    const after = await planOf({
      stack: "prod",
      config: { "edge.onPremises.addresses": addresses },
    });
    expect(changed(before, after)).to.have.members([
      "aws:lb/targetGroupAttachment:TargetGroupAttachment edge-load-balancer-on-premises-192.168.10.39",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule edge-to-192.168.10.39",
    ]);
  });
});
