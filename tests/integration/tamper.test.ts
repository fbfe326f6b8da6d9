import { expect } from "chai";
import { integrationChecks } from "../../checks/catalogue";
import { preloadAwsCli } from "../support/aws-cli";
import { AwsCli } from "../../checks/aws-cli";
import { type IntegrationCheck } from "../../checks/check";
import { type DeployedSettings, LocalStacks } from "./support/local-stacks";
import { selectChecks } from "../../checks/selection";
import { startChecks } from "../../checks/suite";
import { cloudOf } from "./tampering/cloud";
import { dataTamperings } from "./tampering/data";
import { edgeTamperings } from "./tampering/edge";
import { migrationTamperings } from "./tampering/migration";
import { networkTamperings } from "./tampering/network";
import { watchTamperings } from "./tampering/watch";

/** Stacks of one account and region, with names that tools like to misread. */
const settings = {
  "x9-dev": [
    'edge.onPremises={"addresses":["192.168.10.40"],"trafficPercent":50}',
    'edge.additionalCertificateArns=["arn:aws:acm:us-east-1:111122223333:certificate/5f0d2c1e-0000-4000-8000-000000000003"]',
    'network.onPremises.dns={"domains":["corp.example"],"servers":["192.168.10.53"]}',
    'database.instances.readerScaling={"maxReaders":3,"target":60}',
  ],
  // The suffix is not the stack's name, and the name of the first one ends with the second's.
  "dev-eu": [
    "environment=dev",
    "dms.serviceRoles=existing",
    "network.cidr=10.21.0.0/16",
    "edge.internal=true",
  ],
} as const;

const tamperings = [
  ...networkTamperings,
  ...dataTamperings,
  ...migrationTamperings,
  ...edgeTamperings,
  ...watchTamperings,
];

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

  /** What checks find, in lines that begin with the check's name. AWS is asked anew. */
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

  describe("changed by hand", () => {
    let problems: readonly string[];

    // All at once, as each change is to a part of its own: AWS is asked only once.
    before(async () => {
      const stack = deployed.get("x9-dev")!;
      const cloud = cloudOf(stack.outputs, stacks.emulator.endpoint);
      const undo: (() => Promise<unknown>)[] = [];
      for (const { tamper } of tamperings) undo.unshift(await tamper(cloud));
      const affected = new Set(tamperings.map(({ check }) => check));
      problems = await problemsOf(
        integrationChecks.filter(({ name }) => affected.has(name)),
        stack,
      );
      for (const restore of undo) await restore();
    });

    for (const { name, check, says } of tamperings) {
      it(`show that ${name}`, () => {
        const found = problems.filter((problem) => problem.startsWith(`${check}: `));
        const words = says(deployed.get("x9-dev")!.outputs);
        const isSaid = found.some((problem) => words.every((word) => problem.includes(word)));
        expect(isSaid, `${words.join(" … ")} in:\n${found.join("\n")}`).to.equal(true);
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
});
