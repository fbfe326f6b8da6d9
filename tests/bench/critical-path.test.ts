import { expect } from "chai";
import fc from "fast-check";
import { forcedActivities, plannedActivities } from "../../bench/critical-path/activities";
import { type Activity, longestChain, precededBy } from "../../bench/critical-path/chain";
import { durations, typicalSeconds } from "../../bench/critical-path/durations";
import { forcedOrder } from "../../bench/critical-path/forced-order";
import { needlessWaits } from "../../bench/critical-path/needless-waits";
import { notSideBySide } from "../../bench/critical-path/timed-deployment";
import { type PlannedResource } from "@landing-zone/plan/plan";
import { sdkClass } from "../support/sdk-class";

/** Whether the SDK has a class for a type such as `aws:rds/cluster:Cluster`. */
function isDeclared(type: string): boolean {
  const [, module = "", name = ""] = /^aws:(\w+)\/\w+:(\w+)$/.exec(type) ?? [];
  return sdkClass(module, name)?.__pulumiType === type;
}

const activity = (key: string, seconds: number, ...after: string[]): Activity => ({
  key,
  seconds,
  after,
});

const network = "urn:network";
const cluster = "aws:rds/cluster:Cluster";
const instance = "aws:rds/clusterInstance:ClusterInstance";
const replication = "aws:dms/replicationInstance:ReplicationInstance";
const gateway = "aws:ec2/natGateway:NatGateway";

function resource(
  type: string,
  dependencies: readonly string[] = [],
  parent?: string,
): PlannedResource {
  return {
    urn: `urn:${type}`,
    type,
    name: type,
    ...(parent === undefined ? {} : { parent }),
    custom: true,
    inputs: {},
    dependencies,
    propertyDependencies: {},
    options: {},
  };
}

describe("The longest chain", () => {
  it("is what takes longest one after another, not what has most links", () => {
    const chain = longestChain([
      activity("a", 1),
      activity("b", 1, "a"),
      activity("c", 1, "b"),
      activity("slow", 10, "a", "elsewhere"),
    ]);
    expect(chain).to.deep.equal({ seconds: 11, keys: ["a", "slow"] });
  });

  it("is an error where something waits for itself", () => {
    expect(() => longestChain([activity("a", 1, "b"), activity("b", 1, "a")])).to.throw(
      "waits for itself",
    );
  });

  it("is no shorter than any activity, no longer than all, and grows with each of its links", () => {
    const activities = fc
      .array(fc.tuple(fc.nat(100), fc.array(fc.nat(20))), { minLength: 1 })
      .map((all) =>
        all.map(([seconds, after], index) =>
          activity(String(index), seconds, ...after.filter((it) => it < index).map(String)),
        ),
      );
    fc.assert(
      fc.property(activities, (all) => {
        const { seconds, keys } = longestChain(all);
        const times = all.map((it) => it.seconds);
        expect(seconds).to.be.at.least(Math.max(...times));
        expect(seconds).to.be.at.most(times.reduce((sum, time) => sum + time, 0));
        const longer = all.map((it) =>
          keys.includes(it.key) ? { ...it, seconds: it.seconds + 1 } : it,
        );
        expect(longestChain(longer).seconds).to.be.at.least(seconds + keys.length);
      }),
    );
  });

  it("knows everything that comes before, over any number of links", () => {
    const before = precededBy([activity("a", 1), activity("b", 1, "a"), activity("c", 1, "b")]);
    expect([...(before.get("c") ?? [])]).to.deep.equal(["b", "a"]);
  });
});

describe("The creations of a plan", () => {
  it("wait for their dependencies and parents; components take no time", () => {
    const component = { ...resource("migration:x:Y"), custom: false };
    const child = resource(cluster, ["urn:other"], component.urn);
    expect(plannedActivities({ resources: [component, child] }, () => 7)).to.deep.equal([
      activity(component.urn, 0),
      activity(child.urn, 7, component.urn, "urn:other"),
    ]);
  });

  it("wait for all of a remote component when they use one output of it, unlike its own members", () => {
    const vpc = { ...resource("awsx:ec2:Vpc"), urn: network, custom: false };
    const subnet = resource("aws:ec2/subnet:Subnet", [], network);
    const nat = resource(gateway, [subnet.urn], network);
    const outside = resource(cluster, [subnet.urn]);
    const after = plannedActivities({ resources: [vpc, subnet, nat, outside] }, () => 1).map(
      (it) => it.after,
    );
    expect(after).to.deep.equal([
      [],
      [network],
      [network, subnet.urn],
      [network, subnet.urn, nat.urn],
    ]);
  });

  it("are reported as unnecessary waits where AWS does not require them", () => {
    const waiting = [
      resource(gateway),
      resource(cluster),
      resource(instance, [`urn:${cluster}`]),
      resource(replication, [`urn:${cluster}`]),
    ];
    const seconds = (type: string): number => (type === gateway ? 1 : 100);
    expect(needlessWaits({ resources: waiting }, seconds, 60)).to.deep.equal([
      { type: replication, waitsFor: cluster },
    ]);
  });

  it("are side by side when there is a moment at which all are being made", () => {
    const made = (type: string, begunS: number, doneS: number) => ({ type, begunS, doneS });
    const creations = [made("a", 0, 10), made("b", 5, 20), made("c", 12, 20)];
    expect(notSideBySide(creations, ["a", "b"])).to.deep.equal([]);
    expect(notSideBySide(creations, ["a", "b", "c"])).to.deep.equal(["a", "c"]);
    expect(() => notSideBySide(creations, ["d"])).to.throw(RangeError, "type d");
  });
});

describe("What AWS forces", () => {
  const types = [...new Set(forcedOrder.flatMap(({ type, after }) => [type, after]))];
  const everything = { resources: types.map((type) => resource(type)) };

  it("has an end: nothing waits for itself", () => {
    expect(longestChain(forcedActivities(everything, typicalSeconds)).seconds).to.be.above(600);
  });

  it("is said of types of the plan only", () => {
    const [only] = forcedActivities({ resources: [resource(cluster)] }, typicalSeconds);
    expect(longestChain([only!])).to.deep.equal({
      seconds: typicalSeconds(cluster),
      keys: [cluster],
    });
  });

  it("names types that the SDK has, as the creation times do", () => {
    const unknown = [...types, ...Object.keys(durations)].filter((type) => !isDeclared(type));
    expect(unknown).to.deep.equal([]);
  });
});
