import { stripVTControlCharacters } from "node:util";
import { expect } from "chai";
import { Console } from "../../operations/console";
import type { PreflightReport } from "../../operations/preflight/report";
import { reportLines } from "../../operations/preflight/report";

const report: PreflightReport = {
  stack: "dev",
  sides: [{ label: "target", server: "mysql 8.0.40", findings: [] }],
  patch: "",
  unused: [],
};

const variables = ["CI", "NO_COLOR", "FORCE_COLOR"] as const;

/** The output of a verb on a stream, without colour settings in the environment. */
function printed(isTTY: boolean, env: NodeJS.ProcessEnv, json = false): string {
  const before = variables.map((name) => [name, process.env[name]] as const);
  const set = (name: string, value: string | undefined) => {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  };
  for (const name of variables) set(name, env[name]);
  try {
    let text = "";
    const stream = { isTTY, write: (part: string) => (text += part) };
    const silent = { write: () => undefined };
    const [stdout, stderr] = json ? [silent, stream] : [stream, silent];
    const agreed = { interactive: false, dryRun: false, yes: true };
    new Console({ stdout, stderr, json, ...agreed }).say(...reportLines(report));
    return text;
  } finally {
    for (const [name, value] of before) set(name, value);
  }
}

describe("The console of a verb", () => {
  const plain = reportLines(report).map((line) => `${stripVTControlCharacters(line)}\n`);

  for (const [isTTY, env, hasColours] of [
    [true, {}, true],
    [true, { CI: "true" }, true],
    [true, { NO_COLOR: "1" }, false],
    [true, { FORCE_COLOR: "0" }, false],
    [false, {}, false],
    [false, { CI: "true" }, false],
    [false, { FORCE_COLOR: "1" }, true],
    [false, { CI: "true", NO_COLOR: "1" }, false],
  ] as const) {
    const where = isTTY ? "a terminal" : "a pipe";
    it(`prints ${hasColours ? "colours" : "plain text"} to ${where} with ${JSON.stringify(env)}`, () => {
      for (const json of [false, true]) {
        const text = printed(isTTY, env, json);
        expect(text.includes("\u001b[")).to.equal(hasColours);
        expect(stripVTControlCharacters(text)).to.equal(plain.join(""));
      }
    });
  }
});
