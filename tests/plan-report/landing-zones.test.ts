import { expect } from "chai";
import type { Plan } from "@landing-zone/plan/plan";
import { renderReport } from "@landing-zone/plan-report/index";
import { type Box, type Drawing } from "@landing-zone/plan-report/diagram/shapes";
import { layOut } from "@landing-zone/plan-report/diagram/layout";
import { dataPathInWords, topologyOf } from "@landing-zone/plan-report/diagram/topology";
import { reportModelOf } from "@landing-zone/plan-report/model/index";
import { textOf } from "@landing-zone/plan-report/model/values";
import { planOf } from "../support/engine";

/** Between them: with and without VPN, NAT gateways, serverless instances, a domain of its own. */
const stacks = ["staging", "prod"] as const;

/** A plan without the resources whose URN has one of the given parts. */
function without(plan: Plan, ...parts: string[]): Plan {
  const isKept = ({ urn }: { urn: string }) => !parts.some((part) => urn.includes(part));
  return { ...plan, resources: plan.resources.filter(isKept) };
}

function drawingOf(plan: Plan): Drawing {
  const model = reportModelOf(plan);
  return layOut(model, topologyOf(model));
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Everything is on the drawing, and no node hides another. */
function expectTidy(plan: Plan): void {
  const { width, height, areas, lines, nodes } = drawingOf(plan);
  for (const box of [...areas, ...nodes]) {
    expect(box.x, box.title).to.be.at.least(0);
    expect(box.y, box.title).to.be.at.least(0);
    expect(box.x + box.width, box.title).to.be.at.most(width);
    expect(box.y + box.height, box.title).to.be.at.most(height);
  }
  for (const { x, y } of lines.flatMap(({ points }) => points)) {
    expect(x).to.be.within(0, width);
    expect(y).to.be.within(0, height);
  }
  nodes.forEach((node, index) => {
    for (const other of nodes.slice(index + 1)) {
      expect(overlap(node, other), `${node.title ?? ""} over ${other.title ?? ""}`).to.equal(false);
    }
  });
}

describe("The report of a landing zone", function () {
  this.timeout(120_000);
  const plans = new Map<string, Plan>();
  const pages = new Map<string, string>();
  const plan = (stack: string) => plans.get(stack)!;
  const page = (stack: string) => pages.get(stack)!;
  const count = (stack: string, pattern: RegExp) => page(stack).match(pattern)?.length ?? 0;

  before(async () => {
    for (const stack of stacks) {
      const planned = await planOf({ stack });
      plans.set(stack, planned);
      pages.set(stack, renderReport(reportModelOf(planned)));
    }
  });

  for (const stack of stacks) {
    describe(stack, () => {
      it("has one first heading, and a heading for every section", () => {
        expect(count(stack, /<h1>/g)).to.equal(1);
        const sections = [...page(stack).matchAll(/<section id="(.*?)" aria-labelledby="(.*?)">/g)];
        expect(sections).to.have.lengthOf(10);
        for (const [, id = "", title = ""] of sections) {
          expect(page(stack)).to.include(`<h2 id="${title}">`);
          expect(page(stack)).to.include(`<a href="#${id}">`);
        }
      });

      it("has a caption and headers for every table and a name for every drawing", () => {
        const tables = page(stack).match(/<table>.*?<\/table>/gs) ?? [];
        expect(tables.length).to.be.greaterThan(6);
        for (const table of tables) {
          expect(table).to.match(/^<table>\s*<caption class="unseen">[^<]+<\/caption>/);
          expect(table).to.match(/<th scope="col">/);
          expect(table).to.match(/<th scope="row(group)?"/);
        }
        const drawings = page(stack).match(/<svg[^>]*role="img"[^>]*>\s*<title/g);
        expect(drawings).to.have.lengthOf(3);
      });

      it("lists every resource, egress rule, log group, migration and output", () => {
        const { resources, outputs } = plan(stack);
        const names = (type: string, property: string) =>
          resources
            .filter((one) => one.type === type)
            .map(({ inputs }) => textOf(inputs[property]) ?? "[unknown]");
        const model = reportModelOf(plan(stack));
        expect(count(stack, /data-search=/g)).to.equal(
          resources.filter(({ custom }) => custom).length,
        );
        expect(count(stack, /<details class="component">/g)).to.equal(
          resources.filter(({ custom }) => !custom).length,
        );
        expect(model.securityGroups.egress).to.have.lengthOf(
          names("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "description").length,
        );
        for (const text of [
          ...names("aws:ec2/securityGroup:SecurityGroup", "name"),
          ...names("aws:cloudwatch/logGroup:LogGroup", "name"),
          ...names("aws:dms/replicationTask:ReplicationTask", "replicationTaskId"),
          ...Object.keys(outputs),
        ]) {
          expect(page(stack)).to.include(text);
        }
      });

      it("knows both ends of every connection, and a writer of every log", () => {
        const { securityGroups, logs } = reportModelOf(plan(stack));
        for (const { from, to, description } of securityGroups.egress) {
          expect([from.kind, to.kind], description).not.to.include("unknown");
        }
        for (const { name, writers } of logs) {
          expect(writers, name).not.to.have.lengthOf(0);
        }
      });

      it("draws every connection, with nothing over anything else", () => {
        const model = reportModelOf(plan(stack));
        expect(layOut(model, topologyOf(model)).omitted).to.deep.equal([]);
        expectTidy(plan(stack));
      });

      it("is small and quickly made", () => {
        const milliseconds = Array.from({ length: 3 }, () => {
          const start = performance.now();
          renderReport(reportModelOf(plan(stack)));
          return performance.now() - start;
        });
        expect(Math.min(...milliseconds)).to.be.lessThan(300);
        expect(page(stack).length).to.be.lessThan(1_500_000);
      });

      it("is the same from a plan that was written to a file", () => {
        const copy = JSON.parse(JSON.stringify(plan(stack))) as Plan;
        expect(renderReport(reportModelOf(copy))).to.equal(page(stack));
      });
    });
  }

  it("shows how the data gets from the sources to Aurora", () => {
    const path = (stack: string) => dataPathInWords(topologyOf(reportModelOf(plan(stack))));
    expect(path("prod")).to.equal(
      "Data goes from crm and erp over 2 VPN connections with two tunnels each to 2 DMS replication instances (ports 3306, 3307) and on to Aurora (port 3306).",
    );
    expect(path("staging")).to.include("from rehearsal over the transit gateway to 1 DMS");
    const alone = without(plan("staging"), "ec2transitgateway");
    expect(dataPathInWords(topologyOf(reportModelOf(alone)))).to.include(
      "over a route that this stack does not make",
    );
  });

  it("shows how requests are shared between the cloud and the data centre", () => {
    const { nodes, labels } = drawingOf(plan("prod"));
    const application = nodes.find(({ lines }) => lines?.includes("90 % of requests"));
    expect(application?.lines).to.deep.equal(["2 servers", "90 % of requests"]);
    expect(labels.map(({ text }) => text)).to.include.members(["8443 · 90 %", "10 %"]);
    const words = JSON.stringify(drawingOf(plan("staging")));
    expect(words).not.to.include("of requests");
  });

  it("distinguishes the environments by their facts", () => {
    const fact = (stack: string, label: string) =>
      reportModelOf(plan(stack)).facts.find((one) => one.label === label);
    expect(fact("prod", "Aurora MySQL")?.value).to.equal("3 × db.r6g.2xlarge");
    expect(fact("staging", "Aurora MySQL")?.value).to.equal("2 × 0.5–16 ACU");
    expect(fact("prod", "NAT gateways")).to.include({ value: "3", note: "one per zone" });
    expect(fact("staging", "NAT gateways")?.value).to.equal("none");
    expect(fact("prod", "On premises")).to.include({
      value: "2 VPNs, BGP routing",
      note: "gateways 203.0.113.20, 203.0.113.21",
    });
    expect(fact("staging", "On premises")?.value).to.equal("transit gateway");
    expect(fact("prod", "DMS")).to.include({
      value: "2 instances",
      note: "dms.r6i.large Multi-AZ; dms.c6i.xlarge Single-AZ",
    });
    expect(fact("prod", "Backup vault")?.value).to.equal("daily 35 days, monthly 400 days");
    expect(fact("staging", "Backup vault")).to.equal(undefined);
    expect(fact("prod", "Region")).to.include({ value: "us-east-1", note: "account 444455556666" });
  });

  it("reads a migration's tables, type and validation", () => {
    const migrations = reportModelOf(plan("prod")).replication.migrations;
    expect(migrations.find(({ shortName }) => shortName === "inventory")).to.include({
      source: "source-erp",
      target: "target",
      type: "full-load-and-cdc",
      instance: "migration-dms-prod",
      validation: true,
    });
    const tables = (name: string) => migrations.find(({ shortName }) => shortName === name)?.tables;
    const pattern = (name: string, table: string) =>
      tables(name)?.patterns.find(({ pattern: one }) => one === table);
    expect(
      tables("inventory")?.patterns.map(({ pattern: one, excluded }) => [one, excluded]),
    ).to.deep.equal([
      ["inventory.%", false],
      ["inventory.import_staging", true],
    ]);
    expect(tables("inventory")?.lobs).to.equal("LOBs up to 32 KiB");
    expect(pattern("customers", "customers.contracts")?.lobs).to.equal("any size");
    expect(tables("customer-history")?.renames).to.deep.equal([
      "schema history → customer_history",
    ]);
    expect(pattern("orders", "orders.order_lines")?.parallelLoad).to.equal("ranges of id, 4 parts");
  });

  it("has room for many sources and instances", () => {
    const copies = (type: string, count: number) =>
      plan("prod")
        .resources.filter((one) => one.type === type)
        .flatMap((one) =>
          Array.from({ length: count }, (_, index) => ({ ...one, urn: `${one.urn}-${index}` })),
        );
    const many: Plan = {
      ...plan("prod"),
      resources: [
        ...plan("prod").resources,
        ...copies("aws:dms/endpoint:Endpoint", 6),
        ...copies("aws:rds/clusterInstance:ClusterInstance", 4),
      ],
    };
    expectTidy(many);
    expect(renderReport(reportModelOf(many))).to.include("4 readers");
  });

  const missing = {
    "the application on premises": ["targetGroupAttachment", "edge-load-balancer-on-premises"],
    VPN: ["SiteToSiteVpn"],
    replication: ["dms:Dms"],
    edge: ["edge:Edge"],
    database: ["database:Database"],
    "NAT gateways": ["natGateway:NatGateway"],
    endpoints: ["PrivateEndpoints"],
    "security groups": ["network:SecurityGroup", "securityGroup"],
    "everything but the network": ["dms:Dms", "edge:Edge", "database:Database", "SiteToSiteVpn"],
  };
  for (const [part, urns] of Object.entries(missing)) {
    it(`does without ${part}`, () => {
      const rest = without(plan("prod"), ...urns);
      expect(rest.resources.length).to.be.lessThan(plan("prod").resources.length);
      expect(renderReport(reportModelOf(rest))).not.to.match(/NaN|>undefined|\[object/);
      expectTidy(rest);
    });
  }
});
