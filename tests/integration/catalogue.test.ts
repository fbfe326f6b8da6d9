import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { stackOutputs } from "../../lib/stack-outputs";
import { integrationChecks } from "../../checks/catalogue";
import { declaredChecks, inventories } from "../../checks/declared";
import { parseDeclared } from "../../checks/declared/resources";
import { emulatorLimits } from "../../checks/emulator-limits";
import { type OutputValues, parseOutputs } from "../../checks/outputs";
import { selectChecks } from "../../checks/selection";

const file = join(__dirname, "fixtures/outputs.json");
const outputs = parseOutputs(readFileSync(file, "utf8"), file);

describe("Integration checks", () => {
  it("have names of their own, by which the emulator's limits find them", () => {
    const names = integrationChecks.map(({ name }) => name);
    expect(new Set(names).size).to.equal(names.length);
    expect(names).to.include.members(Object.keys(emulatorLimits));
  });

  it("use every stack output", () => {
    const used = integrationChecks.flatMap((check) => check.outputs);
    expect(used).to.include.members(Object.keys(stackOutputs));
  });

  it("verify resource types that the AWS provider has", () => {
    const types = new Set(
      integrationChecks.flatMap(({ verifies }) => verifies.map((it) => it.type)),
    );
    expect([...types].filter((type) => !isResourceType(type))).to.deep.equal([]);
  });

  it("leave out what a deployment does not have", () => {
    const withoutVpn: OutputValues = { ...outputs, vpnConnectionId: undefined };
    const withoutMigrations: OutputValues = { ...outputs, dmsReplicationTaskArns: {} };
    const { notPartOfDeployment } = selectChecks(integrationChecks, outputs, false);
    expect(notPartOfDeployment.filter((check) => !declaredChecks.includes(check))).to.deep.equal(
      [],
    );
    expect(leftOut(withoutVpn)).to.include(
      "connects a gateway of the VPC to the data centre by IPsec",
    );
    expect(leftOut(withoutVpn)).not.to.include("log source and target");
    expect(leftOut(withoutMigrations)).to.include("log source and target");
  });

  it("are all run against AWS; against the emulator those that it cannot show are listed", () => {
    const everything = inventories
      .flatMap(({ types }) => types)
      .map((type) => ({
        ...{ urn: `urn:pulumi:dev::p::${type}::x`, type, id: "x", custom: true },
      }));
    const resources = JSON.stringify({ deployment: { resources: everything } });
    const declared = parseDeclared(resources, "The export");
    const inAws = selectChecks(integrationChecks, outputs, false, declared);
    const onEmulator = selectChecks(integrationChecks, outputs, true, declared);
    expect(inAws.run).to.deep.equal(integrationChecks);
    expect(inAws.notExercised).to.deep.equal([]);
    expect(onEmulator.notExercised.map(({ check }) => check.name)).to.have.members([
      ...Object.keys(emulatorLimits),
      ...inventories.filter((it) => it.notInEmulator !== undefined).map(({ name }) => name),
    ]);
    expect(onEmulator.run.length + onEmulator.notExercised.length).to.equal(
      integrationChecks.length,
    );
  });
});

function leftOut(deployed: OutputValues): string[] {
  return selectChecks(integrationChecks, deployed, false).notPartOfDeployment.map(
    ({ name }) => name,
  );
}

/** Whether a module of the AWS provider declares the type. */
function isResourceType(type: string): boolean {
  const folder = dirname(require.resolve("@pulumi/aws/package.json"));
  const module = join(folder, `${type.split(":")[1] ?? ""}.js`);
  return existsSync(module) && readFileSync(module, "utf8").includes(`__pulumiType = '${type}'`);
}
