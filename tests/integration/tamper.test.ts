import { expect } from "chai";
import { integrationChecks } from "../../checks/catalogue";
import { preloadAwsCli } from "../support/aws-cli";
import { AwsCli } from "../../checks/aws-cli";
import { type IntegrationCheck } from "../../checks/check";
import { type DeployedSettings, LocalStacks } from "./support/local-stacks";
import { selectChecks } from "../../checks/selection";
import { startChecks } from "../../checks/suite";
import { type Cloud, cloudOf, type Tampering } from "./tampering/cloud";
import { declaredTamperings, lastingTamperings, promiseTamperings } from "./tampering";
import { roundsOf } from "./tampering/rounds";

/** Stacks of one account and region, with names that tools like to misread. */
const settings = {
  "x9-dev": [
    'edge.onPremises={"addresses":["192.168.10.40"],"trafficPercent":50}',
    'edge.additionalCertificateArns=["arn:aws:acm:us-east-1:111122223333:certificate/5f0d2c1e-0000-4000-8000-000000000003"]',
    'network.onPremises.dns={"domains":["corp.example"],"servers":["192.168.10.53"]}',
    'database.instances.readerScaling={"maxReaders":3,"target":60}',
    'database.backup.vault={"dailyRetentionDays":7,"monthlyRetentionDays":90}',
    'edge.waf={"allowedCidrs":["203.0.113.64/28"]}',
    'observability.alertEmails=["dba@corp.example"]',
    "operations.access.host={}",
  ],
  // The suffix is not the stack's name, and the name of the first one ends with the second's.
  "dev-eu": [
    "environment=dev",
    "dms.serviceRoles=existing",
    "network.cidr=10.21.0.0/16",
    "edge.internal=true",
    "phase=cutover",
    'edge.onPremises={"addresses":["192.168.10.41"]}',
  ],
} as const;

type StackName = keyof typeof settings;

describe("Stacks side by side in one account", function () {
  // Two deployments, and then many AWS commands, each of which takes a while to start.
  this.timeout(300_000);
  let stacks: LocalStacks;
  const deployed = new Map<StackName, DeployedSettings>();

  before(async () => {
    [stacks] = await Promise.all([LocalStacks.start(), preloadAwsCli()]);
    const names = Object.keys(settings) as StackName[];
    await Promise.all(
      names.map(async (stack) => {
        deployed.set(stack, await stacks.deploy({ stack, config: settings[stack] }));
      }),
    );
  });
  after(() => stacks.remove());

  /**
   * Problems that the checks find, in lines that begin with the check's name. Every check asks AWS
   * again.
   */
  async function problemsOf(
    checks: readonly IntegrationCheck[],
    { outputs, declared }: DeployedSettings,
  ) {
    const { endpoint: endpointUrl } = stacks.emulator;
    const aws = new AwsCli({ region: outputs.region, endpointUrl });
    const found = startChecks(checks, { outputs, aws, declared }).map(async ({ check, problems }) =>
      (await problems).map((problem) => `${check.name}: ${problem}`),
    );
    return (await Promise.all(found)).flat();
  }

  /** Problems that the affected checks find after some changes, which are then undone. */
  async function foundAfter(changes: readonly Tampering[], cloud: Cloud, stack: DeployedSettings) {
    const undo: (() => Promise<unknown>)[] = [];
    for (const { name, tamper } of changes) {
      const restore = await tamper(cloud).catch((error: unknown) => {
        throw new Error(`It could not be done that ${name}.`, { cause: error });
      });
      undo.unshift(restore);
    }
    const affected = new Set(changes.map(({ check }) => check));
    const checks = integrationChecks.filter(({ name }) => affected.has(name));
    const problems = await problemsOf(checks, stack);
    for (const restore of undo) await restore();
    return problems;
  }

  /** Compares the findings after a change with the expected words. */
  function expectSaid({ check, says }: Tampering, problems: readonly string[] = []) {
    const { outputs, declared } = deployed.get("x9-dev")!;
    const found = problems.filter((problem) => problem.startsWith(`${check}: `));
    const words = says(outputs, declared);
    const isSaid = found.some((problem) => words.every((word) => problem.includes(word)));
    expect(isSaid, `${words.join(" … ")} in:\n${found.join("\n")}`).to.equal(true);
  }

  describe("changed by hand", () => {
    const problems = new Map<Tampering, readonly string[]>();

    // Many at once, as each change is to a part of its own: AWS is asked only once for them.
    before(async () => {
      const stack = deployed.get("x9-dev")!;
      const cloud = cloudOf(stack, stacks.emulator.endpoint);
      for (const round of [promiseTamperings, ...roundsOf(declaredTamperings, stack)]) {
        const found = await foundAfter(round, cloud, stack);
        for (const tampering of round) problems.set(tampering, found);
      }
    });

    for (const tampering of [...promiseTamperings, ...declaredTamperings]) {
      it(`show that ${tampering.name}`, () => {
        expectSaid(tampering, problems.get(tampering));
      });
    }
  });

  // Afterwards: that everything passes again shows that it was the changes that were found.
  describe("put right again", () => {
    for (const stack of Object.keys(settings) as StackName[]) {
      it(`keep every promise, ${stack} looked at alone`, async () => {
        const settled = deployed.get(stack)!;
        const { run } = selectChecks(integrationChecks, settled.outputs, true, settled.declared);
        expect(run.length).to.be.greaterThan(90);
        expect(await problemsOf(run, settled)).to.deep.equal([]);
      });
    }
  });

  describe("in the phase cutover, in which operations switch", () => {
    const names = [
      "the listeners: ports, TLS, certificates, rules and where each sends its requests",
      "have a rule that can answer every request with 503, and answers none until operations switch it",
      "distribute every request between the cloud and the data centre, as the phase requires",
    ];

    /**
     * Problems that these checks find while the maintenance rule has a condition and the cloud a
     * share.
     */
    async function foundWith(path: string, cloudShare: number) {
      const stack = deployed.get("dev-eu")!;
      const { elb, outputs } = cloudOf(stack, stacks.emulator.endpoint);
      await elb.modifyRule({
        RuleArn: outputs.maintenanceRuleArn,
        Conditions: [{ Field: "path-pattern", PathPatternConfig: { Values: [path] } }],
      });
      const TargetGroups = [
        { TargetGroupArn: outputs.targetGroupArn, Weight: cloudShare },
        { TargetGroupArn: outputs.onPremisesTargetGroupArn, Weight: 100 - cloudShare },
      ];
      await elb.modifyListener({
        ListenerArn: outputs.httpsListenerArn,
        DefaultActions: [{ Type: "forward", ForwardConfig: { TargetGroups } }],
      });
      const checks = integrationChecks.filter(({ name }) => names.includes(name));
      expect(checks).to.have.length(names.length);
      return problemsOf(checks, stack);
    }

    it("accept the answer to every request, and all of the traffic on the other side", async () => {
      expect(await foundWith("*", 100)).to.deep.equal([]);
    });

    it("find a rule that answers some requests, and traffic on both sides", async () => {
      const problems = (await foundWith("/orders/*", 50)).join("\n");
      expect(problems).to.include('conditions is "path-pattern: /orders/*"');
      expect(problems).to.include("onPremisesPercent is 50, expected one of 0, 100");
    });
  });

  // Last of all, as nothing puts these right again.
  describe("changed for good", () => {
    let problems: readonly string[];

    before(async () => {
      const stack = deployed.get("x9-dev")!;
      const cloud = cloudOf(stack, stacks.emulator.endpoint);
      problems = await foundAfter(lastingTamperings, cloud, stack);
    });

    for (const tampering of lastingTamperings) {
      it(`show that ${tampering.name}`, () => {
        expectSaid(tampering, problems);
      });
    }
  });
});
