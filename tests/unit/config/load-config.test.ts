import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import { loadConfig } from "../../../config";
import { decodeNamespace } from "../../../config/decode";
import { configured, shortest } from "./example";

/** The configuration as Pulumi hands it to a program: text by full key. */
function asPulumiDoes(tree: Record<string, unknown>): Record<string, string> {
  return {
    "aws:region": "us-east-1",
    ...Object.fromEntries(
      Object.entries(tree).map(([key, value]) => [
        `landing:${key}`,
        typeof value === "string" ? value : JSON.stringify(value),
      ]),
    ),
  };
}

describe("loadConfig", () => {
  const secretKeys = process.env["PULUMI_CONFIG_SECRET_KEYS"];
  const mocks: pulumi.runtime.Mocks = {
    newResource: ({ name, inputs }) => ({ id: name, state: inputs as object }),
    call: ({ token }) => {
      throw new Error(`unexpected call of ${token}`);
    },
  };

  beforeEach(async () => {
    await pulumi.runtime.setMocks(mocks, "landing", "dev");
  });

  afterEach(() => {
    pulumi.runtime.setAllConfig({});
    if (secretKeys === undefined) {
      delete process.env["PULUMI_CONFIG_SECRET_KEYS"];
    } else {
      process.env["PULUMI_CONFIG_SECRET_KEYS"] = secretKeys;
    }
  });

  it("reads the keys of the project's namespace, files from the project's folder", () => {
    const tree = configured(shortest(), { accountId: "000011112222", protect: false });
    pulumi.runtime.setAllConfig({ ...asPulumiDoes(tree), "other:network": "10.0.0.0/8" });
    const config = loadConfig();
    expect(config).to.include({
      project: "landing",
      environment: "dev",
      region: "us-east-1",
      accountId: "000011112222",
      protect: false,
    });
    expect(config.network.cidr).to.equal("10.20.0.0/16");
    expect(config.dms.sources["erp"]?.caCertificate).to.include("BEGIN CERTIFICATE");
  });

  it("fails with an error that Pulumi shows without a stack trace", () => {
    pulumi.runtime.setAllConfig({ ...asPulumiDoes(shortest()), "landing:netwrok": "{}" });
    expect(loadConfig).to.throw(
      pulumi.RunError,
      /^The configuration of stack dev has one fault:\n {2}netwrok: unknown key; did you mean "network"/,
    );
  });

  it("warns before the DMS engine reaches its end of life", () => {
    const warnings: unknown[] = [];
    const { warn } = console;
    console.warn = (...words: unknown[]) => warnings.push(...words);
    const tree = configured(shortest(), { "dms.engineVersion": "3.5.4" });
    pulumi.runtime.setAllConfig(asPulumiDoes(tree));
    try {
      loadConfig(new Date("2026-12-30"));
      expect(warnings).to.deep.equal([]);
      loadConfig(new Date("2027-03-01"));
    } finally {
      console.warn = warn;
    }
    expect(warnings.join()).to.include("DMS engine 3.5.4 reaches its end of life on 2027-03-31");
  });

  it("does not show values of secret keys", () => {
    process.env["PULUMI_CONFIG_SECRET_KEYS"] = '["landing:accountId"]';
    const tree = configured(shortest(), { accountId: "hunter2", environment: "DEV" });
    pulumi.runtime.setAllConfig(asPulumiDoes(tree));
    expect(loadConfig)
      .to.throw(/environment: "DEV" is not allowed[^]*accountId: \[secret\] is not allowed/)
      .with.property("message")
      .that.does.not.include("hunter2");
  });
});

describe("decodeNamespace", () => {
  it("decodes maps, lists and booleans, and leaves the rest text", () => {
    const values = {
      "landing:map": '{"a":[1,"2"]}',
      "landing:list": "[1]",
      "landing:yes": "true",
      "landing:digits": "000011112222",
      "landing:text": "truely {}",
      "landing:broken": "{cidr",
      "aws:region": "us-east-1",
    };
    expect(decodeNamespace(values, "landing")).to.deep.equal({
      map: { a: [1, "2"] },
      list: [1],
      yes: true,
      digits: "000011112222",
      text: "truely {}",
      broken: "{cidr",
    });
  });
});
