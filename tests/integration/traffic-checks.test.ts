import { expect } from "chai";
import { type Phase, phases } from "../../lib/phases";
import { outputs, runCheck } from "./support/run-check";

describe("The check of the traffic's shares", () => {
  const name =
    "distribute every request between the cloud and the data centre, as the phase requires";

  function found(phase: Phase | undefined, onPremises: number) {
    const TargetGroups = [
      { TargetGroupArn: outputs.targetGroupArn, Weight: 100 - onPremises },
      { TargetGroupArn: outputs.onPremisesTargetGroupArn, Weight: onPremises },
    ];
    const listener = { ListenerArn: "arn", Port: 443, Protocol: "HTTPS" };
    const DefaultActions = [{ Type: "forward", ForwardConfig: { TargetGroups } }];
    const answers = {
      "elbv2 describe-listeners": { Listeners: [{ ...listener, DefaultActions }] },
    };
    return runCheck(name, answers, { phase });
  }

  it("accepts the phase's own, either side while operations switch, and any without a phase", async () => {
    const accepted: Record<string, readonly number[]> = {
      prepare: [100],
      load: [100],
      replicate: [0, 10, 100],
      cutover: [0, 100],
      live: [0],
      returned: [100],
    };
    for (const phase of phases) {
      const shares = [];
      for (const share of [0, 10, 100]) {
        if ((await found(phase, share)).length === 0) shares.push(share);
      }
      // In the phase closed the data centre has no target group, which another check holds.
      if (phase !== "closed") expect(shares, phase).to.deep.equal(accepted[phase]);
    }
    expect(await found(undefined, 10)).to.deep.equal([]);
  });
});

describe("The check of the maintenance rule", () => {
  const name =
    "have a rule that can answer every request with 503, and answers none until operations switch it";
  const { httpsListenerArn, maintenanceRuleArn } = outputs;
  const nobody = { Field: "host-header", HostHeaderConfig: { Values: ["maintenance.invalid"] } };
  const everybody = { Field: "path-pattern", Values: ["*"] };

  function found(phase: Phase, condition: object, status = "503") {
    const rule = {
      RuleArn: maintenanceRuleArn,
      Priority: "1",
      Conditions: [condition],
      Actions: [{ FixedResponseConfig: { StatusCode: status } }],
    };
    const listener = {
      ListenerArn: httpsListenerArn,
      Port: 443,
      Protocol: "HTTPS",
      DefaultActions: [],
    };
    const answers = {
      "elbv2 describe-listeners": { Listeners: [listener] },
      "elbv2 describe-rules": { Rules: [rule] },
    };
    return runCheck(name, answers, { phase });
  }

  it("accepts the answer to every request in the phase cutover alone", async () => {
    for (const phase of ["cutover", "live", "returned"] as const) {
      expect(await found(phase, nobody), phase).to.deep.equal([]);
      expect(await found(phase, everybody), phase).to.have.length(phase === "cutover" ? 0 : 1);
    }
  });

  it("finds a condition that some requests meet, and another answer", async () => {
    const some = { Field: "path-pattern", PathPatternConfig: { Values: ["/orders/*"] } };
    expect(await found("cutover", some)).to.have.length(1);
    expect(await found("cutover", nobody, "200")).to.have.length(1);
  });
});
