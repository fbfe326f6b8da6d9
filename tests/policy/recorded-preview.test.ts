import { expect } from "chai";
import { readPreview } from "../../policy-pack/cli/preview";
import { draft, plan, ref, unknown } from "./support/plan";
import { recordedPreview } from "./support/recorded-preview";

const drafted = plan(
  draft("secretsmanager.Secret", "db", { kmsKeyId: ref("key") }),
  draft("kms.Key", "key", { enableKeyRotation: true }),
);

describe("a recorded preview", () => {
  it("gives resources with inputs, references, options and the provider's inputs", () => {
    const { resources, missing, notJudged } = readPreview(recordedPreview(drafted));
    expect([missing, notJudged]).to.deep.equal([0, []]);
    const [root, ...others] = resources;
    expect(root?.type).to.equal("pulumi:pulumi:Stack");
    expect(
      others.map(({ urn, type, name, inputs, dependencies, propertyDependencies, provider }) => ({
        urn,
        type,
        name,
        inputs,
        dependencies,
        propertyDependencies,
        provider,
      })),
    ).to.deep.equal(
      drafted.map((resource) => ({
        urn: resource.urn,
        type: resource.type,
        name: resource.name,
        inputs: resource.inputs,
        dependencies: resource.dependencies,
        propertyDependencies: resource.propertyDependencies,
        provider: { region: "eu-west-1" },
      })),
    );
  });

  it("counts hidden secrets as not known", () => {
    const hidden = plan(draft("dms.Endpoint", "source", { password: "[secret]", port: 3306 }));
    const { resources, notJudged } = readPreview(recordedPreview(hidden));
    expect(resources.at(-1)?.inputs).to.deep.equal({ password: unknown, port: 3306 });
    expect(notJudged).to.deep.equal(["1 secret values are hidden: their content is not judged"]);
  });

  it("reports how many unchanged resources it lacks", () => {
    const { missing, notJudged } = readPreview(recordedPreview(drafted, { left: 7 }));
    expect(missing).to.equal(7);
    expect(notJudged.join()).to.match(/^7 unchanged resources are not in the file.*--show-sames/);
  });

  it("leaves out what is deleted or read", () => {
    for (const op of ["delete", "delete-replaced", "read", "refresh", "discard"]) {
      const { resources } = readPreview(recordedPreview(drafted, { op }));
      expect(
        resources.map(({ type }) => type),
        op,
      ).to.deep.equal(["pulumi:pulumi:Stack"]);
    }
  });

  it("knows the outputs of a resource that is updated, not of one that is replaced", () => {
    const outputsWhen = (op: string) => {
      const digest = JSON.parse(recordedPreview(drafted, { op })) as { steps: object[] };
      const oldState = { id: "key-1", outputs: { arn: "arn:aws:kms:eu-west-1:1:key/key-1" } };
      const steps = digest.steps.map((step) => ({ ...step, oldState }));
      return readPreview(JSON.stringify({ ...digest, steps })).resources.at(-1)?.outputs;
    };
    const arn = "arn:aws:kms:eu-west-1:1:key/key-1";
    expect(outputsWhen("update")).to.deep.equal({ arn, id: "key-1", enableKeyRotation: true });
    expect(outputsWhen("replace")).to.deep.equal({ enableKeyRotation: true });
  });

  const refused: Readonly<Record<string, readonly [text: string, says: RegExp]>> = {
    "no JSON": ["{", /^is not JSON$/],
    "a list": ["[]", /^is not the output of "pulumi preview --json"$/],
    "another object": ["{}", /^is not the output of/],
    "a preview that failed": [
      JSON.stringify({ diagnostics: [{ severity: "error", message: "no such file\n" }] }),
      /: the preview failed: no such file$/,
    ],
  };
  for (const [words, [text, says]] of Object.entries(refused)) {
    it(`is refused when it is ${words}`, () => {
      expect(() => readPreview(text)).to.throw(says);
    });
  }

  it("is read whatever its steps are", () => {
    for (const value of [null, 1, "x", [], [null], { toString: 1 }]) {
      for (const steps of [value, [value], [{ op: "create", urn: value, newState: value }]]) {
        const text = JSON.stringify({ steps, changeSummary: value });
        expect(readPreview(text).notJudged).to.deep.equal([]);
      }
      const newState = Object.fromEntries(
        ["urn", "type", "inputs", "outputs", "dependencies", "propertyDependencies"].map((key) => [
          key,
          value,
        ]),
      );
      const steps = [{ op: "update", urn: "a::b", newState, oldState: value }];
      expect(readPreview(JSON.stringify({ steps })).resources).to.have.length(1);
    }
  });
});
