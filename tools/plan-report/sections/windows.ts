import { calendar } from "../calendar";
import { markup } from "../html";
import type { ReportModel } from "../model";
import type { Window } from "../model/windows";
import type { Section } from "../page";
import { absent, table, type Column } from "../table";

const columns: readonly Column<Window>[] = [
  {
    title: "Window",
    cell: ({ title, kind }) =>
      markup`<span class="swatch ${kind}" aria-hidden="true"></span>${title}`,
  },
  { title: "Time, UTC", cell: ({ time }) => time, short: true },
  {
    title: "How often",
    cell: ({ time }) => (time.split("-")[0]?.split(":").length === 2 ? "every day" : "once a week"),
    short: true,
  },
];

/** When AWS may work on the databases and the replication instance. */
export function windowsSection({ windows }: ReportModel): Section {
  return {
    id: "windows",
    title: "Windows",
    lead: "When AWS may back up or change the databases and the replication instance, in UTC.",
    count: windows.length,
    body:
      windows.length === 0
        ? absent("The plan states no window.")
        : [calendar(windows), table("Windows", columns, windows)],
  };
}
