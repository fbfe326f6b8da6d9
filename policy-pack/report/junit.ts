import { blocks, type Definition, type Report, resourceOf, type Result } from "../lib/results";

/** One test case: a rule without findings, or a rule on one resource. */
interface Case {
  readonly policy: string;
  readonly resource: string;
  readonly results: readonly Result[];
}

/**
 * A report in JUnit's XML, for pipelines: a test case for each rule without findings, and one for
 * each rule and resource with findings. A blocking finding is a failure; a finding that could not
 * be evaluated or is excepted is skipped; advice is in the output of a passed case.
 */
export function junit({ pack, version, definitions, results }: Report): string {
  const cases = casesOf(definitions, results);
  const failures = cases.filter((item) => item.results.some(blocks)).length;
  const skipped = cases.filter(isSkipped).length;
  const counts = { tests: cases.length, failures, errors: 0, skipped };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    open("testsuites", { name: pack, ...counts }),
    open("testsuite", { name: `${pack} ${version}`, ...counts }),
    ...cases.map(testcase),
    "</testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function casesOf(definitions: readonly Definition[], results: readonly Result[]): Case[] {
  const found = new Map<string, Case>();
  for (const result of results) {
    const resource = resourceOf(result);
    const key = JSON.stringify([result.policy, result.urn ?? ""]);
    const others = found.get(key)?.results ?? [];
    found.set(key, { policy: result.policy, resource, results: [...others, result] });
  }
  const withFindings = new Set(results.map(({ policy }) => policy));
  const silent = definitions.filter(({ name }) => !withFindings.has(name));
  return [
    ...[...found.values()],
    ...silent.map(({ name }) => ({ policy: name, resource: "every resource", results: [] })),
  ];
}

function isSkipped({ results }: Case): boolean {
  const isOpen = results.some(({ outcome }) => outcome !== "violation");
  return isOpen && !results.some(({ outcome }) => outcome === "violation");
}

function testcase(item: Case): string {
  const { policy, resource, results } = item;
  const start = { classname: policy, name: resource };
  if (results.length === 0) return open("testcase", start, "/");
  return [open("testcase", start), body(item), "</testcase>"].join("\n");
}

function body(item: Case): string {
  const text = item.results.map(({ message }) => message).join("\n");
  const blocking = item.results.filter(blocks);
  if (blocking.length > 0) {
    const [first] = blocking;
    const { severity = "", message = "", remediation = "" } = first ?? {};
    const full = remediation === "" ? text : `${text}\n\nFix: ${remediation}`;
    return `${open("failure", { type: severity, message })}${escaped(full)}</failure>`;
  }
  return isSkipped(item)
    ? open("skipped", { message: text }, "/")
    : `<system-out>${escaped(text)}</system-out>`;
}

function open(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  end: "" | "/" = "",
): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(`${value}`)}"`);
  return `<${name}${list.join("")}${end}>`;
}

/** Text as XML 1.0 can hold it: characters that it cannot hold are left out. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;");
}
