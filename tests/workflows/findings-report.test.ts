import { expect } from "chai";
import { findingsReport } from "@landing-zone/ci/findings-report";
import { code } from "@landing-zone/ci/markdown";
import { planSummary } from "@landing-zone/ci/plan-summary";
import { type Plan, type PolicyResult } from "@landing-zone/plan/plan";

const instance =
  "urn:pulumi:dev::zone::aws:dms/replicationInstance:ReplicationInstance::dms-history";
const violation = (policy: string, more: Partial<PolicyResult> = {}): PolicyResult => ({
  policy,
  outcome: "violation",
  level: "advisory",
  severity: "medium",
  urn: instance,
  message: "it is so",
  ...more,
});
const planOf = (results: readonly PolicyResult[]): Plan => ({
  project: "zone",
  stack: "dev",
  resources: [
    {
      urn: instance,
      type: "aws:dms/replicationInstance:ReplicationInstance",
      name: "dms-history",
      custom: true,
      inputs: {},
      dependencies: [],
      propertyDependencies: {},
      options: {},
    },
  ],
  providers: [],
  outputs: {},
  policies: { pack: "pack", version: "1.0.0", rules: 3, evaluations: 9, definitions: [], results },
});

describe("The findings in the pull request's comment", () => {
  it("are a line a rule, mandatory ones first, with the key that settles them", () => {
    const plan = planOf([
      violation("dms-multi-az"),
      violation("dms-multi-az", { message: "and so" }),
      violation("alarm-subscribers", { urn: "urn:pulumi:dev::zone::stack" }),
      violation("kms-rotation", { level: "mandatory", severity: "high" }),
      violation("secret-cmk", { outcome: "unknown" }),
    ]);
    expect(findingsReport(plan).trim()).to.equal(
      [
        "Mandatory violations (1):",
        "",
        "- `kms-rotation` (high)",
        "",
        "Advice (3):",
        "",
        "- `dms-multi-az` (medium) ×2: set `dms.replicationInstances.history.multiAz: true`",
        "- `alarm-subscribers` (medium): set `observability.alertEmails: [you@example.com]`",
      ].join("\n"),
    );
  });

  it("are in the summary of a workflow run too", () => {
    expect(planSummary(planOf([violation("dms-multi-az")]))).to.include(
      "- `dms-multi-az` (medium): set `dms.replicationInstances.history.multiAz: true`",
    );
  });

  it("are nothing where there is none, or no pack was run", () => {
    const { policies, ...without } = planOf([]);
    expect(policies).to.not.equal(undefined);
    expect([findingsReport(planOf([])), findingsReport(without)]).to.deep.equal(["", ""]);
  });
});

describe("Code in Markdown", () => {
  it("cannot be ended by the text", () => {
    expect(["a: b", "a `b`", "``"].map(code)).to.deep.equal([
      "`a: b`",
      "`` a `b` ``",
      "``` `` ```",
    ]);
  });
});
