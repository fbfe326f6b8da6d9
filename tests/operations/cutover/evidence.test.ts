import { expect } from "chai";
import type { Json } from "../../../lib/canonical-json";
import { evidenceOf, evidenceSchema, writesStopped } from "../../../operations/cutover/evidence";
import { evidencePage } from "../../../operations/cutover/page";
import type { Entry, EntryKind } from "../../../operations/journal/journal";

/** A journal: kind, step, second of the day, detail. */
function journal(...entries: readonly (readonly [EntryKind, string, number, Json?])[]): Entry[] {
  return entries.map(([kind, step, second, detail], sequence) => ({
    sequence,
    time: new Date(Date.UTC(2026, 0, 31, 0, 0, second)).toISOString(),
    operator: "anna@laptop",
    kind,
    ...(step !== "" && { step }),
    ...(detail !== undefined && { detail: detail as never }),
  }));
}

const origin = {
  kind: "cutover",
  run: "2026-01-31T00-00-00-000Z-cutover",
  stack: "prod",
  environment: "prod",
  region: "eu-central-1",
  program: "1.0.0",
  configuration: { b: 1, a: 2 },
};
const gate = {
  gate: "rehearsal",
  outcome: "accepted",
  wanted: "rehearsed",
  measured: "never <b>",
  remedy: "rehearse",
  reason: "agreed by all & sundry",
};
const table = { rows: 3, digest: "ab", chunks: 1, seconds: 0.5, notCompared: [] };
const whole = journal(
  ["begin", "", 0, {}],
  ["intent", "check", 1],
  ["result", "check", 2, { gates: [gate] }],
  ["intent", "door", 10],
  ["result", "door", 11],
  ["intent", "verify", 20],
  ["failure", "verify", 21, "the line was cut"],
  ["intent", "verify", 22],
  ["result", "verify", 30, { tables: { "orders.<line>": table } }],
  ["result", "decision", 31, { decision: "go", by: "Anna", words: "fine", evidence: "cd" }],
  ["intent", "open", 39],
  ["result", "open", 40],
  ["end", "", 41, { outcome: "done" }],
);

describe("the evidence of a cut-over", () => {
  it("keeps its schema, and names what moved, how it is known, when, and who decided", () => {
    const evidence = evidenceSchema.parse(evidenceOf(origin, whole));
    expect(evidence.outcome).to.equal("done");
    expect(evidence.tables).to.deep.equal({ "orders.<line>": table });
    expect(evidence.gates).to.deep.equal([gate]);
    expect(evidence.decision?.by).to.equal("Anna");
    expect(evidence.failures.map(({ message }) => message)).to.deep.equal(["the line was cut"]);
    expect(evidence.steps.map(({ step, outcome }) => `${step} ${outcome}`)).to.deep.equal([
      "check done",
      "door done",
      "verify done",
      "decision done",
      "open done",
    ]);
    expect(evidence.journal).to.have.length(whole.length);
  });

  it("has the same hash for the same configuration, however it is written", () => {
    const other = evidenceOf({ ...origin, configuration: { a: 2, b: 1 } }, whole);
    expect(other.configuration).to.equal(evidenceOf(origin, whole).configuration);
  });

  it("measures for how long writes were stopped", () => {
    expect(writesStopped(whole)?.seconds).to.equal(30);
    expect(writesStopped(whole.slice(0, 3))).to.equal(undefined);
    const aborted = journal(
      ["begin", "", 0, {}],
      ["intent", "door", 5],
      ["undo", "door", 8],
      ["undone", "door", 9],
      ["end", "", 20, { outcome: "aborted" }],
    );
    expect(writesStopped(aborted)?.seconds).to.equal(4);
    expect(evidenceOf(origin, aborted).outcome).to.equal("aborted");
  });

  it("becomes a page that needs nothing else and has no markup of a value", () => {
    const page = evidencePage(evidenceOf(origin, whole), "0123");
    expect(page).to.contain("orders.&lt;line&gt;").and.to.contain("never &lt;b&gt;");
    expect(page).to.contain("agreed by all &amp; sundry").and.to.contain("30.0 s");
    expect(page).to.not.match(/<script|<link|src=|href=|url\(/);
    expect(page).to.match(/<html lang="en">/);
    const tables = page.match(/<table>/g) ?? [];
    expect(page.match(/<caption>/g)).to.have.length(tables.length);
    const headings = [...page.matchAll(/<h2>([^<]+)</g)].map(([, text]) => text);
    expect(headings).to.deep.equal([
      "Who decided",
      "What moved",
      "How it is known",
      "What was accepted",
      "When",
      "What failed on the way",
    ]);
  });
});
