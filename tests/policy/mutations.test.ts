import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import { rules } from "../../policy-pack/policies";
import { planOf } from "../support/engine";
import { areas, notMutated } from "./mutations";
import { type Plan } from "./support/mutate";
import { type Diagnostic, PackProcess } from "./support/pack-process";
import { fromJson } from "./support/plan";

type Preset = Readonly<Record<string, string | Record<string, string | number | boolean>>>;

const { ADVISORY, MANDATORY } = EnforcementLevel;
const file = join(__dirname, "../../policy-pack/presets/prod.json");
const prod = JSON.parse(readFileSync(file, "utf8")) as Preset;
/** The preset, and the one thing that no preset can know. */
const configuration = { ...prod, "region-allowlist": { regions: ["us-east-1"] } };

const table = Object.entries(areas).map(([area, byRule]) => ({
  area,
  mutations: Object.entries(byRule).flatMap(([rule, byName]) =>
    Object.entries(byName).map(([name, mutate]) => ({ rule, name, mutate })),
  ),
}));

describe("mutations of the production plan", function () {
  this.timeout(60_000);
  let plan: Plan;
  let pack: PackProcess;

  before(async function () {
    this.timeout(180_000);
    [plan, pack] = await Promise.all([
      planOf({ stack: "prod" }).then(fromJson),
      PackProcess.start(),
    ]);
  });
  after(() => {
    pack.stop();
  });

  it("begin with a plan that violates nothing", async () => {
    await pack.configure(configuration);
    const diagnostics = await pack.analyze(plan);
    const violations = diagnostics.filter((item) => item.enforcementlevel === MANDATORY);
    expect(violations).to.deep.equal([]);
  });

  it("are 1,000 or more, and four or more of each rule", () => {
    const mutations = table.flatMap((area) => area.mutations);
    expect(mutations).to.have.length.of.at.least(1_000);
    for (const { name } of rules.filter((rule) => !(rule.name in notMutated))) {
      const own = mutations.filter(({ rule }) => rule === name);
      expect(own, name).to.have.length.of.at.least(4);
    }
  });

  for (const { area, mutations } of table) {
    describe(area, () => {
      let seen: ReadonlySet<string>;

      // The rules of the other areas are off, so that the answers are quick.
      before(async () => {
        await pack.configure({ ...configuration, ...disabled(mutations.map(({ rule }) => rule)) });
        seen = new Set((await pack.analyze(plan)).map(textOf));
      });

      for (const { rule, name, mutate } of mutations) {
        it(`${rule} catches ${name}`, async () => {
          const catches = (diagnostics: readonly Diagnostic[]) =>
            diagnostics.some(
              (item) => item.policyname === rule && isVerdict(item) && !seen.has(textOf(item)),
            );
          expect(await isCaught(mutate(plan), catches)).to.equal(true);
        });
      }
    });
  }

  /** Whether the pack reports a mutated resource or the stack with it. */
  async function isCaught(
    mutated: Plan,
    catches: (diagnostics: readonly Diagnostic[]) => boolean,
  ): Promise<boolean> {
    const known = new Set(plan);
    const changed = mutated.filter((resource) => !known.has(resource));
    const urns = new Set(changed.map(({ urn }) => urn));
    const caught =
      catches(await pack.analyzeEach(changed)) || catches(await pack.analyzeStack(mutated));
    // The pack remembers the inputs that it saw last.
    await pack.analyzeEach(plan.filter(({ urn }) => urns.has(urn)));
    return caught;
  }
});

function disabled(kept: readonly string[]): Record<string, string> {
  const others = rules.filter(({ name }) => !kept.includes(name));
  return Object.fromEntries(others.map(({ name }) => [name, "disabled"]));
}

/** The level at which a rule must speak. */
function levelOf(name: string): EnforcementLevel {
  const isMandatory =
    name in prod || rules.find((rule) => rule.name === name)?.level === "mandatory";
  return isMandatory ? MANDATORY : ADVISORY;
}

/** A finding at its rule's level; neither a remark nor a rule that could not be run. */
function isVerdict({ policyname, enforcementlevel, message }: Diagnostic): boolean {
  return enforcementlevel === levelOf(policyname) && !message.startsWith("can't run policy");
}

function textOf({ policyname, urn, message }: Diagnostic): string {
  return [policyname, urn, message].join("\n");
}
