import { readFileSync } from "node:fs";
import { join } from "node:path";
import axe, { type AxeResults } from "axe-core";
import { expect } from "chai";
import { type Page } from "puppeteer-core";
import { estimateOf } from "@landing-zone/cost/estimate";
import { dollars } from "@landing-zone/cost/words";
import { type Plan } from "@landing-zone/plan/plan";
import { renderReport } from "@landing-zone/plan-report/index";
import { comparisonOf } from "@landing-zone/plan-report/model/comparison";
import { reportModelOf } from "@landing-zone/plan-report/model/index";
import { numberOf, textOf } from "@landing-zone/plan-report/model/values";
import { phases } from "../../lib/phases";
import { stackPicture } from "@landing-zone/docs/diagrams";
import { planOf, projectDirectory } from "../support/engine";
import { open, type View } from "./support/browser";

const stacks = ["dev", "staging", "prod"] as const;
/** Of a page that has everything. */
const identity = { commit: "0123456789ab", version: "1.2.3", date: "2026-11-28 12:00 UTC" };
const desktop: View = { width: 1440, scheme: "light" };
const views: readonly View[] = [1440, 390].flatMap((width) => [
  { width, scheme: "light" },
  { width, scheme: "dark" },
]);

/** The results of a script for each element that matches a selector. */
async function inEach(page: Page, selector: string, script: string): Promise<string[]> {
  const all = `[...document.querySelectorAll(${JSON.stringify(selector)})]`;
  return (await page.evaluate(`${all}.flatMap((element) => ${script})`)) as string[];
}

const textsIn = (page: Page, selector: string) =>
  inEach(page, selector, "element.textContent.trim()");

async function seriousFaults(page: Page): Promise<string[]> {
  // The page's own policy lets no script in, so the examiner comes by the debugging protocol.
  const session = await page.createCDPSession();
  const { result } = await session.send("Runtime.evaluate", {
    expression: `${axe.source}; axe.run(document).then((results) => JSON.stringify(results.violations))`,
    awaitPromise: true,
  });
  const violations = JSON.parse(result.value as string) as AxeResults["violations"];
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

describe("The report in a browser", function () {
  this.timeout(180_000);
  const plans = new Map<string, Plan>();
  const planOfStack = (stack: string) => plans.get(stack)!;
  const reportOf = (stack: string) => {
    const [own, prod] = [stack, "prod"].map((name) => reportModelOf(planOfStack(name)));
    return renderReport(own!, { comparison: comparisonOf(own!, prod!), identity });
  };

  before(async () => {
    for (const stack of stacks) plans.set(stack, await planOf({ stack, policyPack: true }));
  });

  for (const stack of stacks) {
    for (const view of views) {
      it(`has no serious fault for anybody: ${stack}, ${view.width} px, ${view.scheme}`, async () => {
        const page = await open(stack, reportOf(stack), view);
        expect(await seriousFaults(page)).to.deep.equal([]);
        await page.close();
      });
    }

    it(`is no wider than a phone: ${stack}`, async () => {
      const page = await open(stack, reportOf(stack), { width: 390, scheme: "light" });
      expect(await page.evaluate("document.documentElement.scrollWidth")).to.be.at.most(390);
      // Content that is wider than the screen scrolls in an area of its own.
      const cut = await inEach(
        page,
        "main *",
        "element.getBoundingClientRect().right > 391 && !element.closest('.scroll, details:not([open])') ? [element.outerHTML.slice(0, 99)] : []",
      );
      expect(cut).to.deep.equal([]);
      await page.close();
    });

    it(`is whole on paper: ${stack}`, async () => {
      // A4 at 96 dots an inch, less margins of a centimetre.
      const page = await open(stack, reportOf(stack), { width: 718, scheme: "light" });
      await page.emulateMediaType("print");
      const cut = await inEach(
        page,
        "main *",
        "element.getBoundingClientRect().right > 719 ? [element.outerHTML.slice(0, 99)] : []",
      );
      expect(cut).to.deep.equal([]);
      const folded = await inEach(
        page,
        "main section:not(#resources) details > :not(summary)",
        "element.checkVisibility({ contentVisibilityAuto: true }) ? [] : [element.outerHTML.slice(0, 99)]",
      );
      expect(folded).to.deep.equal([]);
      await page.close();
    });

    it(`shows everything in the plan: ${stack}`, async () => {
      const plan = planOfStack(stack);
      const page = await open(stack, reportOf(stack), desktop);
      const ofType = (type: string) => plan.resources.filter((one) => one.type === type);
      const custom = plan.resources.filter((one) => one.custom);

      const leaves = await page.$$("#resource-tree li[data-search]");
      expect(leaves).to.have.length(custom.length);
      const rules = [
        ...ofType("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"),
        ...ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"),
      ];
      const [matrix, access] = await Promise.all([
        textsIn(page, "#access .matrix td:not(.empty)"),
        textsIn(page, "#access table:not(.matrix) tbody tr"),
      ]);
      for (const { inputs, name } of rules) {
        const port = `${textOf(inputs["ipProtocol"])!.toUpperCase()} ${numberOf(inputs["fromPort"])!}`;
        expect(access.join("\n"), name).to.include(port);
        expect(matrix.join("\n"), name).to.include(port);
      }
      for (const { inputs, name } of rules.filter(({ type }) => type.includes("Egress"))) {
        expect(access.join("\n"), name).to.include(inputs["description"]);
      }
      expect(access.join("\n")).not.to.include("rule at the other end");

      const { totalUsd, unpriced } = estimateOf(plan);
      expect((await textsIn(page, ".facts")).join()).to.include(dollars(totalUsd));
      const cost = (await textsIn(page, "#cost")).join();
      expect(cost).to.include(dollars(totalUsd));
      for (const { item } of unpriced) expect(cost).to.include(item);

      const migrations = (await textsIn(page, "#migrations")).join();
      for (const { inputs } of ofType("aws:dms/replicationTask:ReplicationTask")) {
        expect(migrations).to.include(inputs["replicationTaskId"]);
        const mappings = JSON.parse(textOf(inputs["tableMappings"])!) as {
          rules: Record<string, unknown>[];
        };
        for (const rule of mappings.rules) {
          const locator = rule["object-locator"] as Record<string, string>;
          const table = (locator["table-name"] ?? "").replaceAll(/\[([_[])\]/g, "$1");
          expect(migrations).to.include(`${locator["schema-name"]!}${table && `.${table}`}`);
          if (rule["rule-action"] === "rename") expect(migrations).to.include(rule["value"]);
          if ("parallel-load" in rule) expect(migrations).to.include("4 parts");
        }
      }

      const severe = plan.policies!.results.filter(
        ({ outcome, severity }) =>
          outcome !== "unknown" && (severity === "high" || severity === "critical"),
      );
      const [banner] = await inEach(page, ".verdict", "element.className");
      expect(banner).to.equal(severe.length > 0 ? "verdict warn" : "verdict good");

      const secrets = (await textsIn(page, "#secrets")).join();
      for (const { name } of ofType("aws:secretsmanager/secret:Secret")) {
        expect(secrets).to.include(name.replace(/^dms-/, ""));
      }
      const windows = (await textsIn(page, "#windows")).join();
      for (const { inputs } of ofType("aws:rds/cluster:Cluster")) {
        expect(windows).to.include(inputs["preferredBackupWindow"]);
      }
      await page.close();
    });
  }

  for (const phase of phases) {
    it(`has no serious fault for anybody in any view, and names the phase: ${phase}`, async () => {
      const model = reportModelOf(await planOf({ config: { phase } }));
      for (const view of views) {
        const page = await open(`dev-${phase}`, renderReport(model, { identity }), view);
        expect(await seriousFaults(page), `${view.width} px, ${view.scheme}`).to.deep.equal([]);
        expect((await textsIn(page, "h1")).join()).to.include(`phase ${phase}`);
        await page.close();
      }
    });
  }

  for (const stack of stacks) {
    it(`has the drawing that the documents have: ${stack}`, () => {
      const file = join(projectDirectory, "docs", "architecture", `${stack}.svg`);
      expect(
        readFileSync(file, "utf8") === stackPicture(planOfStack(stack)),
        "The drawing is out of date: run npm run docs:diagrams.",
      ).to.equal(true);
    });
  }

  it("finds resources by name", async () => {
    const page = await open("search", reportOf("prod"), desktop);
    await page.type("#resource-search", "flow-logs");
    const visible = await inEach(
      page,
      "#resource-tree li[data-search]",
      "element.checkVisibility() ? [element.dataset.search] : []",
    );
    expect(visible).not.to.deep.equal([]);
    for (const text of visible) expect(text).to.include("flow-logs");
    await page.close();
  });
});
