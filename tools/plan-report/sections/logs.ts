import { markup } from "../html";
import type { ReportModel } from "../model";
import type { LogStore } from "../model/logs";
import { counted } from "../model/values";
import type { Section } from "../page";
import { absent, table, type Column } from "../table";

const columns: readonly Column<LogStore>[] = [
  { title: "Store", cell: ({ name, kind }) => markup`${name} <small>${kind}</small>` },
  {
    title: "Written by",
    cell: ({ writers }) => (writers.length === 0 ? "nothing in this stack" : writers.join(", ")),
  },
  {
    title: "Kept",
    cell: ({ retentionDays }) =>
      retentionDays === undefined ? "for ever" : counted(retentionDays, "day"),
    short: true,
  },
  { title: "Encrypted with", cell: ({ encryption }) => markup`<code>${encryption}</code>` },
];

/** The section of log destinations and their retention. */
export function logsSection({ logs }: ReportModel): Section {
  return {
    id: "logs",
    title: "Logs",
    lead: "Log groups and buckets, what writes there and how long it is kept.",
    count: logs.length,
    body:
      logs.length === 0
        ? absent("The plan has neither log group nor bucket.")
        : table("Logs and their retention", columns, logs),
  };
}
