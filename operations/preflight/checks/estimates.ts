import { check, type Check, type Judgement } from "../check";
import { bytesText, estimatedBytes, estimatedLoadHours, hoursText } from "../estimates";
import { logRate } from "../log-readings";
import type { Answers } from "../questions";
import { followsChanges, type Situation } from "../situation";
import { wantedRetentionHours } from "./binary-log";

/** Part of a replication instance's storage that changes may take while the load runs. */
const usableStorage = 0.8;

function judgeLogRate(
  answers: Pick<Answers, "binaryLogs" | "tables">,
  situation: Situation,
): readonly Judgement[] {
  if (!followsChanges(situation)) return [];
  const rate = logRate(situation.readings, answers, situation.now);
  const wanted = "known, and the changes that come during the load fit on the replication instance";
  if (!rate) {
    const remedy = "-- run preflight again, a day later at best: it compares positions";
    return [{ verdict: "warning", measured: "not known yet", wanted, remedy }];
  }
  const { bytesPerHour, hours } = rate;
  const kept = bytesPerHour * wantedRetentionHours(answers, situation);
  const duringLoad = bytesPerHour * estimatedLoadHours(answers);
  const room = situation.storageGiB * usableStorage * 1024 ** 3;
  const measured = `${bytesText(bytesPerHour)} an hour over ${hoursText(hours)}: ${bytesText(kept)} of log to keep on the source, about ${bytesText(duringLoad)} while the load runs`;
  return duringLoad > room
    ? [
        {
          verdict: "failure",
          measured,
          wanted,
          remedy: `-- dms.replicationInstance.allocatedStorageGiB: ${Math.ceil(duringLoad / usableStorage / 1024 ** 3)}, or a load in parts`,
        },
      ]
    : [{ verdict: "pass", measured, wanted }];
}

/** Amount of data to move, and the time it may take: marked as estimates. */
export const estimateChecks: readonly Check[] = [
  check({
    id: "size",
    why: "By InnoDB's statistics, which may be off by 40 %; Aurora's storage grows with it.",
    source: "MySQL reference, information_schema.TABLES",
    asks: ["tables"],
    judge: (answers) => {
      const rows = answers.tables.reduce((sum, table) => sum + (table.rows_estimated ?? 0), 0);
      const bytes = estimatedBytes(answers);
      const most = 128 * 1024 ** 4;
      return [
        {
          verdict: bytes > most ? "failure" : bytes > most / 8 ? "warning" : "pass",
          measured: `about ${bytesText(bytes)}, ${rows.toLocaleString("en")} rows in ${answers.tables.length} tables`,
          wanted: `less than ${bytesText(most / 8)}, of the ${bytesText(most)} that a cluster of Aurora holds at least`,
          ...(bytes > most / 8 && {
            remedy: "-- split the migration; look at Aurora's limit for this version",
          }),
        },
      ];
    },
  }),
  check({
    id: "log-rate",
    why: "The source needs disk for the log that it keeps, the replication instance for changes that wait.",
    source: "MySQL reference, SHOW BINARY LOGS",
    asks: ["binaryLogs", "tables"],
    unanswered: "warning",
    judge: judgeLogRate,
  }),
  check({
    id: "load-time",
    why: "A guess of 20 GiB an hour, until a rehearsal has measured it. The source keeps changes for twice as long.",
    source: "no figure of AWS's",
    asks: ["tables"],
    judge: (answers, situation) => {
      const hours = estimatedLoadHours(answers);
      const isLong = hours > 24;
      const kept = followsChanges(situation)
        ? `; binary log for ${hoursText(wantedRetentionHours(answers, situation))}`
        : "";
      return [
        {
          verdict: isLong ? "warning" : "pass",
          measured: `about ${hoursText(hours)}${kept}`,
          wanted: "less than a day, or rehearsed",
          ...(isLong && {
            remedy:
              "-- parallelLoad for the largest tables, a larger replication instance, a rehearsal",
          }),
        },
      ];
    },
  }),
];
