import { expect } from "chai";
import { promiseOf } from "../../support/mocks";
import { deploy, onPremises } from "./edge-args";

const listenerType = "aws:lb/listener:Listener";
const targetGroupType = "aws:lb/targetGroup:TargetGroup";
const attachmentType = "aws:lb/targetGroupAttachment:TargetGroupAttachment";
const dataCentre = "edge-load-balancer-on-premises";

async function forwardAt(trafficPercent: number) {
  const { recording } = await deploy({ onPremises: { ...onPremises, trafficPercent } });
  const { inputs } = recording.one(listenerType, "edge-load-balancer-https");
  const [action] = inputs["defaultActions"] as { forward: object }[];
  return action!.forward;
}

describe("The application's two sides", () => {
  it("share the requests by the configured percentage, and clients stay with theirs", async () => {
    expect(await forwardAt(90)).to.deep.equal({
      targetGroups: [
        { arn: "arn:target-group", weight: 10 },
        { arn: "arn:on-premises", weight: 90 },
      ],
      stickiness: { enabled: true, duration: 900 },
    });
  });

  for (const share of [0, 100]) {
    it(`hold no client any more when the data centre serves ${share} percent`, async () => {
      expect(await forwardAt(share)).to.deep.include({
        stickiness: { enabled: false, duration: 900 },
      });
    });
  }

  it("hold each client for a moment where the servers of either hold it, as AWS takes no less", async () => {
    const { recording } = await deploy({
      onPremises: { ...onPremises, trafficPercent: 100 },
      balancing: { algorithm: "round_robin", slowStartSeconds: 0, stickinessSeconds: 600 },
    });
    expect(recording.one(listenerType, "edge-load-balancer-https").inputs)
      .to.have.nested.property("defaultActions[0].forward.stickiness")
      .that.deep.equals({ enabled: true, duration: 1 });
  });

  it("have one group only, which gets everything, without a data centre", async () => {
    const { recording, result } = await deploy();
    expect(recording.of(targetGroupType)).to.have.length(1);
    expect(recording.of(attachmentType)).to.be.empty;
    expect(result.onPremisesTargetGroupArn).to.equal(undefined);
  });

  it("include the servers of the data centre, which are in no zone of the VPC", async () => {
    const { recording, result } = await deploy({ onPremises });
    expect(recording.of(attachmentType).map(({ inputs }) => inputs)).to.deep.equal(
      onPremises.addresses.map((targetId) => ({
        targetGroupArn: "arn:on-premises",
        targetId,
        port: 9443,
        availabilityZone: "all",
      })),
    );
    expect(await promiseOf(result.onPremisesTargetGroupArn!)).to.equal("arn:on-premises");
  });

  it("are both reached over TLS, with a health check of their own", async () => {
    const { recording } = await deploy({
      onPremises: { ...onPremises, healthCheckPath: "/alive" },
    });
    const paths = recording.of(targetGroupType).map(({ inputs }) => {
      expect(inputs).to.include({ protocol: "HTTPS", targetType: "ip" });
      return inputs["healthCheck"];
    });
    expect(paths).to.have.deep.members([
      { protocol: "HTTPS", path: "/health", matcher: "200" },
      { protocol: "HTTPS", path: "/alive", matcher: "200" },
    ]);
  });

  it("let another port of the data centre change its servers, and the group not at all", async () => {
    const groupAt = async (port: number) =>
      (await deploy({ onPremises: { ...onPremises, port } })).recording.one(
        targetGroupType,
        dataCentre,
      ).inputs;
    expect(await groupAt(443)).to.deep.equal(await groupAt(9443));
  });

  it("have names of at most 32 characters in an environment with the longest name", async () => {
    const { recording } = await deploy({ environment: "a23456789-123456", onPremises });
    const name = recording.one(targetGroupType, dataCentre).inputs["name"] as string;
    expect(name).to.equal("migration-dc-a23456789-123456");
  });
});

describe("The targets of a group", () => {
  it("get requests in turn, at once and from anybody, when nothing else is configured", async () => {
    const { recording } = await deploy();
    expect(recording.one(targetGroupType).inputs).to.deep.include({
      loadBalancingAlgorithmType: "round_robin",
      slowStart: 0,
      stickiness: { type: "lb_cookie", enabled: false, cookieDuration: 86_400 },
    });
  });

  it("start slowly, and keep their clients, on both sides when it is configured", async () => {
    const { recording } = await deploy({
      onPremises,
      balancing: { algorithm: "round_robin", slowStartSeconds: 60, stickinessSeconds: 600 },
    });
    for (const { inputs } of recording.of(targetGroupType)) {
      expect(inputs).to.deep.include({
        slowStart: 60,
        stickiness: { type: "lb_cookie", enabled: true, cookieDuration: 600 },
      });
    }
  });
});
