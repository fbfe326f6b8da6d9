import { expect } from "chai";
import { rules } from "../../policy-pack/policies";
import { evaluate } from "./support/evaluate";
import { type Draft, draft, plan } from "./support/plan";

const levels = (name: string, stack: Draft) =>
  evaluate(plan(stack), [rules.find((rule) => rule.name === name)!]).map(({ level }) => level);
const cluster = (engineVersion: string) =>
  draft("rds.Cluster", "aurora", {
    engine: "aurora-mysql",
    engineVersion,
    engineLifecycleSupport: "open-source-rds-extended-support-disabled",
  });
const instance = (instanceClass: string) => draft("rds.ClusterInstance", "one", { instanceClass });
const replication = (props: object) =>
  draft("dms.ReplicationInstance", "dms", { engineVersion: "3.6.1", ...props });
const listener = (sslPolicy: string) =>
  draft("lb.Listener", "web", { protocol: "HTTPS", sslPolicy });
const lambda = (runtime: string) => draft("lambda.Function", "app", { runtime });

describe("Lists with a date", () => {
  const newer: readonly (readonly [rule: string, stack: Draft])[] = [
    ["aurora-engine-supported", cluster("8.0.mysql_aurora.3.12.0")],
    ["aurora-engine-supported", cluster("8.4.mysql_aurora.4.01.0")],
    ["aurora-instance-class-allowlist", instance("db.r9g.large")],
    ["aurora-instance-class-allowlist", instance("db.t5g.medium")],
    ["dms-engine-supported", replication({ engineVersion: "3.7.0" })],
    ["dms-instance-class-allowlist", replication({ replicationInstanceClass: "dms.r8i.4xlarge" })],
    ["alb-tls-policy", listener("ELBSecurityPolicy-TLS13-1-3-PQ-2027-03")],
    ["rotation-lambda-hardened", lambda("nodejs26.x")],
    ["rotation-lambda-hardened", lambda("python3.15")],
  ];
  for (const [rule, stack] of newer) {
    it(`${rule} remarks on what is newer: ${Object.values(stack.props).join(" ")}`, () => {
      expect(levels(rule, stack)).to.deep.equal(["advisory"]);
    });
  }

  const older: readonly (readonly [rule: string, stack: Draft])[] = [
    ["aurora-engine-supported", cluster("8.0.mysql_aurora.3.05.2")],
    ["aurora-instance-class-allowlist", instance("db.r5.large")],
    ["aurora-instance-class-allowlist", instance("db.r6gd.16xlarge")],
    ["aurora-instance-class-allowlist", instance("db.z9.large")],
    ["dms-engine-supported", replication({ engineVersion: "3.5.2" })],
    ["dms-instance-class-allowlist", replication({ replicationInstanceClass: "dms.r4.large" })],
    ["alb-tls-policy", listener("ELBSecurityPolicy-TLS-1-2-2017-01")],
    ["alb-tls-policy", listener("ELBSecurityPolicy-TLS13-1-0-2030-01")],
    ["rotation-lambda-hardened", lambda("python3.9")],
  ];
  for (const [rule, stack] of older) {
    it(`${rule} blocks what is older or unknown: ${Object.values(stack.props).join(" ")}`, () => {
      expect(levels(rule, stack)).to.include("mandatory");
    });
  }
});
