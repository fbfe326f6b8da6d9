import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { migrateCommand } from "../../operations/command";
import type { Context } from "../../operations/context";
import { OperationError, UsageError } from "../../operations/errors";
import type { Verb } from "../../operations/verb";
import { projectDirectory } from "../support/engine";
import { recordedTerminal } from "./support/terminal";

const folder = mkdtempSync(join(tmpdir(), "migrate-"));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The outputs of a deployed stack of an environment. */
function outputsOf(environment: string): string {
  const example = resolve(__dirname, "../integration/fixtures/outputs.json");
  const outputs = JSON.parse(readFileSync(example, "utf8")) as Record<string, unknown>;
  const file = join(folder, `${environment}.json`);
  writeFileSync(file, JSON.stringify({ ...outputs, environment }));
  return file;
}

async function run(verb: Pick<Verb, "run"> & Partial<Verb>, ...args: string[]) {
  const environment = args[args.indexOf("--stack") + 1] ?? "";
  const terminal = recordedTerminal();
  let exit: number | undefined;
  const command = migrateCommand(
    [{ name: "try", description: "A verb of this test.", ...verb }],
    terminal,
    (code) => (exit = code),
  );
  await command.parseAsync([
    "node",
    "migrate",
    "try",
    ...["--cwd", projectDirectory],
    ...["--outputs", outputsOf(environment)],
    ...args,
  ]);
  return { exit, out: terminal.out(), err: terminal.err() };
}

describe("npm run migrate", () => {
  it("gives a verb the stack's configuration, its outputs and its arguments", async () => {
    let seen: Context | undefined;
    const { exit } = await run(
      {
        declare: (command) => command.argument("[names...]"),
        run: (context, args) => {
          seen = context;
          expect(args).to.deep.equal([["orders", "crm"]]);
          return Promise.resolve(0);
        },
      },
      ...["--stack", "dev", "orders", "crm"],
    );
    expect(exit).to.equal(0);
    expect(seen?.config.environment).to.equal("dev");
    expect(seen?.outputs.auroraClusterEndpoint).to.be.a("string");
  });

  it("names the stacks there are for one that is not there", async () => {
    const { exit, err } = await run({ run: () => Promise.resolve(0) }, "--stack", "qa");
    expect(exit).to.equal(2);
    expect(err).to.match(/no stack "qa".*dev, prod, staging/);
  });

  it("refuses the outputs of another environment", async () => {
    const { exit, err } = await run(
      { run: () => Promise.resolve(0) },
      ...["--stack", "dev", "--outputs", outputsOf("prod")],
    );
    expect(exit).to.equal(2);
    expect(err).to.contain('environment "prod"');
  });

  for (const [error, expected] of [
    [new UsageError("give a name"), 2],
    [new OperationError("the task failed"), 1],
  ] as const) {
    it(`ends with ${expected} after ${error.name}, and shows its message alone`, async () => {
      const { exit, err } = await run({ run: () => Promise.reject(error) }, "--stack", "dev");
      expect(exit).to.equal(expected);
      expect(err.trimEnd().split("\n").at(-1)).to.equal(error.message);
    });
  }

  it("prints a change before it is made, and stops in a dry run", async () => {
    const { out } = await run(
      {
        run: async ({ console }) => {
          expect(await console.mayProceed(["start orders"])).to.equal(false);
          return 0;
        },
      },
      ...["--stack", "dev", "--dry-run"],
    );
    expect(out).to.contain("start orders");
  });

  it("changes nothing where there is nobody to ask and --yes is missing", async () => {
    const verb = {
      run: async ({ console }: Context) => ((await console.mayProceed(["start"])) ? 0 : 1),
    } satisfies Pick<Verb, "run">;
    expect((await run(verb, "--stack", "dev")).exit).to.equal(2);
    expect((await run(verb, "--stack", "dev", "--yes")).exit).to.equal(0);
  });

  it("writes one JSON value to standard output, and everything else to standard error", async () => {
    const { out, err } = await run(
      {
        run: ({ console }) => {
          console.say("a line");
          console.result({ tables: 2 }, ["two tables"]);
          return Promise.resolve(0);
        },
      },
      ...["--stack", "dev", "--json"],
    );
    expect(JSON.parse(out)).to.deep.equal({ tables: 2 });
    expect(err).to.contain("a line");
  });

  for (const [option, value, expected] of [
    ["--source-host", "127.0.0.1", /several sources.*erp, crm/],
    ["--source-port", "erp=0", /not a port/],
  ] as const) {
    it(`refuses ${option} ${value} for a stack with two sources`, async () => {
      const { exit, err } = await run(
        {
          run: async (context) => {
            await context.openSource("erp");
            return 0;
          },
        },
        ...["--stack", "prod", option, value],
      );
      expect(exit).to.equal(2);
      expect(err).to.match(expected);
    });
  }
});
