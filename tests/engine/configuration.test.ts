import { expect } from "chai";
import { type Configuration, loadConfiguration } from "@landing-zone/engine/project/configuration";
import { readProject } from "@landing-zone/engine/project/project";
import { UsageError } from "@landing-zone/plan/errors";
import { temporaryProject } from "./support/temporary-project";

const projectYaml = `name: scratch
runtime: nodejs
config:
  aws:region: { value: us-east-1 }
  short: from the project
  size: { type: integer, default: 3 }
  dms: { default: { class: dms.t3.micro, tables: [{ schema: orders }] } }
`;
const stackYaml = `config:
  scratch:size: 5
  scratch:network: { cidr: 10.0.0.0/16, zones: [a, b] }
  plain: text
`;

function load(
  overrides: { config?: string[]; secrets?: string[] } = {},
  files: { project?: string; stack?: string } = {},
): Configuration {
  const { directory } = temporaryProject("", {
    "Pulumi.yaml": files.project ?? projectYaml,
    "Pulumi.dev.yaml": files.stack ?? stackYaml,
  });
  return loadConfiguration(readProject(directory), "dev", {
    config: [],
    secrets: [],
    ...overrides,
  });
}

/** One value as the program would read it. */
function value(key: string, ...config: string[]): unknown {
  const text = load({ config }).values[key];
  return text !== undefined && /^[[{]/.test(text) ? JSON.parse(text) : text;
}

function refusal(action: () => unknown): string {
  let failure: unknown;
  try {
    action();
  } catch (error) {
    failure = error;
  }
  expect(failure).to.be.instanceOf(UsageError);
  return (failure as UsageError).message;
}

describe("the configuration of a stack", () => {
  it("takes the project's defaults, overlaid by the stack's values", () => {
    expect(load().values).to.deep.equal({
      "aws:region": "us-east-1",
      "scratch:short": "from the project",
      "scratch:size": "5",
      "scratch:dms": '{"class":"dms.t3.micro","tables":[{"schema":"orders"}]}',
      "scratch:network": '{"cidr":"10.0.0.0/16","zones":["a","b"]}',
      "scratch:plain": "text",
    });
  });

  const overlays: [string, string, string, unknown][] = [
    ["a key without its namespace", "plain=other", "scratch:plain", "other"],
    ["a key with its namespace", "scratch:plain=other", "scratch:plain", "other"],
    ["another namespace", "aws:region=eu-west-1", "aws:region", "eu-west-1"],
    ["a value with an equals sign", "plain=a=b", "scratch:plain", "a=b"],
    ["an empty value", "plain=", "scratch:plain", ""],
    [
      "a whole structure",
      'network={"cidr":"10.1.0.0/16"}',
      "scratch:network",
      { cidr: "10.1.0.0/16" },
    ],
    [
      "a path",
      "network.cidr=10.1.0.0/16",
      "scratch:network",
      { cidr: "10.1.0.0/16", zones: ["a", "b"] },
    ],
    ["a new path", "edge.http.port=8443", "scratch:edge", { http: { port: 8443 } }],
    [
      "a list item",
      "network.zones[1]=c",
      "scratch:network",
      { cidr: "10.0.0.0/16", zones: ["a", "c"] },
    ],
    [
      "a new list item",
      "network.zones[2]=c",
      "scratch:network",
      { cidr: "10.0.0.0/16", zones: ["a", "b", "c"] },
    ],
    ["a quoted key", 'tags["cost center"]=x', "scratch:tags", { "cost center": "x" }],
    ["true in a path", "edge.on=true", "scratch:edge", { on: true }],
    ["a leading zero in a path", "edge.code=007", "scratch:edge", { code: "007" }],
    ["a decimal in a path, which stays text", "edge.ratio=0.5", "scratch:edge", { ratio: "0.5" }],
    ["a list in a path", "edge.cidrs=[1,2]", "scratch:edge", { cidrs: [1, 2] }],
  ];
  for (const [title, text, key, expected] of overlays) {
    it(`can be overlaid with ${title}`, () => {
      expect(value(key, text)).to.deep.equal(expected);
    });
  }

  it("changes a default of the project at a path within it", () => {
    expect(value("scratch:dms", "dms.tables[0].schema=billing")).to.deep.equal({
      class: "dms.t3.micro",
      tables: [{ schema: "billing" }],
    });
  });

  it("applies overlays in their order", () => {
    expect(value("scratch:edge", "edge.a=1", "edge.b=2", "edge.a=3")).to.deep.equal({ a: 3, b: 2 });
  });

  it("marks secrets given on the command line, whole keys and paths", () => {
    const { values, secretKeys } = load({ secrets: ["psk=hush", "network.key=hush"] });
    expect(secretKeys).to.have.members(["scratch:psk", "scratch:network"]);
    expect(values["scratch:psk"]).to.equal("hush");
  });

  it("marks declared secrets", () => {
    const project = `${projectYaml}  token: { type: string, secret: true, default: x }\n`;
    expect(load({}, { project }).secretKeys).to.deep.equal(["scratch:token"]);
  });

  it("puts a placeholder where a value is encrypted, and reports the keys", () => {
    const stack =
      "config: { scratch:psk: { secure: v1:abc }, scratch:vpn: { a: { secure: v1:x }, b: 1 } }\n";
    const { values, secretKeys, encryptedKeys } = load({}, { stack });
    expect(values).to.include({
      "scratch:psk": "[encrypted]",
      "scratch:vpn": '{"a":"[encrypted]","b":1}',
    });
    expect(secretKeys).to.deep.equal(["scratch:psk", "scratch:vpn"]);
    expect(encryptedKeys).to.deep.equal(["scratch:psk", "scratch:vpn"]);
  });

  const faults: Record<string, { config: string; says: string }> = {
    "has no equals sign": { config: "plain", says: "--config takes key=value" },
    "has no key": { config: "=x", says: "--config takes key=value" },
    "is not a path": {
      config: "network..cidr=x",
      says: '"network..cidr" is not a configuration path',
    },
    "has an open bracket": {
      config: "network[0=x",
      says: '"network[0" is not a configuration path',
    },
    "goes through a scalar": { config: "network.cidr.x=1", says: '"x" cannot be set' },
    "indexes a map": {
      config: "network[0]=1",
      says: "[0] cannot be set: what holds it is not a list",
    },
    "leaves a gap in a list": { config: "network.zones[5]=c", says: "the list has 2 items" },
  };
  for (const [title, { config, says }] of Object.entries(faults)) {
    it(`refuses an overlay that ${title}`, () => {
      expect(refusal(() => load({ config: [config] }))).to.include(says);
    });
  }

  it("never shows a secret in a message", () => {
    expect(refusal(() => load({ secrets: ["hush-hush"] }))).to.not.include("hush");
  });

  it("names every value that is missing or of the wrong type, at once", () => {
    const project = `${projectYaml}  absent: { type: string }\n  flag: { type: boolean }\n`;
    const message = refusal(() => load({ config: ["flag=maybe", "size=big"] }, { project }));
    expect(message.split("\n")).to.have.members([
      "Stack 'dev' is missing configuration value 'scratch:absent'",
      "Stack 'dev' with configuration key 'scratch:flag' must be of type 'boolean'",
      "Stack 'dev' with configuration key 'scratch:size' must be of type 'integer'",
    ]);
  });

  it("refuses a file that is not YAML, and names it", () => {
    expect(refusal(() => load({}, { stack: "config: [" }))).to.include(
      "Pulumi.dev.yaml is not valid YAML",
    );
  });

  it("refuses a project of another language", () => {
    const project = "name: scratch\nruntime: python\n";
    expect(refusal(() => load({}, { project }))).to.match(
      /Pulumi\.yaml is not valid:\n {2}runtime/,
    );
  });
});
