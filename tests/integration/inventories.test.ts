import { expect } from "chai";
import { inventories } from "../../checks/declared";
import { planOf } from "../support/engine";
import { declaredTamperings, lastingTamperings } from "./tampering";

/** Types of the program that no inventory compares, each with the reason. */
const notCompared: Readonly<Record<string, string>> = {
  "aws:acm/certificateValidation:CertificateValidation": "it is a wait, and nothing in AWS",
  "aws:secretsmanager/secretVersion:SecretVersion": "the value of a secret is never read",
};

/** Inventories that no change of the table is for, each with the reason. */
const notTried: Readonly<Record<string, string>> = {
  "the resolver endpoint towards the data centre": "the SDK's client is no dependency",
  "the resolver rules: which names are asked of which servers": "the SDK's client is no dependency",
  "the resolver rules that the VPC uses": "the SDK's client is no dependency",
  "the certificate of the load balancer that the stack has issued":
    "the stack of the table has a certificate that was given",
  "the subnet groups of DMS": "the emulator cannot change the subnets of a group",
};

describe("The inventories of what is declared", function () {
  // Each plan runs the program.
  this.timeout(120_000);
  const compared = new Set(inventories.flatMap(({ types }) => types));

  for (const stack of ["dev", "staging", "prod"]) {
    it(`cover every type of AWS that ${stack} declares`, async () => {
      const { resources } = await planOf({ stack });
      const types = new Set(
        resources
          .filter(({ custom, type }) => custom && type.startsWith("aws:"))
          .map((it) => it.type),
      );
      const missing = [...types].filter((type) => !compared.has(type) && !(type in notCompared));
      expect(missing).to.deep.equal([]);
    });
  }

  it("give the reason for each omission", () => {
    const reasons = inventories.flatMap(({ hidden, emulatorHides }) => [
      ...Object.values(hidden ?? {}),
      ...Object.values(emulatorHides ?? {}),
    ]);
    expect(reasons.filter((reason) => reason.length < 10)).to.deep.equal([]);
  });

  it("are each tried by a change, where the emulator can show one", () => {
    const tried = new Set([...declaredTamperings, ...lastingTamperings].map(({ check }) => check));
    const untried = inventories
      .filter(
        ({ name, notInEmulator }) =>
          notInEmulator === undefined && !tried.has(name) && !(name in notTried),
      )
      .map(({ name }) => name);
    expect(untried).to.deep.equal([]);
    expect(declaredTamperings.length).to.be.greaterThan(200);
  });
});
