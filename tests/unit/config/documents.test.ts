import { expect } from "chai";
import { Ajv2020 } from "ajv/dist/2020";
import { parse as parseYaml } from "yaml";
import { stackFileJsonSchema } from "@landing-zone/docs/json-schema";
import { generatedDocuments } from "@landing-zone/docs/generate-docs";
import { faultsOf, readProjectFile } from "./example";

interface StackFile {
  readonly config: Record<string, unknown>;
}

const namespace = "migration-landing-zone:";
const stacks = ["dev", "staging", "prod"];
const examples = ["tools/docs/shortest.yaml", "tools/docs/complete.yaml"];
const readStackFile = (path: string) => parseYaml(readProjectFile(path)) as StackFile;
const validate = new Ajv2020({ strictTypes: false }).compile(stackFileJsonSchema());

function faultsOfFile(path: string, stack: string): string[] {
  const { config } = readStackFile(path);
  const own = Object.entries(config).filter(([key]) => key.startsWith(namespace));
  const tree = Object.fromEntries(own.map(([key, value]) => [key.slice(namespace.length), value]));
  return faultsOf(tree, { stack, region: String(config["aws:region"]) });
}

describe("generated documents", () => {
  for (const [path, content] of Object.entries(generatedDocuments())) {
    it(`${path} is up to date; otherwise: npm run docs`, () => {
      expect(readProjectFile(path)).to.equal(content);
    });
  }
});

describe("the JSON Schema of stack files", () => {
  for (const path of [...stacks.map((stack) => `Pulumi.${stack}.yaml`), ...examples]) {
    it(`accepts ${path}`, () => {
      expect(validate(readStackFile(path)), JSON.stringify(validate.errors)).to.equal(true);
    });
  }

  for (const [what, changes] of [
    ["an unknown section", { netwrok: {} }],
    ["an unknown key", { network: { cidr: "10.20.0.0/16", cidrs: [] } }],
    ["a VPC that is too small", { network: { cidr: "10.20.0.0/28" } }],
    ["a number in place of an account's digits", { accountId: 111122223333 }],
    ["an edge without a certificate", { edge: { targetPort: 8443 } }],
  ] as const) {
    it(`refuses ${what}`, () => {
      const { config } = structuredClone(readStackFile("Pulumi.dev.yaml"));
      for (const [key, value] of Object.entries(changes)) {
        config[namespace + key] = value;
      }
      expect(validate({ config })).to.equal(false);
    });
  }

  it("leaves other namespaces alone", () => {
    const { config } = readStackFile("Pulumi.dev.yaml");
    expect(validate({ config: { ...config, "aws:profile": "dev" } })).to.equal(true);
  });
});

describe("stack files", () => {
  for (const stack of stacks) {
    it(`Pulumi.${stack}.yaml can be used`, () => {
      expect(faultsOfFile(`Pulumi.${stack}.yaml`, stack)).to.deep.equal([]);
    });

    it(`Pulumi.${stack}.yaml names the JSON Schema for editors`, () => {
      expect(readProjectFile(`Pulumi.${stack}.yaml`).split("\n")[0]).to.equal(
        "# yaml-language-server: $schema=docs/configuration.schema.json",
      );
    });
  }

  for (const path of examples) {
    it(`${path} of the documentation can be used`, () => {
      expect(faultsOfFile(path, "dev")).to.deep.equal([]);
    });
  }
});

describe("docs/configuration.md", () => {
  it("uses every key that it explains in its complete example", () => {
    const complete = readProjectFile("tools/docs/complete.yaml");
    const explained = readProjectFile("docs/configuration.md").matchAll(/^\| `([^`]+)`/gm);
    const last = [...explained].map(([, key = ""]) => key.split(/[.:]/).at(-1) ?? "");
    const names = last.filter((name) => name !== "<name>");
    expect(names.filter((name) => !complete.includes(`${name}:`))).to.deep.equal([]);
  });
});
