import Ajv from "ajv";
import * as fc from "fast-check";
import { expect } from "chai";
import { newBaseline, withBaseline } from "../../policy-pack/lib/baseline";
import { type Definition, type Report, type Result } from "../../policy-pack/lib/results";
import { readConfiguration } from "../../policy-pack/lib/settings";
import { exceptionsReport } from "../../policy-pack/report/exceptions";
import { junit } from "../../policy-pack/report/junit";
import { sarif } from "../../policy-pack/report/sarif";
import { sarifSchema } from "./support/sarif-schema";
import { parseXml } from "./support/xml";

const now = new Date("2026-11-28T12:00:00Z");
const urn = "urn:pulumi:dev::shop::aws:secretsmanager/secret:Secret::db";
const stack = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";

const definition = (name: string, more: Partial<Definition> = {}): Definition => ({
  name,
  title: `Title of ${name}`,
  description: `${name} must hold.`,
  severity: "high",
  level: "mandatory",
  remediation: "Set it.",
  url: "https://example.com/rule",
  tags: ["fsbp:RDS.3"],
  isWaivable: true,
  ...more,
});
const result = (policy: string, message: string, more: Partial<Result> = {}): Result => ({
  policy,
  outcome: "violation",
  level: "mandatory",
  severity: "high",
  urn,
  message,
  remediation: "Set it.",
  ...more,
});
const exception = {
  resource: "db",
  finding: "the secret has no kmsKeyId",
  reason: "accepted while the pilot runs",
  approvedBy: "security@corp.example",
  since: "2026-11-01",
  expires: "2026-12-31",
  ticket: "SEC-1",
};
const excepted =
  "EXCEPTED until 2026-12-31 by security@corp.example: accepted while the pilot runs — the secret has no kmsKeyId";

const report: Report = {
  pack: "pack",
  version: "1.2.3",
  definitions: [
    definition("secret-cmk"),
    definition("kms-rotation", { level: "advisory", severity: "low" }),
    definition("kms-not-public", { isWaivable: false, severity: "critical" }),
    definition("silent"),
  ],
  results: [
    result("secret-cmk", "blocks <&>\u0007"),
    result("secret-cmk", excepted, { outcome: "exception", level: "advisory" }),
    result("kms-rotation", "advises", { level: "advisory", urn: undefined }),
    result("kms-rotation", "BASELINE since 2026-10-01: is known", { level: "advisory" }),
    result("kms-not-public", "is open", { outcome: "unknown", level: "advisory", urn: stack }),
  ],
};

describe("findings as SARIF", () => {
  const validate = new Ajv({ strict: false, allErrors: true }).compile(sarifSchema);
  const document = sarif(report) as {
    runs: [{ tool: { driver: { rules: { id: string }[] } }; results: Record<string, unknown>[] }];
  };
  const [{ tool, results }] = document.runs;

  it("keep the schema of version 2.1.0", () => {
    expect(validate(document), JSON.stringify(validate.errors)).to.equal(true);
  });

  it("distinguish errors, warnings, suppressed, known and open results", () => {
    const facts = results.map(({ ruleId, kind, level, suppressions, baselineState }) =>
      [ruleId, kind, level, suppressions === undefined ? "" : "suppressed", baselineState ?? ""]
        .join(" ")
        .trim(),
    );
    expect(facts).to.deep.equal([
      "secret-cmk fail error",
      "secret-cmk fail warning suppressed",
      "kms-rotation fail warning",
      "kms-rotation fail warning  unchanged",
      "kms-not-public open none",
    ]);
  });

  it("name each rule once, also one of which only results are known", () => {
    const [{ tool: bare }] = (sarif({ ...report, definitions: [] }) as typeof document).runs;
    expect(bare.driver.rules.map(({ id }) => id)).to.deep.equal([
      "secret-cmk",
      "kms-rotation",
      "kms-not-public",
    ]);
    for (const { ruleId, ruleIndex } of results) {
      expect(tool.driver.rules[ruleIndex as number]?.id).to.equal(ruleId);
    }
  });

  it("give a finding the same fingerprint before and after the baseline lists it", () => {
    const fingerprintOf = (message: string) =>
      (
        (sarif({ ...report, results: [result("secret-cmk", message)] }) as typeof document).runs[0]
          .results[0] as { partialFingerprints: object }
      ).partialFingerprints;
    expect(fingerprintOf("BASELINE since 2026-10-01: it")).to.deep.equal(fingerprintOf("it"));
    expect(fingerprintOf("it")).to.not.deep.equal(fingerprintOf("another"));
  });
});

describe("findings as JUnit's XML", () => {
  it("are failures, skipped and passed cases, counted", () => {
    const root = parseXml(junit(report));
    const [suite] = root.children;
    const cases = suite!.children.map(({ attributes, children }) =>
      [attributes.classname, attributes.name, ...children.map(({ name }) => name)].join(" "),
    );
    expect(cases).to.deep.equal([
      "secret-cmk db failure",
      "kms-rotation stack system-out",
      "kms-rotation db system-out",
      "kms-not-public stack skipped",
      "silent every resource",
    ]);
    for (const { attributes } of [root, suite!]) {
      expect(attributes).to.include({ tests: "5", failures: "1", errors: "0", skipped: "1" });
    }
  });

  it("hold any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const results = [result("secret-cmk", text, { level: "mandatory" })];
        const { children } = parseXml(junit({ ...report, results }));
        expect(children[0]!.children[0]!.attributes.classname).to.equal("secret-cmk");
      }),
    );
  });

  it("show the message and the fix", () => {
    const [suite] = parseXml(junit(report)).children;
    const [failure] = suite!.children[0]!.children;
    expect(failure!.attributes).to.deep.equal({ type: "high", message: "blocks <&>" });
    expect(failure!.text).to.equal(`blocks <&>\n${excepted}\n\nFix: Set it.`);
  });
});

describe("exceptions as JSON", () => {
  const listed = (section: Readonly<Record<string, unknown>>) =>
    exceptionsReport({ "secret-cmk": section, all: "mandatory" }, report, now);

  it("have an owner, an age, an end and the findings that they cover", () => {
    const { exceptions, date } = listed({ exceptions: [exception] });
    expect(date).to.equal("2026-11-28");
    expect(exceptions).to.deep.equal([
      {
        rule: "secret-cmk",
        state: "in use",
        mistakes: [],
        owner: "security@corp.example",
        reason: "accepted while the pilot runs",
        ticket: "SEC-1",
        since: "2026-11-01",
        ageDays: 27,
        expires: "2026-12-31",
        daysLeft: 33,
        resource: "db",
        finding: "the secret has no kmsKeyId",
        findings: 1,
      },
    ]);
  });

  it("list the unused, expired and refused ones, with reasons", () => {
    const { exceptions } = listed({
      exceptions: [
        { ...exception, resource: "another" },
        { ...exception, expires: "2026-11-27" },
        { ...exception, resource: "*" },
        "none",
      ],
    });
    expect(exceptions.map(({ state, daysLeft }) => [state, daysLeft])).to.deep.equal([
      ["unused", 33],
      ["expired", -1],
      ["refused", 33],
      ["refused", 0],
    ]);
    expect(exceptions.map(({ mistakes }) => mistakes.length > 0)).to.deep.equal([
      false,
      false,
      true,
      true,
    ]);
  });

  it("are refused on rules that accept none", () => {
    const { exceptions } = exceptionsReport(
      { "kms-not-public": { exceptions: [exception] } },
      report,
      now,
    );
    expect(exceptions[0]).to.deep.include({
      state: "refused",
      mistakes: ["is on kms-not-public, which accepts none"],
    });
  });

  it("come with relaxations and the baseline", () => {
    const { relaxations, baseline } = exceptionsReport(
      {
        "guard-hygiene": {
          relaxations: [
            {
              rule: "kms-not-public",
              reason: exception.reason,
              approvedBy: "ciso",
              since: "2026-11-20",
              expires: "2026-12-01",
            },
            { rule: "secret-cmk" },
          ],
        },
        "kms-rotation": {
          baseline: [
            { resource: urn, finding: "is known", since: "2026-10-01" },
            { resource: urn, finding: "is gone", since: "2026-10-01" },
            { resource: urn },
          ],
        },
      },
      report,
      now,
    );
    expect(relaxations.map(({ rule, state, owner }) => [rule, state, owner])).to.deep.equal([
      ["kms-not-public", "in use", "ciso"],
      ["secret-cmk", "refused", ""],
    ]);
    expect(baseline.map(({ state, ageDays }) => [state, ageDays])).to.deep.equal([
      ["in use", 58],
      ["unused", 58],
      ["refused", 0],
    ]);
  });
});

describe("a new baseline", () => {
  it("lists what blocks, dated today, and what is known, with its date", () => {
    const { baseline, count, refused } = newBaseline(
      {
        ...report,
        results: [
          ...report.results,
          result("silent", "was excepted (exception expired on 2026-11-01)", { urn: stack }),
          result("kms-not-public", "is public"),
        ],
      },
      now,
    );
    expect(baseline).to.deep.equal({
      "secret-cmk": {
        baseline: [{ resource: urn, finding: "blocks <&>\u0007", since: "2026-11-28" }],
      },
      "kms-rotation": { baseline: [{ resource: urn, finding: "is known", since: "2026-10-01" }] },
      silent: { baseline: [{ resource: "stack", finding: "was excepted", since: "2026-11-28" }] },
    });
    expect(count).to.equal(3);
    expect(refused.map(({ message }) => message)).to.deep.equal(["is public"]);
  });

  it("adds to a configuration nothing but baselines", () => {
    const entry = { resource: urn, finding: "is known", since: "2026-10-01" };
    expect(
      withBaseline(
        { "secret-cmk": "mandatory", silent: { minDays: 3, baseline: [entry] } },
        {
          all: "disabled",
          "secret-cmk": {
            enforcementLevel: "disabled",
            exceptions: [exception],
            baseline: [entry],
          },
          silent: { baseline: [entry] },
          "kms-rotation": "disabled",
        },
      ),
    ).to.deep.equal({
      "secret-cmk": { enforcementLevel: "mandatory", baseline: [entry] },
      silent: { minDays: 3, baseline: [entry, entry] },
    });
  });
});

describe("a configuration file", () => {
  for (const text of [
    "[]",
    "null",
    '{"a": 1}',
    '{"a": "severe"}',
    '{"a": {"enforcementLevel": 1}}',
  ]) {
    it(`is refused when it is ${text}`, () => {
      expect(() => readConfiguration(text)).to.throw(/^(is not an object of rules|a: expected a)/);
    });
  }
});
