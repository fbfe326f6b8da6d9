import { expect } from "chai";
import { join } from "node:path";
import { type PolicyResult } from "@landing-zone/plan/plan";
import { previewProgram, type PreviewProgramResult, projectDirectory } from "../support/engine";
import { type Patch, withPatchedProgram } from "../support/patched-program";

interface Fault {
  readonly name: string;
  readonly patches: readonly Patch[];
  readonly policy: string;
  /** End of the URN that the violation names. */
  readonly resource: string;
}

/** Faults of the older stack that the policies stop, each put back into the program. */
const faults: readonly Fault[] = [
  {
    name: "an egress rule to everywhere",
    patches: [
      {
        file: "components/security-group.ts",
        find: "cidrIpv4: rule.cidr, ...portRange(rule)",
        replace: 'cidrIpv4: "0.0.0.0/0", ipProtocol: "-1", description: rule.description',
      },
    ],
    policy: "egress-no-any-protocol",
    resource: "SecurityGroupEgressRule::dms-to-192.168.10.0/24-3306",
  },
  {
    name: "a secret without rotation",
    patches: [
      {
        file: "components/rotated-secret.ts",
        find: /new secretsmanager\.SecretRotation\([\s\S]*?\n {4}\);/,
        replace: "",
      },
    ],
    policy: "secret-rotation-configured",
    resource: "Secret::dms-source-erp",
  },
  {
    name: "a VPC without flow log",
    patches: [
      {
        file: "components/networking/flow-logs.ts",
        find: /new ec2\.FlowLog\([\s\S]*?\n {4}\);/,
        replace: "",
      },
    ],
    policy: "vpc-flow-log",
    resource: "Vpc::network-vpc",
  },
  {
    name: "a load balancer without access logs",
    patches: [
      {
        file: "components/edge/load-balancer.ts",
        find: /^ *accessLogs: .*\n/m,
        replace: "",
      },
    ],
    policy: "alb-access-logs",
    resource: "LoadBalancer::edge-load-balancer",
  },
];

describe("A fault put back into the program", () => {
  let preview: PreviewProgramResult;
  before(async function () {
    this.timeout(120_000);
    const patches = faults.flatMap((fault) => fault.patches);
    preview = await withPatchedProgram(patches, (cwd) =>
      previewProgram({ cwd, policyPack: join(projectDirectory, "policy-pack"), quiet: true }),
    );
  });

  for (const { name, policy, resource } of faults) {
    it(`is stopped and named: ${name}`, () => {
      const { exitCode, plan, stdout, stderr } = preview;
      expect(exitCode, stdout + stderr).to.equal(1);
      const isExpected = (result: PolicyResult) =>
        result.policy === policy && result.outcome === "violation" && result.urn.endsWith(resource);
      expect(plan!.policies!.results.filter(isExpected), stdout).not.to.deep.equal([]);
      expect(stdout).to.include(policy);
      expect(stdout).to.include(resource.split("::")[1]);
    });
  }
});
