import type { Evidence } from "./evidence";

/** HTML text in which nothing of a value is markup. */
const escaped = (value: string | number): string =>
  String(value).replaceAll(
    /[&<>"']/g,
    (character) =>
      ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[character] ?? "",
  );

const style = `
  :root { color-scheme: light; --ink: #1a1a1a; --line: #c8c8c8; --good: #0a5c2b; --bad: #9b1c1c; --note: #7a4a00; }
  body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: #fff; margin: 0 auto; max-width: 70rem; padding: 1.5rem; }
  h1 { font-size: 1.7rem; margin-bottom: 0.2rem; } h2 { font-size: 1.25rem; margin-top: 2rem; }
  table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
  caption { text-align: left; color: #444; padding-bottom: 0.3rem; }
  th, td { border: 1px solid var(--line); padding: 0.3rem 0.6rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
  th { background: #f2f2f2; } td.number { text-align: right; font-variant-numeric: tabular-nums; }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.2rem 1.2rem; } dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
  .passed, .done, .go { color: var(--good); font-weight: 600; } .failed { color: var(--bad); font-weight: 600; }
  .accepted, .begun, .taken-back { color: var(--note); font-weight: 600; }
  .scroll { overflow-x: auto; } code { font-size: 0.85em; overflow-wrap: anywhere; }
  @media print { body { max-width: none; padding: 0; font-size: 11pt; } h2 { break-after: avoid; } tr { break-inside: avoid; } thead { display: table-header-group; } .scroll { overflow: visible; } }
`;

type Cell = string | number | { readonly text: string; readonly mark: string };

interface Column {
  readonly head: string;
  readonly isNumber?: true;
}

function table(caption: string, columns: readonly Column[], rows: readonly (readonly Cell[])[]) {
  const head = columns.map(({ head: text }) => `<th scope="col">${escaped(text)}</th>`).join("");
  const body = rows.map(
    (row) => `<tr>${row.map((value, index) => cell(value, columns[index])).join("")}</tr>`,
  );
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escaped(caption)}"><table><caption>${escaped(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body.join("\n")}</tbody></table></div>`;
}

function cell(value: Cell, column: Column | undefined): string {
  if (typeof value === "object") {
    return `<td><span class="${value.mark.replaceAll(" ", "-")}">${escaped(value.text)}</span></td>`;
  }
  const text = typeof value === "number" ? value.toLocaleString("en") : value;
  return `<td${column?.isNumber === true ? ' class="number"' : ""}>${escaped(text)}</td>`;
}

const facts = (pairs: readonly (readonly [string, string])[]) =>
  `<dl>${pairs.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join("")}</dl>`;

const marked = (outcome: string): Cell => ({ text: outcome, mark: outcome });

/** A time for people: UTC, to the second. */
const time = (text: string) => text.replace("T", " ").replace(/\.\d+Z$/, " UTC");

/** The evidence as a page that needs nothing else, for the screen and for paper. */
export function evidencePage(evidence: Evidence, sha256: string): string {
  const title = `${titles[evidence.kind] ?? evidence.kind} of ${evidence.stack}`;
  const sections = [
    summary(evidence, sha256),
    decided(evidence),
    moved(evidence),
    known(evidence),
    accepted(evidence),
    when(evidence),
    failures(evidence),
  ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title><style>${style}</style></head>
<body><main><h1>${escaped(title)}</h1>
${sections.join("\n")}
</main></body></html>
`;
}

const titles: Readonly<Record<string, string>> = {
  cutover: "Cut-over",
  return: "Return",
  close: "Closing of the way back",
};

const section = (heading: string, body: string) =>
  `<section><h2>${escaped(heading)}</h2>${body}</section>`;

function summary(evidence: Evidence, digest: string): string {
  const { run, outcome, startedAt, endedAt, operators, program, configuration } = evidence;
  const { environment, region, writesStopped } = evidence;
  return facts([
    ["Outcome", outcome],
    ["Begun", time(startedAt)],
    ["Ended", time(endedAt)],
    ...(writesStopped === undefined
      ? []
      : [["Writes stopped for", `${writesStopped.seconds.toFixed(1)} s`] as const]),
    ["Environment", `${environment}, ${region}`],
    ["Run", run],
    ["Commands run by", operators.join(", ")],
    ["Program", program],
    ["Configuration (SHA-256)", configuration],
    ["This evidence as JSON (SHA-256)", digest],
  ]);
}

function decided({ decision }: Evidence): string {
  if (decision === undefined) return section("Who decided", "<p>Nothing was decided.</p>");
  return section(
    "Who decided",
    facts([
      ["Decision", decision.decision],
      ["By", decision.by],
      ["In words", decision.words],
      ["On the evidence with SHA-256", decision.evidence],
    ]),
  );
}

function moved({ tables }: Evidence): string {
  const all = Object.entries(tables);
  if (all.length === 0) return section("What moved", "<p>No table was compared.</p>");
  const rows = all.reduce((sum, [, it]) => sum + it.rows, 0);
  return section(
    "What moved",
    table(
      `${all.length} tables, ${rows.toLocaleString("en")} rows: every row of both sides was compared after the last write, and is the same`,
      [
        { head: "Table" },
        { head: "Rows", isNumber: true },
        { head: "Digest of all rows" },
        { head: "Seconds", isNumber: true },
        { head: "Not compared" },
      ],
      all.map(([name, it]) => [
        name,
        it.rows,
        it.digest,
        it.seconds.toFixed(1),
        it.notCompared.join("; "),
      ]),
    ),
  );
}

function known({ gates, positions, tasks }: Evidence): string {
  const places = [
    ...Object.entries(positions.left).map(
      ([name, it]) => ["after the last write", name, it] as const,
    ),
    ...Object.entries(positions.begins).map(
      ([name, it]) => ["other way begins", name, it] as const,
    ),
  ];
  return section(
    "How it is known",
    [
      table(
        "Gates before anything was stopped",
        [{ head: "Gate" }, { head: "Outcome" }, { head: "Wanted" }, { head: "Measured" }],
        gates.map((it) => [it.gate, marked(it.outcome), it.wanted, it.measured]),
      ),
      table(
        "Positions in the binary logs",
        [{ head: "Moment" }, { head: "Server" }, { head: "Position" }, { head: "GTIDs" }],
        places.map(([moment, name, it]) => [moment, name, `${it.file}:${it.offset}`, it.gtids]),
      ),
      table(
        "Replications that were stopped",
        [{ head: "Migration" }, { head: "Why it stopped" }, { head: "Checkpoint" }],
        Object.entries(tasks).map(([name, it]) => [name, it.stopReason, it.checkpoint]),
      ),
    ].join("\n"),
  );
}

function accepted({ gates }: Evidence): string {
  const all = gates.filter(({ outcome }) => outcome === "accepted");
  if (all.length === 0) return section("What was accepted", "<p>Nothing.</p>");
  return section(
    "What was accepted",
    table(
      "Gates that were closed, and why it went on",
      [{ head: "Gate" }, { head: "Measured" }, { head: "Reason" }],
      all.map((it) => [it.gate, it.measured, it.reason]),
    ),
  );
}

function when({ steps }: Evidence): string {
  return section(
    "When",
    table(
      "The steps",
      [
        { head: "Step" },
        { head: "Outcome" },
        { head: "Begun" },
        { head: "Ended" },
        { head: "Seconds", isNumber: true },
      ],
      steps.map((it) => [
        it.step,
        marked(it.outcome),
        time(it.startedAt),
        time(it.endedAt),
        it.seconds.toFixed(1),
      ]),
    ),
  );
}

function failures({ failures: all }: Evidence): string {
  if (all.length === 0) return "";
  return section(
    "What failed on the way",
    table(
      "Failures, which were put right or led to an abort",
      [{ head: "Time" }, { head: "Step" }, { head: "Message" }],
      all.map((it) => [time(it.time), it.step, it.message]),
    ),
  );
}
