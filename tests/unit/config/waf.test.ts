import { expect } from "chai";
import { configured, faultsOf, shortest } from "./example";

const faults = (waf: object) => faultsOf(configured(shortest(), { "edge.waf": waf }));

describe("the web application firewall", () => {
  const members: [string, string, RegExp][] = [
    ["allowedCidrs", "0.0.0.0/0", /of \/8 or longer/],
    ["allowedCidrs", "64.0.0.0/7", /of \/8 or longer/],
    ["blockedCidrs", "203.0.113.7/24", /written with its first address/],
    ["allowedCountries", "Germany", /two capital letters of ISO 3166-1/],
    ["allowedCountries", "ZZ", /two capital letters of ISO 3166-1/],
    ["blockedCountries", "kp", /two capital letters of ISO 3166-1/],
    ["managedRuleGroups", "CommonRuleSet", /AWSManagedRulesCommonRuleSet/],
    ["countOnly", "a:b:c", /the name of a rule/],
    ["redactedHeaders", "X-Api-Key", /in lower case/],
  ];
  for (const [key, value, allowed] of members) {
    it(`fails for ${value} among its ${key}`, () => {
      const lines = faults({ [key]: [value] });
      expect(lines).to.have.length(1);
      expect(lines[0])
        .to.match(allowed)
        .and.include(`edge.waf.${key}[0]: "${value}" is not allowed`);
    });
  }

  it("fails for a blocked range that is let through before", () => {
    expect(
      faults({ allowedCidrs: ["203.0.113.0/24"], blockedCidrs: ["203.0.113.7/32"] }),
    ).to.deep.equal([
      'edge.waf.blockedCidrs[0]: "203.0.113.7/32" is inside edge.waf.allowedCidrs[0] "203.0.113.0/24", which is let through before; a range that is not',
    ]);
    const exception = { allowedCidrs: ["203.0.113.7/32"], blockedCidrs: ["203.0.113.0/24"] };
    expect(faults(exception)).to.deep.equal([]);
  });

  it("fails for countries that are allowed and others that are blocked", () => {
    expect(faults({ allowedCountries: ["DE"], blockedCountries: ["KP"] })).to.deep.equal([
      "edge.waf: has allowedCountries and blockedCountries; at most one of them is allowed",
    ]);
  });

  it("fails for a rule to count that it does not have", () => {
    const countOnly = ["Countries", "AWSManagedRulesCommonRuleSet:NoUserAgent_HEADER", "Rate:x"];
    const lines = faults({ countOnly });
    expect(lines).to.have.length(2);
    expect(lines[0]).to.match(
      /^edge\.waf\.countOnly\[0\]: "Countries" is not a rule of this web ACL; expected one of RateLimitPerAddress, AWS/,
    );
    expect(lines[1]).to.match(/^edge\.waf\.countOnly\[2\]: "Rate:x" is not a rule/);
    expect(faults({ countOnly: ["Countries"], blockedCountries: ["KP"] })).to.deep.equal([]);
  });

  it("fails when its rules use more capacity than a web ACL has", () => {
    const more = ["Linux", "Unix", "Windows"].map((name) => `AWSManagedRules${name}RuleSet`);
    const usual = ["CommonRuleSet", "KnownBadInputsRuleSet", "SQLiRuleSet"];
    const managedRuleGroups = [...usual.map((name) => `AWSManagedRules${name}`), ...more];
    expect(faults({ managedRuleGroups })).to.deep.equal([
      "edge.waf.managedRuleGroups: uses 1602 capacity units together with the other rules; at most 1500",
    ]);
  });

  it("is not judged as a whole when a part of it is faulty", () => {
    expect(faults({ countOnly: ["Countries"], allowedCountries: ["Germany"] })).to.have.length(1);
  });
});
