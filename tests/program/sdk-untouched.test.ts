import { join } from "node:path";
import { expect } from "chai";
import { projectDirectory } from "../support/engine";
import { type Description, describePolicyPack, describeProgram } from "./sdk-untouched/hosts";

const plain = join(__dirname, "sdk-untouched/plain");
const accountId = "123456789012";

/** Replaced by every TypeScript loader: how a file is found and read. */
const replacedByLoader = ["module._extensions..js", "module._resolveFilename"];

/**
 * Hosts of our own code, and of code that does nothing, to compare with. In the latter the same
 * modules are loaded.
 */
const subjects = {
  "the program": {
    ours: () => describeProgram({ cwd: projectDirectory, stack: "dev" }),
    reference: (modules: string[]) => describeProgram({ cwd: plain, stack: "dev" }, modules),
  },
  "the bootstrap program": {
    ours: () =>
      describeProgram({
        cwd: join(projectDirectory, "bootstrap"),
        stack: "prod",
        config: { "aws:region": "eu-west-1", accountId },
      }),
    reference: (modules: string[]) => describeProgram({ cwd: plain, stack: "dev" }, modules),
  },
  "the policy pack": {
    ours: () => describePolicyPack(join(projectDirectory, "policy-pack")),
    reference: (modules: string[]) => describePolicyPack(join(plain, "policy-pack"), modules),
  },
};

for (const [name, { ours, reference }] of Object.entries(subjects)) {
  describe(`Around ${name}`, function () {
    this.timeout(60_000);
    let actual: Description;
    let expected: Description;

    before(async () => {
      actual = await ours();
      expected = await reference(Object.keys(actual.modules));
    });

    it("every module of the SDKs is the one that Node.js loaded", () => {
      const replaced = Object.entries(actual.modules).filter(([, { isLoaded }]) => !isLoaded);
      expect(replaced.map(([file]) => file)).to.deep.equal([]);
      expect(Object.keys(actual.modules)).to.include(
        require.resolve("@pulumi/pulumi/runtime/index.js"),
      );
    });

    it("every function of the SDKs is theirs", () => {
      for (const [file, { functions }] of Object.entries(actual.modules)) {
        expect(functions, file).to.deep.equal(expected.modules[file]?.functions);
      }
    });

    it("every function of Node.js is its own, but for those that find and read files", () => {
      const changed = actual.changedInNode.filter((path) => !replacedByLoader.includes(path));
      expect(changed).to.have.members(expected.changedInNode);
      expect(actual.prepareStackTrace).to.equal(expected.prepareStackTrace);
    });
  });
}
