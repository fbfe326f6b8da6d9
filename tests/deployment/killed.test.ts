import { expect } from "chai";
import { rmSync } from "node:fs";
import { destroyCommand } from "@landing-zone/cli/commands/destroy";
import { upCommand } from "@landing-zone/cli/commands/up";
import { temporaryProject } from "../engine/support/temporary-project";
import { emulatorOf, finish, start } from "./support/command-process";
import { emulatorContent, emulatorCounts } from "./support/emulator-content";
import { run } from "./support/run-command";
import { kill, processesWith, type Victim } from "./support/victims";

/** Objects without names of their own, all of which are replaced in each generation. */
const program = `const pulumi = require("@pulumi/pulumi");
const ec2 = require("@pulumi/aws/ec2");
const vpcs = require("@pulumi/aws/vpc");
const { Provider } = require("@pulumi/aws/provider");
const generation = new pulumi.Config().require("generation");
const options = { provider: new Provider("aws", { region: "us-east-1" }) };
const network = "10." + generation;
const vpc = new ec2.Vpc("vpc", { cidrBlock: network + ".0.0/16" }, options);
const gateway = new ec2.InternetGateway("gateway", { vpcId: vpc.id }, options);
const group = new ec2.SecurityGroup("group", { vpcId: vpc.id, description: "d" }, options);
const key = new (require("@pulumi/aws/kms").Key)("key", { description: "d" }, options);
for (const index of [0, 1, 2]) {
  const cidrBlock = network + "." + index + ".0/24";
  const subnet = new ec2.Subnet("subnet-" + index, { vpcId: vpc.id, cidrBlock }, options);
  const table = new ec2.RouteTable("table-" + index, { vpcId: vpc.id }, options);
  new ec2.RouteTableAssociation("association-" + index, { subnetId: subnet.id, routeTableId: table.id }, options);
  new ec2.Route("route-" + index, { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", gatewayId: gateway.id }, options);
  new vpcs.SecurityGroupIngressRule("rule-" + index, { securityGroupId: group.id, ipProtocol: "tcp", fromPort: 80 + index, toPort: 80 + index, cidrIpv4: network + ".0.0/16" }, options);
}
`;

const complete = {
  vpcs: 1,
  subnets: 3,
  securityGroups: 1,
  securityGroupRules: 3,
  routes: 3,
  routeTableAssociations: 3,
  internetGateways: 1,
  keys: 1,
};

describe("A deployment that is killed", function () {
  this.timeout(600_000);
  let directory: string;
  let generation = 0;

  before(() => {
    ({ directory } = temporaryProject(program));
  });

  after(async () => {
    await run(destroyCommand, { cwd: directory, stack: "dev" });
    rmSync(directory, { recursive: true, force: true });
  });

  const up = (): ReturnType<typeof start> =>
    start(directory, "up", "--config", `generation=${generation}`);

  /** Kills processes once a command has done some steps. */
  async function killDuring(
    child: ReturnType<typeof start>,
    victims: readonly Victim[],
    steps: number,
  ): Promise<string> {
    let isKilled = false;
    const { code, output } = await finish(child, (soFar) => {
      const done = soFar.split("\n").filter((line) => /^[+±~-] /.test(line)).length;
      if (isKilled || done < steps) return;
      isKilled = true;
      kill(victims, child.pid!, directory);
    });
    expect(isKilled, output).to.equal(true);
    expect(code, output).to.not.equal(0);
    return output;
  }

  async function assertConverges(): Promise<void> {
    await run(upCommand, {
      ...{ cwd: directory, stack: "dev", secret: [] },
      config: [`generation=${generation}`],
    });
    expect(await emulatorCounts(emulatorOf(directory).endpoint)).to.deep.equal(complete);
    const content = await emulatorContent(emulatorOf(directory).endpoint);
    for (const [kind, ids] of Object.entries(content))
      expect(new Set(ids), kind).to.have.length(ids.length);
  }

  const everything = ["engine", "provider", "emulator"] as const;
  for (const [victims, steps] of [
    [["engine"], 14],
    [["provider"], 5],
    [["emulator"], 9],
    [everything, 3],
    [["engine"], 30],
  ] as const) {
    it(`comes to the same end when ${victims.join(", ")} is killed after ${steps} steps`, async () => {
      generation++;
      await killDuring(up(), victims, steps);
      await assertConverges();
    });
  }

  for (const victims of [["engine"], everything] as const) {
    it(`leaves nothing when ${victims.join(", ")} is killed while it is destroyed`, async () => {
      await assertConverges();
      const { endpoint } = emulatorOf(directory);
      await killDuring(start(directory, "destroy"), victims, 4);
      await run(destroyCommand, { cwd: directory, stack: "dev" });
      expect(processesWith(directory), "processes").to.be.empty;
      expect(await fetch(endpoint).catch(() => undefined)).to.equal(undefined);
    });
  }
});
