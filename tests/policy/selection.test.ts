import { expect } from "chai";
import { packRules } from "../../policy-pack/hygiene";
import { isGuard } from "../../policy-pack/lib/guards";
import { defineRule, type Rule } from "../../policy-pack/lib/rule";
import { servicesOf } from "../../policy-pack/lib/services";
import { rules } from "../../policy-pack/policies";
import { evaluate } from "./support/evaluate";
import { PackProcess } from "./support/pack-process";
import { draft, plan } from "./support/plan";

type Options = Readonly<Record<string, readonly string[]>>;

const stack = plan(draft("secretsmanager.Secret", "db"), draft("kms.Key", "key"));

/** The rules that a selection leaves out of a run. */
function leftOut(selection: Options): string[] {
  const found = evaluate(stack, (session) => packRules(rules, session), { selection });
  const [remark] = found.filter(({ rule }) => rule === "selection");
  return remark === undefined ? [] : remark.message.replace(/^.*: /, "").split(", ");
}

const names = (list: readonly Rule[]) => list.map(({ name }) => name);
const unless = (isChosen: (rule: Rule) => boolean) =>
  names(rules.filter((rule) => !isGuard(rule) && !isChosen(rule)));

describe("the selection of rules", () => {
  it("is every rule without options", () => {
    expect(leftOut({})).to.deep.equal([]);
  });

  const selections: Readonly<
    Record<string, readonly [options: Options, chooses: (rule: Rule) => boolean]>
  > = {
    "by severity": [
      { severities: ["critical", "high"] },
      ({ severity }) => ["critical", "high"].includes(severity),
    ],
    "by framework": [{ frameworks: ["fsbp"] }, ({ controls }) => (controls?.fsbp ?? []).length > 0],
    "by service": [
      { services: ["rds", "kms"] },
      (rule) => servicesOf(rule).some((service) => ["rds", "kms"].includes(service)),
    ],
    "by name": [
      { rules: ["secret-*", "kms-rotation"] },
      ({ name }) => /^secret-|^kms-rotation$/.test(name),
    ],
    "by several at once": [
      { severities: ["high"], services: ["secretsmanager"] },
      (rule) => rule.severity === "high" && servicesOf(rule).includes("secretsmanager"),
    ],
  };
  for (const [words, [options, chooses]] of Object.entries(selections)) {
    it(`can be made ${words}, and lists the rules that are left out`, () => {
      expect(leftOut(options)).to.have.members(unless(chooses)).and.to.not.be.empty;
    });
  }

  it("keeps what is left out from finding anything, and lets the rest speak", () => {
    const found = evaluate(stack, (session) => packRules(rules, session), {
      selection: { rules: ["secret-rotation-*"] },
    });
    expect(new Set(found.map(({ rule }) => rule))).to.have.keys([
      "secret-rotation-configured",
      "selection",
    ]);
  });

  it("never leaves out a rule that accepts no exceptions", () => {
    const open = plan(draft("dms.ReplicationInstance", "dms", { publiclyAccessible: true }));
    const found = evaluate(open, (session) => packRules(rules, session), {
      selection: { rules: ["secret-cmk"] },
    });
    expect(found.map(({ rule }) => rule)).to.include("dms-not-public");
  });

  it("is refused, and every rule is run, where it names what does not exist", () => {
    for (const selection of [
      { severities: ["severe"] },
      { frameworks: ["iso"] },
      { services: ["rdss"] },
      { rules: ["*"] },
    ]) {
      const found = evaluate(stack, (session) => packRules(rules, session), { selection });
      const messages = found.map(({ rule, level, message }) => `${rule} ${level} ${message}`);
      expect(messages.join("\n")).to.match(
        /configuration-hygiene mandatory \w+ of selection must not be/,
      );
      expect(found.map(({ rule }) => rule))
        .to.include("secret-cmk")
        .and.not.include("selection");
    }
  });

  it("counts the types of a team's own rules as judged", () => {
    const type = "aws:neptune/cluster:Cluster";
    const own = defineRule({
      ...{ name: "neptune-encrypted", title: "Encrypted", description: "It must be encrypted." },
      ...{ severity: "low", level: "advisory", remediation: "Encrypt it." },
      types: [type],
      *resource() {},
    });
    const judge = (more: readonly Rule[]) =>
      evaluate(plan(draft("neptune.Cluster", "graph")), (session) =>
        packRules([...rules, ...more], session),
      ).filter(({ rule }) => rule === "provider-coverage");
    expect(judge([]).map(({ message }) => message)).to.deep.equal([
      `no rule judges resources of these types: ${type} (1)`,
    ]);
    expect(judge([own])).to.deep.equal([]);
  });

  it("asks for no exception of a rule that is left out", () => {
    const day = new Date().toISOString().slice(0, 10);
    const exception = {
      resource: "db",
      finding: "the secret has no kmsKeyId",
      reason: "accepted while the pilot runs",
      approvedBy: "security",
      since: day,
      expires: day,
    };
    const found = evaluate(stack, (session) => packRules(rules, session), {
      selection: { rules: ["kms-rotation"] },
      "secret-cmk": { exceptions: [exception] },
    });
    expect(found.map(({ rule }) => rule)).to.not.include("exceptions-hygiene");
  });

  describe("behind the analyzer protocol", () => {
    let pack: PackProcess;
    before(async () => {
      pack = await PackProcess.start();
    });
    after(() => {
      pack.stop();
    });

    it("holds from the first resource on, and for each operation separately", async () => {
      const judge = async () =>
        new Set((await pack.analyze(stack)).map(({ policyname }) => policyname));
      await pack.configure({ selection: { rules: ["kms-rotation"] } });
      expect(await judge()).to.have.keys(["kms-rotation", "selection"]);
      await pack.configure({ selection: { rules: ["secret-cmk"] } });
      expect(await judge()).to.have.keys(["secret-cmk", "selection"]);
      await pack.configure({});
      expect(await judge())
        .to.include("secret-rotation-configured")
        .and.to.not.include("selection");
    });
  });
});
