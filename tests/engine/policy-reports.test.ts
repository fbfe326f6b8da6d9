import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { expect } from "chai";
import { planCommand, type PlanCommandOptions } from "@landing-zone/cli/commands/plan";
import { projectDirectory } from "../support/engine";
import { startAgain } from "../support/programs";
import { parseXml } from "../policy/support/xml";
import { temporaryProject } from "./support/temporary-project";

const today = new Date().toISOString().slice(0, 10);
const program = (names: readonly string[]) => `
const secrets = require("@pulumi/aws/secretsmanager");
${names.map((name) => `new secrets.Secret("${name}");`).join("\n")}
`;
const exception = {
  resource: "orders",
  finding: "the secret has no kmsKeyId",
  reason: "accepted while the pilot runs",
  approvedBy: "security@corp.example",
  since: today,
  expires: today,
};

/** Runs `npm start` on secrets of these names; gives its exit code, and the text of its files. */
async function start(
  names: readonly string[],
  options: Partial<PlanCommandOptions>,
  files: Readonly<Record<string, object>> = {},
) {
  const texts = Object.entries(files).map(([name, content]) => [name, JSON.stringify(content)]);
  const { directory } = temporaryProject(
    program(names),
    Object.fromEntries(texts) as Record<string, string>,
  );
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const { exitCode } = await planCommand(
    {
      cwd: directory,
      stack: "dev",
      config: ["aws:region=eu-west-1"],
      secret: [],
      policyPack: join(projectDirectory, "policy-pack"),
      ...options,
    },
    { stdout, stderr, startProgram: startAgain },
  );
  const read = (file: string) => readFileSync(join(directory, file), "utf8");
  return {
    exitCode,
    read,
    json: (file: string) => JSON.parse(read(file)) as unknown,
    error: String(stderr.read() ?? ""),
  };
}

describe("npm start, reporting what the policies found", function () {
  this.timeout(60_000);

  it("writes SARIF, JUnit's XML and exceptions, also when something blocks", async () => {
    const reports = { sarif: "s.json", junit: "j.xml", exceptions: "e.json" };
    const { exitCode, json, read } = await start(
      ["orders", "stock"],
      { ...reports, policyPackConfig: "config.json" },
      { "config.json": { "secret-cmk": { exceptions: [exception] } } },
    );
    expect(exitCode).to.equal(1);
    const { runs } = json("s.json") as {
      runs: [{ results: { ruleId: string; level: string; suppressions?: unknown }[] }];
    };
    const cmk = runs[0].results.filter(({ ruleId }) => ruleId === "secret-cmk");
    expect(
      cmk.map(({ level, suppressions }) => [level, suppressions !== undefined]),
    ).to.have.deep.members([
      ["warning", true],
      ["error", false],
    ]);
    const [suite] = parseXml(read("j.xml")).children;
    const failed = suite!.children.filter(({ children }) => children[0]?.name === "failure");
    expect(failed.map(({ attributes }) => `${attributes.classname} ${attributes.name}`))
      .to.include("secret-cmk stock")
      .and.to.not.include("secret-cmk orders");
    expect(json("e.json")).to.have.nested.include({
      "exceptions[0].owner": "security@corp.example",
      "exceptions[0].state": "in use",
      "exceptions[0].ageDays": 0,
      "exceptions[0].daysLeft": 0,
    });
  });

  it("writes a baseline, after which only new findings block", async () => {
    const first = await start(["orders"], { writeBaseline: "known.json" });
    expect(first.exitCode).to.equal(1);
    const known = first.json("known.json") as Record<string, { baseline: { since: string }[] }>;
    expect(known["secret-cmk"]?.baseline.map(({ since }) => since)).to.deep.equal([today]);
    const again = await start(["orders"], { baseline: "known.json" }, { "known.json": known });
    expect(again.exitCode).to.equal(0);
    const more = await start(
      ["orders", "stock"],
      { baseline: "known.json", junit: "j.xml" },
      { "known.json": known },
    );
    expect(more.exitCode).to.equal(1);
    const [suite] = parseXml(more.read("j.xml")).children;
    const failed = suite!.children.filter(({ children }) => children[0]?.name === "failure");
    expect(new Set(failed.map(({ attributes }) => attributes.name))).to.deep.equal(
      new Set(["stock"]),
    );
  });

  it("refuses reports where no policies are run, and files that cannot be written", async () => {
    const none = await start([], { policyPack: false, sarif: "s.json" });
    expect(none.exitCode).to.equal(2);
    expect(none.error).to.contain("--sarif reports on policies, but no policy pack is run.");
    const nowhere = await start([], { writeBaseline: "no/such/folder/known.json" });
    expect(nowhere.exitCode).to.equal(2);
    const piped = await start([], { junit: "-" });
    expect(piped.error).to.contain("--junit needs the name of a file.");
    const lone = await start([], { policyPack: false, baseline: "x.json" }, { "x.json": {} });
    expect(lone.error).to.contain("--baseline is given, but there is no policy pack");
  });
});
