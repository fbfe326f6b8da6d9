import { expect } from "chai";
import { webAclRules } from "../../../lib/waf-rules";

const rules = webAclRules(2000);

describe("The rules of the web ACL", () => {
  it("block an address that sends more than the limit in five minutes", () => {
    expect(rules[0]).to.deep.include({
      action: { block: {} },
      statement: {
        rateBasedStatement: { aggregateKeyType: "IP", evaluationWindowSec: 300, limit: 2000 },
      },
    });
  });

  it("take over what AWS's managed groups decide, with known bad inputs (Log4j) and SQL injection", () => {
    const managed = rules.slice(1);
    expect(managed.map(({ name }) => name)).to.have.members([
      "AWSManagedRulesAmazonIpReputationList",
      "AWSManagedRulesCommonRuleSet",
      "AWSManagedRulesKnownBadInputsRuleSet",
      "AWSManagedRulesSQLiRuleSet",
    ]);
    for (const rule of managed) {
      expect(rule).to.deep.include({
        overrideAction: { none: {} },
        statement: { managedRuleGroupStatement: { vendorName: "AWS", name: rule.name } },
      });
    }
  });

  it("have a place of their own in the order of evaluation", () => {
    expect(rules.map(({ priority }) => priority)).to.deep.equal([0, 1, 2, 3, 4]);
  });

  it("are each counted and sampled under their own name", () => {
    for (const { name, visibilityConfig } of rules) {
      expect(visibilityConfig).to.deep.equal({
        metricName: name,
        cloudwatchMetricsEnabled: true,
        sampledRequestsEnabled: true,
      });
    }
  });
});
