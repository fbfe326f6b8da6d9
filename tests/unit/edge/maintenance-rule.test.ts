import { expect } from "chai";
import { type Phase, phases } from "../../../lib/phases";
import { promiseOf } from "../../support/mocks";
import { deploy, onPremises } from "./edge-args";

const ruleType = "aws:lb/listenerRule:ListenerRule";
const listenerType = "aws:lb/listener:Listener";

/** The phases that have the rule. */
const having: readonly Phase[] = ["cutover", "live", "returned"];

const inPhase = (phase: Phase | undefined) =>
  deploy({ phase, onPremises, tags: { Team: "orders" } });

/** The answer of a load balancer while nobody may write. */
const answer = {
  statusCode: "503",
  contentType: "text/plain",
  messageBody: "Down for maintenance. Please try again in a few minutes.",
};

describe("The maintenance rule", () => {
  for (const phase of [undefined, ...phases]) {
    const exists = phase !== undefined && having.includes(phase);
    it(`is ${exists ? "one" : "not there"} in the phase ${phase ?? "of a stack without phases"}`, async () => {
      const { recording, result } = await inPhase(phase);
      expect(recording.of(ruleType).map(({ name }) => name)).to.deep.equal(
        exists ? ["edge-load-balancer-maintenance"] : [],
      );
      expect(result.maintenance === undefined).to.equal(!exists);
    });
  }

  it("comes first on the HTTPS listener, answers 503, and is about a host that nobody asks for", async () => {
    const { recording } = await inPhase("cutover");
    const { inputs, dependencies } = recording.one(ruleType);
    expect(inputs).to.deep.equal({
      listenerArn: "arn:aws:mock:us-east-1:123456789012:edge-load-balancer-https",
      priority: 1,
      conditions: [{ hostHeader: { values: ["maintenance.invalid"] } }],
      actions: [{ type: "fixed-response", fixedResponse: answer }],
      tags: { Team: "orders" },
    });
    expect(dependencies).to.include(recording.one(listenerType, "edge-load-balancer-https").urn);
  });

  it("is switched by operations in the phase cutover alone, its condition and nothing else of it", async () => {
    for (const phase of having) {
      const { recording } = await inPhase(phase);
      expect(recording.one(ruleType).ignoreChanges, phase).to.deep.equal(
        phase === "cutover" ? ["conditions"] : [],
      );
    }
  });

  it("leaves the shares of the traffic to operations in the phase cutover only", async () => {
    for (const phase of [undefined, ...phases]) {
      const { recording } = await inPhase(phase);
      expect(recording.one(listenerType, "edge-load-balancer-https").ignoreChanges).to.deep.equal(
        phase === "cutover" ? ["defaultActions[0].forward"] : [],
      );
    }
  });

  it("leaves the listener to Pulumi where all requests have one target", async () => {
    const { recording } = await deploy({ phase: "cutover" });
    expect(recording.one(listenerType, "edge-load-balancer-https").ignoreChanges).to.deep.equal([]);
  });

  it("is told, with its listener, to those who switch it", async () => {
    const { result } = await inPhase("live");
    const { listenerArn, ruleArn } = result.maintenance!;
    const mock = "arn:aws:mock:us-east-1:123456789012:edge-load-balancer";
    expect(await promiseOf(listenerArn)).to.equal(`${mock}-https`);
    expect(await promiseOf(ruleArn)).to.equal(`${mock}-maintenance`);
  });
});
