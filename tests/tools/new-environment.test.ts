import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { containsCidr, overlapCidr, parseCidr } from "cidr-tools";
import fc from "fast-check";
import { parse } from "yaml";
import { newEnvironment } from "@landing-zone/new-environment/command";
import { freeNetwork } from "@landing-zone/new-environment/free-network";
import { withPatchedProgram } from "../support/patched-program";

/** Runs the command without a terminal. */
async function run(directory: string, ...args: string[]) {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const status = await newEnvironment([...args, "--cwd", directory], {
    stdout: { write: (text) => stdout.push(text) },
    stderr: { write: (text) => stderr.push(text) },
    isInteractive: false,
  });
  return { status, stdout: stdout.join(""), stderr: stderr.join("") };
}

describe("A network for a new environment", () => {
  it("has the model's size and overlaps nothing that is taken", () => {
    const network = fc
      .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 15 }))
      .chain(([second, third]) =>
        fc.constantFrom(`10.${second}.0.0/16`, `10.${second}.${third * 16}.0/20`),
      );
    fc.assert(
      fc.property(network, fc.array(network, { maxLength: 40 }), (model, taken) => {
        const free = freeNetwork(model, taken);
        expect(parseCidr(free).prefix).to.equal(parseCidr(model).prefix);
        expect(containsCidr("10.0.0.0/8", free)).to.equal(true);
        expect(overlapCidr(free, taken)).to.equal(false);
      }),
    );
  });

  it("is refused when everything is taken", () => {
    expect(() => freeNetwork("10.20.0.0/16", ["10.0.0.0/8"])).to.throw(/No network of the size/);
  });
});

describe("npm run new-environment", () => {
  it("writes a stack after a model, comments and all, that previews without a violation", async function () {
    this.timeout(120_000);
    await withPatchedProgram([], async (directory) => {
      const { status, stdout, stderr } = await run(
        directory,
        "qa",
        "--yes",
        "--set",
        "account=999988887777",
        "--set",
        "host-erp=mysql-qa.corp.example",
        "--set",
        "gateway=203.0.113.77",
        "--set",
        "certificate=arn:aws:acm:us-east-1:999988887777:certificate/5f0d2c1e-0000-4000-8000-000000000001",
      );
      expect(status, stdout + stderr).to.equal(0);
      const text = readFileSync(join(directory, "Pulumi.qa.yaml"), "utf8");
      const { config } = parse(text) as { config: Record<string, Record<string, unknown>> };
      expect(text).to.include("# `pulumi destroy` leaves no snapshot");
      expect(config["migration-landing-zone:accountId"]).to.equal("999988887777");
      expect(config["migration-landing-zone:dms"]).to.have.nested.property(
        "sources.erp.host",
        "mysql-qa.corp.example",
      );
      expect(
        overlapCidr(String(config["migration-landing-zone:network"]?.["cidr"]), [
          "10.20.0.0/16",
          "10.30.0.0/16",
          "10.40.0.0/16",
          "192.168.0.0/16",
        ]),
      ).to.equal(false);
    });
  });

  it("writes nothing when an answer is not allowed, and says all that is wrong", async function () {
    this.timeout(60_000);
    await withPatchedProgram([], async (directory) => {
      const { status, stderr } = await run(
        directory,
        "qa",
        "--yes",
        "--set",
        "cidr=10.1.0.0/8",
        "--set",
        "gateway=10.0.0.1",
      );
      expect(status).to.equal(2);
      expect(stderr).to.include('network.cidr: "10.1.0.0/8" is not allowed');
      expect(stderr).to.include(
        'network.onPremises.gateways[0].ipAddress: "10.0.0.1" is not allowed',
      );
      expect(existsSync(join(directory, "Pulumi.qa.yaml"))).to.equal(false);
    });
  });

  it("takes no example of the model, nothing of another account, and no range of another stack", async function () {
    this.timeout(60_000);
    await withPatchedProgram([], async (directory) => {
      const account = ["--set", "account=998877665544"];
      const { status, stderr } = await run(directory, "qa", "--yes", ...account);
      expect(status).to.equal(2);
      for (const option of ["gateway", "host-erp", "certificate"]) {
        expect(stderr).to.include(`--set ${option}=…`);
      }
      expect(stderr).to.include(
        "network.onPremises.gateways[0].ipAddress: is required; a public IPv4 address",
      );
      const arn =
        "arn:aws:acm:us-east-1:998877665544:certificate/5f0d2c1e-0000-4000-8000-000000000001";
      const answers = ["gateway=198.18.0.1", "host-erp=db.corp", `certificate=${arn}`];
      const given = answers.flatMap((answer) => ["--set", answer]);
      const taken = await run(
        directory,
        "qa",
        "--yes",
        ...account,
        ...given,
        "--set",
        "cidr=10.20.0.0/16",
      );
      expect(taken.status).to.equal(2);
      expect(taken.stderr).to.include(
        "network.cidr: 10.20.0.0/16 overlaps 10.20.0.0/16 of other stacks",
      );
      expect(taken.stderr).to.include("--set 'host-erp=db.corp'");
      expect(existsSync(join(directory, "Pulumi.qa.yaml"))).to.equal(false);
    });
  });

  it("leaves a stack that is there as it is, and knows its models and questions", async function () {
    this.timeout(60_000);
    await withPatchedProgram([], async (directory) => {
      const before = readFileSync(join(directory, "Pulumi.prod.yaml"), "utf8");
      const again = await run(directory, "prod", "--yes");
      expect(again.status).to.equal(2);
      expect(again.stderr).to.include("Pulumi.prod.yaml already exists");
      expect(readFileSync(join(directory, "Pulumi.prod.yaml"), "utf8")).to.equal(before);
      const unknownModel = await run(directory, "qa", "--yes", "--from", "production");
      expect(unknownModel.status).to.equal(2);
      expect(unknownModel.stderr).to.include("there are dev, prod, staging");
      const unknownQuestion = await run(directory, "qa", "--yes", "--set", "colour=blue");
      expect(unknownQuestion.status).to.equal(2);
      expect(unknownQuestion.stderr).to.include("--set colour=blue matches no question");
    });
  });
});
