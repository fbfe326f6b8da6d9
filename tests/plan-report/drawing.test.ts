import { expect } from "chai";
import type { Plan, PlannedResource } from "@landing-zone/plan/plan";
import { renderReport } from "@landing-zone/plan-report/index";
import { reportModelOf } from "@landing-zone/plan-report/model/index";
import { numberOf, textOf } from "@landing-zone/plan-report/model/values";
import { planOf } from "../support/engine";
import { drawnIn, type Drawn } from "./support/drawn";

const stacks = ["dev", "staging", "prod"] as const;
type Stack = (typeof stacks)[number];

const serviceNames: Readonly<Record<string, string>> = {
  kms: "KMS",
  logs: "CloudWatch Logs",
  rds: "RDS",
  s3: "S3",
  secretsmanager: "Secrets Manager",
  sts: "STS",
};

/** The plan's resources by the end of their type, to compare with the boxes of the drawing. */
class PlanReader {
  constructor(readonly plan: Plan) {}

  all(type: string): readonly PlannedResource[] {
    return this.plan.resources.filter((one) => one.custom && one.type.endsWith(`:${type}`));
  }

  /** Values of a property. */
  values(type: string, property: string): string[] {
    return this.all(type).flatMap(({ inputs }) => textOf(inputs[property]) ?? []);
  }
}

describe("The drawing of a report", function () {
  this.timeout(120_000);
  const readers = new Map<Stack, PlanReader>();
  const pages = new Map<Stack, Drawn>();

  before(async () => {
    for (const stack of stacks) {
      const plan = await planOf({ stack });
      readers.set(stack, new PlanReader(plan));
      pages.set(stack, drawnIn(renderReport(reportModelOf(plan))));
    }
  });

  for (const stack of stacks) {
    describe(stack, () => {
      const reader = () => readers.get(stack)!;
      const drawn = () => pages.get(stack)!;
      const titled = (title: string) => drawn().boxes.filter(({ texts }) => texts[0] === title);

      it("shows each replication instance with its class, storage and migrations", () => {
        const { boxes } = drawn();
        const engines = boxes.filter(({ texts }) => texts.some((text) => /^runs /.test(text)));
        const instances = reader().all("ReplicationInstance");
        expect(engines).to.have.lengthOf(instances.length);
        instances.forEach(({ inputs, urn }, index) => {
          const words = engines[index]!.texts.join(" ");
          expect(words).to.include(inputs["replicationInstanceClass"]);
          expect(words).to.include(`${numberOf(inputs["allocatedStorage"])} GiB`);
          expect(words).to.include(inputs["multiAz"] === true ? "Multi-AZ" : "Single-AZ");
          for (const { name, propertyDependencies } of reader().all("ReplicationTask")) {
            const runsHere = propertyDependencies["replicationInstanceArn"]?.includes(urn);
            const migration = name.replace(/^dms-/, "");
            expect(words.split(/[ ,]+/).includes(migration), `${migration} on ${urn}`).to.equal(
              runsHere,
            );
          }
        });
      });

      it("shows each customer gateway, and each tunnel by the network inside it", () => {
        const devices = titled("Customer gateway");
        const addresses = devices.map(({ texts }) => texts[1]);
        expect(addresses).to.deep.equal(reader().values("CustomerGateway", "ipAddress"));
        const words = [...drawn().labels, ...drawn().boxes.flatMap(({ texts }) => texts)];
        for (const { inputs } of reader().all("VpnConnection")) {
          expect(words).to.include(inputs["tunnel1InsideCidr"] ?? "tunnel 1");
          expect(words).to.include(inputs["tunnel2InsideCidr"] ?? "tunnel 2");
        }
        expect(drawn().tunnels).to.equal(2 * reader().all("VpnConnection").length);
      });

      it("shows the transit gateway that the VPC is attached to, or none", () => {
        const ids = titled("Transit gateway").map(({ texts }) => texts[1]);
        expect(ids).to.deep.equal(reader().values("VpcAttachment", "transitGatewayId"));
      });

      it("shows what the data centre is asked for names, and its servers", () => {
        const resolver = titled("Route 53 Resolver").flatMap(({ texts }) => texts);
        const domains = reader().values("ResolverRule", "domainName");
        expect(resolver.filter((text) => /^\S+\.\S+$/.test(text))).to.deep.equal(domains);
        const servers = titled("DNS servers").flatMap(({ texts }) => texts.slice(1));
        const targets = reader()
          .all("ResolverRule")
          .flatMap(({ inputs }) => inputs["targetIps"] as { ip: string }[]);
        expect(servers).to.have.members([...new Set(targets.map(({ ip }) => ip))]);
      });

      it("shows the name, the web ACL and the vault where there is one", () => {
        const names = reader()
          .all("Record")
          .filter(({ inputs }) => inputs["aliases"] !== undefined);
        const [webAcl] = reader().all("WebAcl");
        const count = (webAcl!.inputs["rules"] as unknown[]).length;
        const words = drawn().boxes.map(({ texts }) => texts.join(" "));
        const aliases = words.filter((text) => text.includes("alias in the hosted zone"));
        expect(aliases).to.have.lengthOf(Math.min(names.length, 1));
        for (const { inputs } of names) {
          expect(aliases[0]).to.include(inputs["name"]);
          expect(aliases[0]).to.include(inputs["zoneId"]);
        }
        expect(words.filter((text) => /^WAF,? \d/.test(text))).to.have.lengthOf(1);
        expect(words.join("\n")).to.match(new RegExp(`WAF,? ${count} rules`));
        const vaults = titled("AWS Backup vault").map(({ texts }) => texts.join(" "));
        expect(vaults).to.have.lengthOf(reader().all("Vault").length);
        for (const { inputs } of reader().all("Vault")) {
          expect(vaults[0]).to.include(inputs["name"]);
        }
      });

      it("shows every endpoint and NAT gateway", () => {
        const endpoints = reader().all("VpcEndpoint");
        const services = (kind: string) =>
          endpoints
            .filter(({ inputs }) => inputs["vpcEndpointType"] === kind)
            .map(({ inputs }) => serviceNames[textOf(inputs["serviceName"])!.split(".").at(-1)!]!);
        const chips = drawn().boxes.filter(({ look }) => look === "chip");
        expect(chips.map(({ texts }) => texts.join(" "))).to.deep.equal(services("Interface"));
        for (const service of services("Gateway")) {
          expect(titled(service)).to.have.lengthOf(1);
        }
        const gateways = reader().all("NatGateway").length;
        expect(titled("NAT gateway")).to.have.lengthOf(gateways);
      });
    });
  }

  it("shows the operators' host, and the endpoints of Session Manager", async () => {
    const plan = await planOf({ config: { "operations.access.host": {} } });
    const { boxes } = drawnIn(renderReport(reportModelOf(plan)));
    const hosts = boxes.filter(({ texts }) => texts[0] === "Access host");
    expect(hosts.map(({ texts }) => texts.slice(1).join(" "))).to.deep.equal([
      "forwards sessions of Session Manager",
    ]);
    const chips = boxes.filter(({ look }) => look === "chip").map(({ texts }) => texts.join(" "));
    expect(chips).to.include.members(["Systems Manager", "Session Manager"]);
  });
});
