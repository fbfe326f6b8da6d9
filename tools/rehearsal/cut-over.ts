import { setTimeout as delay } from "node:timers/promises";
import { heartbeatSchema, heartbeatTable } from "../../lib/heartbeat";
import { type Application, contradictions } from "./application";
import { compareTables, type ComparedTable } from "./comparison";
import { RehearsalError } from "./errors";
import { type Times, timesOf } from "./evidence";
import type { RehearsalResult } from "./result";
import { connectApplication, createApplication } from "./servers";
import { tail, type Setting } from "./setting";
import { detailOf, verb } from "./station";

/** Gates that a rehearsal cannot open, and the reason to proceed. */
const accepted = [
  "rehearsal=this is the rehearsal itself",
  "maintenance=the emulator knows nothing of maintenance",
  "edge=no application is registered in a rehearsal",
  "alarms=the emulator judges no alarm",
  "validation=the fixture has tables that DMS cannot compare",
  "apply-exceptions=the fixture is written to while it is loaded",
  "users=the accounts of the rehearsal are made by it",
];
const returnAccepted = accepted.filter((option) => /^(?:maintenance|edge|alarms)=/.test(option));

const decided = ["--decider", "rehearsal", "--still", "2", "--latency-window", "1"];
const kept = ["--keep", "dba", "--keep", "rehearsal", "--keep", "landing_ops"];

const accepting = (options: readonly string[]) => options.flatMap((it) => ["--accept", it]);
const cutover = [...decided, ...kept, ...accepting(accepted)];
const back = [...decided, ...kept, ...accepting(returnAccepted)];
const go = ["--decided-by", "rehearsal"];

/** Seconds for changes to arrive. */
const arrivalSeconds = 120;
/** Milliseconds that the application writes on a side. */
const writingMs = 5_000;

/** Results of the phase after the load. */
type Life = Pick<RehearsalResult, "tables" | "ledger" | "contradictions" | "times">;

/** Cuts over, returns with what was written, cuts over again and closes; the application goes along. */
export async function cutOverLife(
  setting: Setting,
  application: Application,
  balances: ReadonlyMap<number, bigint>,
): Promise<Life> {
  const life = new CutOverLife(setting, application, balances);
  await life.rehearsedAndTakenBack();
  await life.cutOver("First cut-over", "live");
  await life.returned();
  await verb(setting, "verify", ["verify", "--restart"], detailOf(/(\d+ tables, .*)/, "verified"));
  await life.cutOver("Second cut-over", "live again");
  await verb(setting, "close", ["close", ...go], () => "the way back is closed");
  await phase(setting, "closed");
  const ledger = await application.stop();
  const { tables, contradictions: found, times } = life;
  return { tables, ledger, contradictions: found, times };
}

/** The stations of a life, and what was found at them. */
class CutOverLife {
  /** The tables at the newest station. */
  tables: readonly ComparedTable[] = [];
  readonly contradictions: string[] = [];
  readonly times: Record<string, Times> = {};

  constructor(
    private readonly setting: Setting,
    private readonly application: Application,
    private readonly balances: ReadonlyMap<number, bigint>,
  ) {}

  /** Everything but the opening, and back. */
  async rehearsedAndTakenBack(): Promise<void> {
    const { setting } = this;
    const { source, target } = setting;
    await phase(setting, "replicate");
    await phase(setting, "cutover");
    await verb(setting, "test", ["test"], () => "DMS reaches both databases, both ways");
    await createApplication(target, source);
    await beat(setting);
    const until = ["cutover", "run", "--until", "probe", ...cutover];
    await verb(setting, "cutover until probe", until, () => "the way back works");
    await verb(setting, "cutover abort", ["cutover", "abort"], () => "as it was before");
    await this.#moveTo(source);
    await this.#compare("after the abort");
    await this.#moveTo(source);
  }

  /** A cut-over, and writes on Aurora. */
  async cutOver(name: string, station: string): Promise<void> {
    const { setting } = this;
    await gatesOpen(setting);
    const run = ["cutover", "run", ...cutover, ...go];
    const done = await verb(setting, "cutover run", run, () => "open on Aurora");
    this.times[name] = await timesOf(setting, done);
    await this.#moveTo(setting.target);
    await phase(setting, "live");
    await this.#compare(station);
    await this.#moveTo(setting.target);
  }

  /** The return, with the deployment that it needs in its middle, and writes on the source. */
  async returned(): Promise<void> {
    const { setting } = this;
    const { console } = setting.options;
    console.begin("return run");
    const opened = await setting.migrate("return", "run", ...back, ...go);
    if (!opened.output.includes("set phase: returned")) {
      throw new RehearsalError(`The return did not come to its opening:\n${tail(opened)}`);
    }
    console.done("open on the source");
    await this.#moveTo(setting.source);
    await phase(setting, "returned");
    await verb(setting, "test", ["test"], () => "DMS reaches both databases");
    const resume = ["return", "run", "--resume"];
    const done = await verb(setting, "return run --resume", resume, () => "Aurora follows again");
    this.times["Return"] = await timesOf(setting, done);
    await this.#compare("returned");
    await this.#moveTo(setting.source);
  }

  /** Lets the application write to a side for a while. */
  async #moveTo(side: Setting["source"]): Promise<void> {
    this.application.moveTo(await connectApplication(side, this.setting.source));
    await delay(writingMs);
  }

  /** Compares every table and the ledger while the application rests. */
  async #compare(station: string): Promise<void> {
    const { source, target, options } = this.setting;
    options.console.begin(`${station}: every table`);
    const ledger = await this.application.pause();
    this.tables = await equalTables(this.setting);
    for (const side of [source, target]) {
      this.contradictions.push(...(await contradictions(side.connection, ledger, this.balances)));
    }
    const different = this.tables.filter(({ isEqual }) => !isEqual);
    if (different.length > 0) {
      const names = different.map(({ schema, table }) => `${schema}.${table}`);
      throw new RehearsalError(`${station}: ${names.join(", ")} differ.`);
    }
    options.console.done(`${this.tables.length} equal, ${ledger.transactions} transactions`);
  }
}

async function phase(setting: Setting, name: Parameters<Setting["deploy"]>[0]): Promise<void> {
  setting.options.console.begin(`phase ${name}`);
  await setting.deploy(name);
  setting.options.console.done("deployed");
}

/** The heartbeat, without a command that runs all the time. */
async function beat({ source, migration }: Setting): Promise<void> {
  await source.connection.query(
    `REPLACE INTO \`${heartbeatSchema}\`.\`${heartbeatTable(migration)}\` (name, marker, written_at) VALUES ('heartbeat', UUID(), UTC_TIMESTAMP(6))`,
  );
  await delay(1_000);
}

/** Waits until the gates of a cut-over are open, as they are once DMS has caught up. */
async function gatesOpen(setting: Setting): Promise<void> {
  const { console, signal } = setting.options;
  console.begin("cutover check");
  const deadline = Date.now() + arrivalSeconds * 1_000;
  for (;;) {
    await beat(setting);
    const checked = await setting.migrate("cutover", "check", ...cutover);
    if (checked.exitCode === 0) break;
    if (Date.now() > deadline) {
      throw new RehearsalError(`The gates of the cut-over stay closed:\n${tail(checked)}`);
    }
    signal.throwIfAborted();
  }
  console.done("all gates are open");
}

/** The tables of both sides as soon as they are equal, or as they are when the time is over. */
async function equalTables({
  source,
  target,
  options,
}: Setting): Promise<readonly ComparedTable[]> {
  const deadline = Date.now() + arrivalSeconds * 1_000;
  for (;;) {
    const tables = await compareTables(source.connection, target.connection);
    const isOver = Date.now() > deadline;
    if (isOver || tables.every(({ isEqual }) => isEqual)) return tables;
    options.signal.throwIfAborted();
    await delay(500);
  }
}
