import { expect } from "chai";
import { previewProgram, type PreviewProgramResult } from "../support/engine";
import { policyPackFiles, temporaryProject } from "./support/temporary-project";

const sdk = 'const pulumi = require("@pulumi/pulumi");\n';
const pack = 'const { PolicyPack } = require("@pulumi/policy");\n';
const rule = (body: string): string =>
  `${pack}new PolicyPack("scratch-pack", { policies: [{
    name: "a-rule", description: "a rule", enforcementLevel: "mandatory",
    validateResource: (args, reportViolation) => { ${body} } }] });\n`;

function run(program: string, timeouts = {}): Promise<PreviewProgramResult> {
  return previewProgram({ cwd: temporaryProject(program).directory, timeouts });
}

function runWithPack(files: Readonly<Record<string, string>>, timeouts = {}) {
  const { directory } = temporaryProject(
    `${sdk}new pulumi.ComponentResource("a:b:C", "c");`,
    files,
  );
  return previewProgram({ cwd: directory, policyPack: true, timeouts });
}

describe("a program that fails", function () {
  this.timeout(60_000);

  const failures: Record<string, { program: string; says: string | RegExp }> = {
    "has a syntax error": { program: "const = 1;", says: "Unexpected token '='" },
    "cannot find a module": {
      program: 'require("./absent");',
      says: "Cannot find module './absent'",
    },
    "throws, showing where": {
      program: `${sdk}function deploy() { throw new Error("kaput"); }\ndeploy();`,
      says: /Error: kaput\n\s+at deploy .*index\.js:2/,
    },
    "leaves a rejected promise": {
      program: `${sdk}Promise.reject(new Error("kaput"));`,
      says: "Error: kaput",
    },
    "rejects as a whole": {
      program: `${sdk}module.exports = async () => { throw new Error("kaput"); };`,
      says: "Error: kaput",
    },
    "exits on its own": { program: "process.exit(7);", says: "ended with exit code 7" },
    "only logs an error": { program: `${sdk}pulumi.log.error("kaput");`, says: "kaput" },
    "waits for a promise that never settles": {
      program: `${sdk}module.exports = () => new Promise(() => undefined);`,
      says: "a promise that it waits for never settles",
    },
    "has an input that never arrives": {
      program: `${sdk}new pulumi.ComponentResource("a:b:C", "c", { v: new Promise(() => undefined) });`,
      says: 'waiting for the value of its input property "v"',
    },
    "registers two resources with the same URN": {
      program: `${sdk}new pulumi.ComponentResource("a:b:C", "c");\nnew pulumi.ComponentResource("a:b:C", "c");`,
      says: "Duplicate resource URN 'urn:pulumi:dev::scratch::a:b:C::c'; try giving it a unique name",
    },
    "reads what nothing can answer": {
      program: `${sdk}exports.image = pulumi.runtime.invoke("aws:ec2/getAmi:getAmi", {});`,
      says: /reads aws:ec2\/getAmi:getAmi, .*preview-providers\/invokes\.ts/,
    },
    "uses a remote component that is not there": {
      program: `${sdk}new pulumi.ComponentResource("eks:index:Cluster", "c", {}, {}, true);`,
      says: 'comes from the provider "eks", which the local engine does not have',
    },
    "has a hook that wants to run at preview": {
      program: `${sdk}new pulumi.ComponentResource("a:b:C", "c", {}, { hooks: { beforeCreate: [
        new pulumi.ResourceHook("look", () => undefined, { onDryRun: true })] } });`,
      says: 'The resource hook "look" asks to run at preview',
    },
  };
  for (const [title, { program, says }] of Object.entries(failures)) {
    it(`${title}: exit code 3`, async () => {
      const { exitCode, stderr, stdout, plan } = await run(program);
      expect(stderr).to.match(says instanceof RegExp ? says : new RegExp(escaped(says)));
      expect({ exitCode, stdout, plan }).to.deep.equal({
        exitCode: 3,
        stdout: "",
        plan: undefined,
      });
    });
  }

  it("rejects its configuration with a RunError: exit code 2 and the bare message", async () => {
    const { exitCode, stderr } = await run(
      `${sdk}throw new pulumi.RunError("network.cidr: too big\\ndms: absent");`,
    );
    expect(stderr.replaceAll(/^Previewing.*\n/gm, "")).to.equal(
      "network.cidr: too big\ndms: absent\n",
    );
    expect(exitCode).to.equal(2);
  });

  it("never ends: it is stopped, naming what it last asked for", async () => {
    const program = `${sdk}new pulumi.ComponentResource("a:b:C", "c");\nsetInterval(() => undefined, 1000);`;
    const { exitCode, stderr } = await run(program, { silenceMs: 3_000 });
    expect(stderr).to.match(/silent for 3 s; its last request was: \w+ .*(a:b:C|Stack)/);
    expect(exitCode).to.equal(3);
  });

  it("has a transform that throws: the message says whose", async () => {
    const { exitCode, stderr } = await run(
      `${sdk}new pulumi.ComponentResource("a:b:C", "c", {}, { transforms: [() => { throw new Error("kaput"); }] });`,
    );
    expect(stderr).to.include('A transform of a:b:C "c" failed: transform failed: Error: kaput');
    expect(exitCode).to.equal(3);
  });
});

describe("a policy pack that fails", function () {
  this.timeout(60_000);

  it("throws when it is loaded", async () => {
    const { exitCode, stderr } = await runWithPack(policyPackFiles('throw new Error("kaput");'));
    expect(stderr)
      .to.include("Error: kaput")
      .and.match(/policy pack in .*policy-pack ended/);
    expect(exitCode).to.equal(3);
  });

  it("throws in a rule, which is named", async () => {
    const { exitCode, stderr } = await runWithPack(
      policyPackFiles(rule('throw new Error("kaput");')),
    );
    expect(stderr).to.include("policy 'a-rule'").and.include("kaput");
    expect(exitCode).to.equal(3);
  });

  it("prints something before its port", async () => {
    const files = policyPackFiles(`console.log("hello");\n${rule("")}`);
    const { exitCode, stderr } = await runWithPack(files);
    expect(stderr).to.include('printed "hello" where its port was expected');
    expect(exitCode).to.equal(3);
  });

  it("dies midway", async () => {
    const { exitCode, stderr } = await runWithPack(policyPackFiles(rule("process.exit(5);")));
    expect(stderr).to.match(/policy pack/i);
    expect(exitCode).to.equal(3);
  });

  it("never answers", async () => {
    const files = policyPackFiles(rule("return new Promise(() => undefined);"));
    const { exitCode, stderr } = await runWithPack(files, { callMs: 3_000 });
    expect(stderr).to.include("Analyze of the policy pack took longer than 3 s");
    expect(exitCode).to.equal(3);
  });

  it("is not there: exit code 2", async () => {
    const { directory } = temporaryProject("");
    const result = await previewProgram({ cwd: directory, policyPack: "elsewhere" });
    expect(result.stderr).to.match(/elsewhere is not a policy pack: it has no PulumiPolicy\.yaml/);
    expect(result.exitCode).to.equal(2);
  });
});

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
