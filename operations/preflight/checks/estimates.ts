import { check, type Check } from "../check";
import { bytesText, estimatedBytes, estimatedLoadHours, hoursText } from "../estimates";
import { followsChanges } from "../situation";
import { wantedRetentionHours } from "./binary-log";

/** How much there is to move, and how long that may take: estimates, and said to be. */
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
