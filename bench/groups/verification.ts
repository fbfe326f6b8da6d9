import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { createConnection } from "mysql2/promise";
import { z } from "zod";
import {
  missingServer,
  type MysqlServer,
  startMysqlServer,
} from "@landing-zone/mysql-servers/index";
import { type BenchContext, projectDirectory } from "../context";
import { interleaved } from "../measure/rounds";
import { fixed, type Group, measured, type Metric } from "../metric";

/** Rows of the tables that are compared. */
const sizes = { small: 100_000, large: 1_000_000 };

const goals = { cpuS: 8, peakMiB: 100 };

const flavour = "mysql-8.0";

/** Duration and memory of one comparison. */
interface Run {
  /** Processor seconds of the two servers. */
  readonly sourceCpuS: number;
  readonly targetCpuS: number;
  readonly wallS: number;
  /** The most memory of the process that compares. */
  readonly peakMiB: number;
}

/** Measures the load of `verify` on the servers, and its memory. */
export async function verificationGroup(context: BenchContext): Promise<Group> {
  const missing = missingServer(flavour);
  const title = "Verification";
  const explanation =
    "`verify --final` between two MySQL 8.0 servers on this machine: a table of five narrow columns, all rows equal; then one value in the middle of a million rows is 0.01 larger in the target.";
  if (missing !== undefined) return { title, explanation, metrics: [], remarks: [missing] };
  const small = await Pair.start(sizes.small);
  const large = await Pair.start(sizes.large);
  try {
    const runs = await interleaved(
      { small: () => small.compare(), large: () => large.compare() },
      context,
    );
    const named = await large.findsChange();
    const metrics = [
      ...ofRows(sizes.small, runs.small, {}),
      ...ofRows(sizes.large, runs.large, goals),
      fixed("one value changed in a million rows: not named by its key", named ? 0 : 1, "", 0),
    ];
    return { title, explanation, metrics, remarks: [] };
  } finally {
    await Promise.all([small.stop(), large.stop()]);
  }
}

function ofRows(rows: number, runs: readonly Run[], limits: Partial<typeof goals>): Metric[] {
  const of = (name: string, value: (run: Run) => number, unit: string, goal?: number) =>
    measured(`${rows.toLocaleString("en")} rows: ${name}`, runs.map(value), unit, goal);
  return [
    of("time", ({ wallS }) => wallS, "s"),
    of("processor time, source", ({ sourceCpuS }) => sourceCpuS, "s", limits.cpuS),
    of("processor time, target", ({ targetCpuS }) => targetCpuS, "s", limits.cpuS),
    of("peak memory", ({ peakMiB }) => peakMiB, "MiB", limits.peakMiB),
  ];
}

const comparison = z.object({
  peakMiB: z.number(),
  found: z.array(
    z.object({
      rows: z.number(),
      verdict: z.string(),
      differences: z.array(z.object({ key: z.string(), kind: z.string() })),
    }),
  ),
});

/** Two servers with the same rows. */
class Pair {
  private constructor(
    private readonly rows: number,
    private readonly source: MysqlServer,
    private readonly target: MysqlServer,
  ) {}

  static async start(rows: number): Promise<Pair> {
    const [source, target] = await Promise.all([
      startMysqlServer({ flavour, role: "source" }),
      startMysqlServer({ flavour, role: "target" }),
    ]);
    await Promise.all([source, target].map((server) => execute(server, statements(rows))));
    return new Pair(rows, source, target);
  }

  async stop(): Promise<void> {
    await Promise.all([this.source.stop(), this.target.stop()]);
  }

  /** @throws Error when the comparison does not find all rows equal. */
  async compare(): Promise<Run> {
    const { source, target, rows } = this;
    const before = [source, target].map(processorSeconds);
    const started = performance.now();
    const { peakMiB, found } = await this.#run();
    const wallS = (performance.now() - started) / 1000;
    const [sourceCpuS = 0, targetCpuS = 0] = [source, target].map(
      (server, index) => processorSeconds(server) - (before[index] ?? 0),
    );
    if (found[0]?.verdict !== "equal" || found[0].rows !== rows) {
      throw new Error(`The rows were not found equal: ${JSON.stringify(found)}`);
    }
    return { sourceCpuS, targetCpuS, wallS, peakMiB };
  }

  /** Whether a value that is changed by 0.01 in the target is found under its key. */
  async findsChange(): Promise<boolean> {
    const id = Math.floor(this.rows / 2);
    await execute(this.target, [`UPDATE bench.movement SET price = price + 0.01 WHERE id = ${id}`]);
    const { found } = await this.#run();
    const [difference, ...others] = found[0]?.differences ?? [];
    return difference?.key === String(id) && others.length === 0;
  }

  async #run(): Promise<z.output<typeof comparison>> {
    const child = spawn(
      process.execPath,
      ["--import", "tsx", join(projectDirectory, "bench/subjects/verification.ts")],
      { cwd: projectDirectory, stdio: ["pipe", "pipe", "inherit"] },
    );
    child.stdin.end(JSON.stringify({ source: this.source, target: this.target }));
    const [printed] = await Promise.all([text(child.stdout), once(child, "close")]);
    return comparison.parse(JSON.parse(printed));
  }
}

function statements(rows: number): readonly string[] {
  return [
    "SET SESSION cte_max_recursion_depth = 2000, sql_log_bin = 0",
    "CREATE DATABASE bench",
    "CREATE TABLE bench.movement (id INT UNSIGNED NOT NULL PRIMARY KEY, sku VARCHAR(20) NOT NULL, qty SMALLINT NOT NULL, booked DATETIME NOT NULL, price DECIMAL(9,2) NOT NULL)",
    `INSERT INTO bench.movement
       WITH RECURSIVE n AS (SELECT 0 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 999)
       SELECT a.i * 1000 + b.i + 1, CONCAT('sku-', b.i), b.i, '2026-01-01' + INTERVAL a.i MINUTE, (a.i * b.i) % 100000 / 100
         FROM n a JOIN n b WHERE a.i < ${rows / 1000}`,
  ];
}

async function execute(
  { host, port, user, password }: MysqlServer,
  sql: readonly string[],
): Promise<void> {
  const connection = await createConnection({ host, port, user, password });
  try {
    for (const statement of sql) await connection.query(statement);
  } finally {
    connection.destroy();
  }
}

/** Clock ticks of a second in `/proc`, which Linux fixes for programs. */
const ticksPerSecond = 100;

/** Processor time of a server so far, in user and system mode. */
function processorSeconds({ logFile }: MysqlServer): number {
  const pid = readFileSync(join(dirname(logFile), "pid"), "utf8").trim();
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
