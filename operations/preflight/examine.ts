import { type Context, sourceNames } from "../context";
import type { Database } from "../database/connect";
import { messageOf } from "../errors";
import { storeOf } from "../journal/run";
import { accept, type Acceptance } from "./accepted";
import { sourceChecks, targetChecks } from "./checks";
import { type Finding, findingsOf } from "./finding";
import { keepLogReading, readLogReadings } from "./log-readings";
import type { PreflightReport, Side } from "./report";
import { expectedTarget, type TargetExpectation } from "./situation";
import { examineSource, type SourceReport } from "./source";
import { proposalsOf, stackPatch } from "./stack-patch";
import { examineTarget, targetOf } from "./target";

const connection = {
  id: "connection",
  why: "An unreachable server cannot be checked; DMS connects in the same way, with the same certificate.",
  source: "DMS user guide, CHAP_Security.SSL",
};

/** The ids of all findings that there can be. */
export const checkIds: readonly string[] = [
  connection.id,
  ...[...sourceChecks, ...targetChecks].map(({ id }) => id),
];

/** Options of an examination. */
export interface Request {
  /** One of `dms.sources`. Default: all. */
  readonly source: string | undefined;
  readonly deep: boolean;
  readonly acceptances: readonly Acceptance[];
  readonly stackFile: { readonly name: string; readonly text: string };
}

/** A server's findings, and what later steps use of them. */
interface Examined<Report> {
  readonly side: Side;
  readonly report?: Report;
}

/** Examines the sources of a stack and its target. */
export async function examine(context: Context, request: Request): Promise<PreflightReport> {
  const { config, signal, console, stack } = context;
  const expected = expectedTarget(config);
  const onProgress = (text: string): void => {
    console.progress(text);
  };
  const target = await expectationOf(context, expected);
  const store = storeOf(context);
  const sources: Examined<SourceReport>[] = [];
  for (const name of sourceNames(context, request.source)) {
    const readings = await readLogReadings(store, name);
    const examination = { config, target, deep: request.deep, readings, signal, onProgress };
    sources.push(
      await withDatabase(`source ${name}`, context.openSource(name), async (database) => {
        const report = await examineSource(name, database, examination);
        await keepLogReading(store, name, report.facts, report.situation.now);
        return { findings: report.findings, report };
      }),
    );
  }
  const reports = sources.flatMap(({ report }) => report ?? []);
  const ofTarget = await withDatabase("target", context.openTarget(), async (database) => ({
    findings: await examineTarget(database, reports, { config, signal, onProgress }),
  }));
  const { sides, unused } = acceptedSides(
    [...sources.map(({ side }) => side), ofTarget.side],
    request.acceptances,
  );
  const { name, text } = request.stackFile;
  return {
    stack,
    sides,
    patch: stackPatch(name, text, config.project, proposalsOf(reports)),
    unused,
  };
}

/** Expected properties of the target: its own, or the configured ones if it cannot be asked. */
async function expectationOf(
  context: Context,
  expected: TargetExpectation,
): Promise<TargetExpectation> {
  let database: Database | undefined;
  try {
    database = await context.openTarget();
    return await targetOf(database, expected);
  } catch {
    // The target's own examination reports the reason.
    return expected;
  } finally {
    await database?.close();
  }
}

async function withDatabase<Report>(
  label: string,
  opening: Promise<Database>,
  look: (database: Database) => Promise<{
    readonly findings: readonly Finding[];
    readonly report?: Report;
  }>,
): Promise<Examined<Report>> {
  let database: Database;
  try {
    database = await opening;
  } catch (error) {
    const judgement = {
      verdict: "failure",
      measured: messageOf(error),
      wanted: "a connection with a verified certificate",
      remedy:
        "-- docs/runbook.md, the administrator's way in; --source-host, --target-host for a tunnel",
    } as const;
    return {
      side: { label, server: undefined, findings: findingsOf(connection, [judgement], label) },
    };
  }
  try {
    const { findings, report } = await look(database);
    const side = { label, server: `${database.server.flavour} ${database.server.text}`, findings };
    return report === undefined ? { side } : { side, report };
  } finally {
    await database.close();
  }
}

function acceptedSides(
  sides: readonly Side[],
  acceptances: readonly Acceptance[],
): { readonly sides: readonly Side[]; readonly unused: readonly Acceptance[] } {
  const today = new Date();
  const judged = sides.map((side) => ({ side, ...accept(side.findings, acceptances, today) }));
  return {
    sides: judged.map(({ side, findings }) => ({ ...side, findings })),
    unused: acceptances.filter((one) => judged.every(({ unused }) => unused.includes(one))),
  };
}
