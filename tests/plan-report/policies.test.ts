import { expect } from "chai";
import type { PolicyResult } from "@landing-zone/plan/plan";
import { findingCount, policyVerdictOf } from "@landing-zone/plan-report/model/policies";
import { PlanBuilder } from "./plan-builder";

describe("Policy results of a report", () => {
  const builder = new PlanBuilder();
  const urn = builder.add("aws:s3/bucket:Bucket", "logs");
  const result = (policy: string, rest: Partial<PolicyResult> = {}): PolicyResult => ({
    policy,
    outcome: "violation",
    level: "mandatory",
    urn,
    message: `${policy} is broken`,
    ...rest,
  });
  const verdictOn = (...results: PolicyResult[]) =>
    policyVerdictOf(
      builder.plan({
        policies: { pack: "pack", version: "1.0.0", rules: 9, evaluations: 90, results },
      }),
    )!;

  it("has no verdict when no pack was run", () => {
    expect(policyVerdictOf(builder.plan())).to.equal(undefined);
  });

  it("keeps what blocks apart from what does not", () => {
    const verdict = verdictOn(
      result("blocks"),
      result("advises", { level: "advisory" }),
      result("waits", { outcome: "unknown", level: "advisory" }),
      result("excepted", { outcome: "exception", level: "advisory" }),
    );
    const policies = ({ policy }: { policy: string }) => policy;
    expect(verdict.mandatory.map(policies)).to.deep.equal(["blocks"]);
    expect(verdict.advisory.map(policies)).to.deep.equal(["advises"]);
    expect(verdict.notEvaluated.map(policies)).to.deep.equal(["waits"]);
    expect(verdict.exceptions.map(policies)).to.deep.equal(["excepted"]);
  });

  it("shows the worst rule first, and its findings together with the remediation", () => {
    const verdict = verdictOn(
      result("unrated"),
      result("minor", { severity: "low" }),
      result("grave", { severity: "critical", remediation: "Close it." }),
      result("grave", { severity: "critical", remediation: "Close it.", message: "again" }),
    );
    expect(verdict.mandatory.map(({ policy }) => policy)).to.deep.equal([
      "grave",
      "minor",
      "unrated",
    ]);
    expect(verdict.mandatory[0]).to.deep.include({
      severity: "critical",
      remediation: "Close it.",
    });
    expect(findingCount(verdict.mandatory)).to.equal(4);
  });

  it("names the resource, and says so when a finding is about the stack", () => {
    const verdict = verdictOn(result("rule"), result("rule", { urn: "urn:of:the:stack" }));
    const [logs, stack] = verdict.mandatory[0]!.findings;
    expect(logs?.resource).to.equal("logs");
    expect(stack?.resource).to.equal(undefined);
  });

  it("leaves out what the SDK says before the reason of an unknown", () => {
    const message =
      "can't run policy 'rule' from policy pack 'pack@v1.0.0' during preview: string value at .policy can't be known during preview";
    const verdict = verdictOn(result("rule", { outcome: "unknown", message }));
    expect(verdict.notEvaluated[0]?.findings[0]?.message).to.equal(
      "string value at .policy can't be known during preview",
    );
  });
});
