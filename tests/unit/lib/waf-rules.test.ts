import { CountryCode } from "@aws-sdk/client-wafv2";
import { expect } from "chai";
import { countryCodes } from "../../../lib/countries";
import {
  capacityOf,
  countableRules,
  type IpSets,
  type WafRules,
  webAclRules,
} from "../../../lib/waf-rules";

const waf: WafRules = {
  allowedCidrs: [],
  blockedCidrs: [],
  allowedCountries: [],
  blockedCountries: [],
  rateLimitPerFiveMinutes: 2000,
  managedRuleGroups: [
    "AWSManagedRulesSQLiRuleSet",
    "AWSManagedRulesAmazonIpReputationList",
    "AWSManagedRulesCommonRuleSet",
    "AWSManagedRulesKnownBadInputsRuleSet",
  ],
  countOnly: [],
};
const lists: Partial<WafRules> = { allowedCidrs: ["a"], blockedCidrs: ["b"] };
const sets: IpSets = { allowed: "arn:allowed", blocked: "arn:blocked" };

const rulesOf = (changes: Partial<WafRules> = {}, given: IpSets = {}) =>
  webAclRules({ ...waf, ...changes }, given) as unknown as readonly {
    name: string;
    priority: number;
    action?: object;
    overrideAction?: object;
    statement: { managedRuleGroupStatement?: object };
    visibilityConfig: object;
  }[];
const ruleOf = (name: string, changes: Partial<WafRules> = {}, given: IpSets = {}) =>
  rulesOf(changes, given).find((rule) => rule.name === name);

describe("The rules of the web ACL", () => {
  it("block an address that sends more than the limit in five minutes", () => {
    expect(rulesOf()[0]).to.deep.include({
      action: { block: {} },
      statement: {
        rateBasedStatement: { aggregateKeyType: "IP", evaluationWindowSec: 300, limit: 2000 },
      },
    });
  });

  it("take over what AWS's managed groups decide, in the order that refuses most for least work", () => {
    const managed = rulesOf().slice(1);
    expect(managed.map(({ name }) => name)).to.deep.equal([
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

  it("let through and refuse by address first, then by country, then by rate", () => {
    const rules = rulesOf({ ...lists, blockedCountries: ["KP"] }, sets);
    expect(rules.map(({ name }) => name).slice(0, 4)).to.deep.equal([
      "AllowedAddresses",
      "BlockedAddresses",
      "Countries",
      "RateLimitPerAddress",
    ]);
    expect(rules.map(({ priority }) => priority)).to.deep.equal(rules.map((_, index) => index));
    expect(rules[0]).to.deep.include({
      action: { allow: {} },
      statement: { ipSetReferenceStatement: { arn: "arn:allowed" } },
    });
    expect(rules[1]).to.deep.include({
      action: { block: {} },
      statement: { ipSetReferenceStatement: { arn: "arn:blocked" } },
    });
  });

  it("block some countries, or all but some", () => {
    expect(ruleOf("Countries", { blockedCountries: ["KP"] })).to.deep.include({
      action: { block: {} },
      statement: { geoMatchStatement: { countryCodes: ["KP"] } },
    });
    expect(ruleOf("Countries", { allowedCountries: ["DE"] })).to.deep.include({
      action: { block: {} },
      statement: { notStatement: { statement: { geoMatchStatement: { countryCodes: ["DE"] } } } },
    });
    expect(ruleOf("Countries")).to.equal(undefined);
  });

  it("only count what is being tuned: a rule, a managed group, or one rule of it", () => {
    const countOnly = [
      "RateLimitPerAddress",
      "AWSManagedRulesSQLiRuleSet",
      "AWSManagedRulesCommonRuleSet:SizeRestrictions_BODY",
    ];
    expect(ruleOf("RateLimitPerAddress", { countOnly })?.action).to.deep.equal({ count: {} });
    const sql = ruleOf("AWSManagedRulesSQLiRuleSet", { countOnly });
    expect(sql?.overrideAction).to.deep.equal({ count: {} });
    const common = ruleOf("AWSManagedRulesCommonRuleSet", { countOnly });
    expect(common?.overrideAction).to.deep.equal({ none: {} });
    expect(common?.statement.managedRuleGroupStatement).to.deep.include({
      ruleActionOverrides: [{ name: "SizeRestrictions_BODY", actionToUse: { count: {} } }],
    });
  });

  it("can all be counted only, but for the one that lets through", () => {
    expect(countableRules({ ...waf, ...lists })).to.deep.equal([
      "BlockedAddresses",
      "RateLimitPerAddress",
      ...waf.managedRuleGroups,
    ]);
  });

  it("use the capacity units that AWS documents", () => {
    expect(capacityOf(waf)).to.equal(1127);
    expect(capacityOf({ ...waf, ...lists, allowedCountries: ["DE"] })).to.equal(1130);
  });

  it("are each counted and sampled under their own name", () => {
    for (const { name, visibilityConfig } of rulesOf()) {
      expect(visibilityConfig).to.deep.equal({
        metricName: name,
        cloudwatchMetricsEnabled: true,
        sampledRequestsEnabled: true,
      });
    }
  });
});

describe("The countries", () => {
  it("are those that WAF knows", () => {
    expect([...countryCodes]).to.have.members(Object.values(CountryCode));
  });
});
