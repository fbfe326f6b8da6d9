import { expect } from "chai";
import { childrenSeconds, measure } from "../../bench/measure/measure";
import { descendants } from "../../bench/measure/process-tree";
import { interleaved } from "../../bench/measure/rounds";

/** A program that starts itself once more; both hold memory and use the processor for a while. */
const parentAndChild = `
  const { spawnSync } = require("node:child_process");
  const held = Buffer.alloc(100 * 1024 * 1024, 1);
  while (process.cpuUsage().user < 300_000) for (let i = 0; i < 1e6; i++);
  if (process.argv.length === 1) {
    spawnSync(process.execPath, ["--eval", process.execArgv[1], "child"], { stdio: "inherit" });
    console.log(held.length);
  }
`;

const command = (script: string) => ({
  file: process.execPath,
  args: ["--eval", script],
  cwd: process.cwd(),
});

describe("Measuring a command", () => {
  it("counts the time and the memory of what the command starts, too", async function () {
    this.timeout(30_000);
    const usage = await measure(command(parentAndChild));
    expect(usage.wallS).to.be.at.least(0.3);
    expect(usage.cpuS).to.be.at.least(0.6);
    expect(usage.peakMiB).to.be.at.least(200);
    expect(usage.stdout).to.equal("104857600\n");
  });

  it("fails with what the command printed when the command fails", async () => {
    const failure = await measure(command(`console.error("no luck"); process.exit(7)`)).then(
      () => undefined,
      (error: unknown) => error as Error,
    );
    expect(failure?.message).to.include("ended with 7").and.to.include("no luck");
  });

  it("reads the children's processor time, and not the shell's, in what shells print", () => {
    expect(childrenSeconds("0m1.000s 0m1.000s\n1m2.500s 0m0.250s\n")).to.equal(62.75);
    expect(() => childrenSeconds("")).to.throw("is not the output of the shell's times");
  });

  it("finds a tree of processes in a list of all, and nothing else", () => {
    const listing = `
        1     0  100 init
       10     1 2000 npm start
       11    10 3000 node cli.ts
       12    11 4000 node program
       20     1 5000 another
    `;
    expect(descendants(10, listing).map(({ pid }) => pid)).to.deep.equal([10, 11, 12]);
    expect(descendants(10, listing)[2]).to.deep.equal({
      pid: 12,
      command: "node program",
      residentKiB: 4000,
      peakKiB: 4000,
    });
  });
});

describe("Measuring side by side", () => {
  it("runs each once a round, begins with another each time, and leaves out the first round", async () => {
    const calls: string[] = [];
    const subject = (name: string) => () => Promise.resolve(calls.push(name));
    const results = await interleaved(
      { a: subject("a"), b: subject("b") },
      { runs: 2, onProgress: () => undefined },
    );
    expect(calls.join("")).to.equal("abbaab");
    expect(results).to.deep.equal({ a: [4, 5], b: [3, 6] });
  });
});
