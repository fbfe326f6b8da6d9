import { expect } from "chai";
import type { Plan } from "@landing-zone/plan/plan";
import { policyVerdictOf, type RuleFindings } from "@landing-zone/plan-report/model/policies";
import type { SettlingKey } from "@landing-zone/plan-report/model/settling-keys";
import { passingPlanOf, planOf } from "../support/engine";

const advice = (plan: Plan): readonly RuleFindings[] => policyVerdictOf(plan)!.advisory;

const findings = (rules: readonly RuleFindings[]) =>
  rules.flatMap(({ policy, findings: list }) =>
    list.map(({ resource = "stack", message }) => `${policy}, ${resource}: ${message}`),
  );

const configuration = (keys: readonly SettlingKey[]) =>
  Object.fromEntries(keys.map(({ path, value }) => [path, value]));

/** Changes that get a stack advice beyond its own: each with the rules that give it. */
const others = [
  {
    title: "one instance, a serverless migration in one zone and the roles of some account",
    stack: "dev",
    config: {
      "database.instances.count": 1,
      "dms.serviceRoles": "existing",
      "dms.migrations.light": {
        source: "erp",
        tables: [{ schema: "light" }],
        serverless: {
          maxCapacityUnits: 4,
          multiAz: false,
          maintenanceWindow: "sun:08:00-sun:09:00",
        },
      },
    },
    rules: ["aurora-multi-instance", "dms-multi-az", "dms-service-roles"],
  },
  {
    title: "one serverless instance",
    stack: "staging",
    config: { "database.serverless.count": 1 },
    rules: ["aurora-multi-instance"],
  },
];

describe("Advice of the policies", () => {
  for (const stack of ["dev", "staging", "prod"]) {
    it(`for ${stack} is settled by the configuration keys that it names`, async () => {
      const given = advice(await planOf({ stack, policyPack: true }));
      expect(given).to.not.be.empty;
      expect(given.filter(({ keys }) => keys.length === 0).map(({ policy }) => policy)).to.eql([]);
      const config = configuration(given.flatMap(({ keys }) => keys));
      const settled = await passingPlanOf({ stack, config });
      expect(findings(advice(settled))).to.deep.equal([]);
    }).timeout(120_000);
  }

  for (const { title, stack, config, rules } of others) {
    it(`on ${title} is settled by the keys that it names`, async () => {
      const ofRules = (plan: Plan) => advice(plan).filter(({ policy }) => rules.includes(policy));
      const given = ofRules(await planOf({ stack, policyPack: true, config }));
      expect(given.map(({ policy }) => policy)).to.have.members(rules);
      const keys = configuration(given.flatMap((rule) => rule.keys));
      const settled = await passingPlanOf({ stack, config: { ...config, ...keys } });
      expect(findings(ofRules(settled))).to.deep.equal([]);
    }).timeout(120_000);
  }
});
