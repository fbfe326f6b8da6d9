import { expect } from "chai";
import { createHash } from "node:crypto";
import type { Plan } from "@landing-zone/plan/plan";
import { renderReport } from "@landing-zone/plan-report/index";
import { reportModelOf } from "@landing-zone/plan-report/model/index";
import { PlanBuilder } from "./plan-builder";

const attack = `"'></pre></script><script>alert(1)</script><img src=x onerror=alert(1)>`;

/** A plan whose every text is an attack. */
function hostilePlan(): Plan {
  const builder = new PlanBuilder();
  const root = builder.add(`migration:${attack}:Component`, attack);
  const group = builder.add(
    "aws:ec2/securityGroup:SecurityGroup",
    attack,
    { name: attack, description: attack },
    { parent: root },
  );
  builder.add(
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    attack,
    { ipProtocol: attack, fromPort: 1, toPort: 1, cidrIpv4: attack, description: attack },
    { uses: { securityGroupId: [group] } },
  );
  builder.add("aws:ec2/vpc:Vpc", attack, { cidrBlock: attack });
  builder.add("aws:ec2/subnet:Subnet", `-private-${attack}`, {
    availabilityZone: attack,
    cidrBlock: attack,
  });
  builder.add("aws:rds/cluster:Cluster", attack, {
    clusterIdentifier: attack,
    engineVersion: attack,
    preferredBackupWindow: attack,
    manageMasterUserPassword: true,
    masterUsername: attack,
  });
  builder.add("aws:cloudwatch/logGroup:LogGroup", attack, { name: attack });
  builder.add("aws:secretsmanager/secret:Secret", attack, { name: attack, description: attack });
  builder.add("aws:dms/replicationTask:ReplicationTask", attack, {
    replicationTaskId: attack,
    migrationType: attack,
    tableMappings: JSON.stringify({
      rules: [
        {
          "rule-type": "selection",
          "rule-action": "include",
          "object-locator": { "schema-name": attack, "table-name": attack },
        },
      ],
    }),
  });
  const violation = {
    policy: attack,
    level: "mandatory",
    severity: "high",
    urn: group,
    message: attack,
    remediation: attack,
  } as const;
  return builder.plan({
    project: attack,
    stack: attack,
    outputs: { [attack]: attack, map: { [attack]: [attack] } },
    policies: {
      pack: attack,
      version: attack,
      rules: 1,
      evaluations: 3,
      results: (["violation", "unknown", "exception"] as const).map((outcome) => ({
        ...violation,
        outcome,
      })),
    },
  });
}

describe("The report's page", () => {
  const page = renderReport(reportModelOf(hostilePlan()));

  it("makes markup in names, descriptions, values and messages inert", () => {
    expect(page).not.to.match(/<script>alert|<img/);
    expect(page.match(/<script/g)).to.have.lengthOf(1);
    expect(page).to.include("&lt;script&gt;alert(1)&lt;/script&gt;");
  });

  it("allows its own script and stylesheet by their hashes, and nothing else", () => {
    const [policy = ""] = /http-equiv="Content-Security-Policy" content="[^"]*"/.exec(page) ?? [];
    const [, script = ""] = /<script>(.*?)<\/script>/s.exec(page) ?? [];
    const [, style = ""] = /<style>(.*?)<\/style>/s.exec(page) ?? [];
    const hash = (text: string) => createHash("sha256").update(text).digest("base64");
    expect(policy).to.include("default-src &#39;none&#39;");
    expect(policy).to.include(`script-src &#39;sha256-${hash(script)}&#39;;`);
    expect(policy).to.include(`style-src &#39;sha256-${hash(style)}&#39;;`);
    expect(policy).not.to.include("unsafe");
  });

  it("asks nobody for anything: no address besides its own anchors", () => {
    const references = [...page.matchAll(/ (?:href|src|action)="([^"]*)"/g)].map(([, to]) => to);
    expect(references).not.to.have.lengthOf(0);
    for (const reference of references) {
      expect(page).to.include(` id="${reference!.replace("#", "")}"`);
    }
    expect(page).not.to.match(/@import|url\((?!#)/);
  });

  it("gives each element an id of its own", () => {
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it("is the same for the same plan", () => {
    expect(renderReport(reportModelOf(hostilePlan()))).to.equal(page);
  });

  it("shows a plan of nothing", () => {
    const empty = renderReport(reportModelOf(new PlanBuilder().plan()));
    expect(empty).to.include("No policy pack was run");
    expect(empty).to.include("The plan has no VPC.");
    expect(empty).not.to.match(/undefined|NaN|\[object/);
  });

  it("shows secrets and unknown values as the plan does", () => {
    const builder = new PlanBuilder();
    builder.add("aws:secretsmanager/secretVersion:SecretVersion", "first", {
      secretId: "[unknown]",
      secretString: "[secret]",
    });
    expect(renderReport(reportModelOf(builder.plan()))).to.include(
      "&quot;secretString&quot;: &quot;[secret]&quot;",
    );
  });
});
