import { createHash } from "node:crypto";
import { z } from "zod";
import { UsageError } from "../errors";
import { type Made, madeKinds, type PlannedStatement } from "./statements";

/** One file of a plan: statements for the target, which the `mysql` client reads too. */
export interface PlanFile {
  /** `SET` statements that every session begins with. */
  readonly session: string;
  readonly statements: readonly PlannedStatement[];
}

const made = z.object({
  kind: z.enum(madeKinds),
  schema: z.string(),
  name: z.string(),
  keys: z.array(z.string()).optional(),
});

/**
 * Before each statement of a file: the objects it creates, as JSON, so that any name fits into one
 * line.
 */
const heading = "-- makes ";

/** The text of a plan's file. */
export function renderPlanFile(title: readonly string[], file: PlanFile): string {
  const { session, statements } = file;
  const all = [session, ...statements.flatMap((one) => [one.session ?? "", one.sql])].join("\n");
  const delimiter = freeDelimiter(all);
  return [
    ...title.map((line) => `-- ${line}`),
    `DELIMITER ${delimiter}`,
    `${session}${delimiter}`,
    ...statements.flatMap((statement) => [
      "",
      `${heading}${JSON.stringify(statement.makes)}`,
      ...(statement.session === undefined ? [] : [`${statement.session}${delimiter}`]),
      `${statement.sql}${delimiter}`,
    ]),
    "DELIMITER ;",
    "",
  ].join("\n");
}

/** A delimiter that is in no statement. */
function freeDelimiter(sql: string): string {
  let delimiter = ";;";
  while (sql.includes(delimiter)) delimiter += ";";
  return delimiter;
}

/**
 * Reads a file of a plan, also one that a person has edited with care.
 *
 * @throws UsageError naming the file for a text that is no such file.
 */
export function parsePlanFile(name: string, text: string): PlanFile {
  const [, delimiter] = /^DELIMITER (;+)$/m.exec(text) ?? [];
  if (delimiter === undefined) {
    throw new UsageError(`${name} is not a file of a schema plan: it has no line DELIMITER.`);
  }
  const body = text.slice(text.indexOf(`DELIMITER ${delimiter}\n`) + delimiter.length + 11);
  const [session = "", ...rest] = body.split(`${delimiter}\n`);
  const statements: PlannedStatement[] = [];
  let makes: Made | undefined;
  let settings: string | undefined;
  for (const chunk of rest.slice(0, -1)) {
    const { heading: found, sql } = withoutHeading(name, chunk);
    makes = found ?? makes;
    if (makes === undefined)
      throw new UsageError(`${name}: a statement does not name the object it creates.`);
    if (sql.startsWith("SET ")) {
      settings = sql;
      continue;
    }
    statements.push({ makes, sql, ...(settings !== undefined && { session: settings }) });
    makes = undefined;
    settings = undefined;
  }
  return { session, statements };
}

function withoutHeading(
  name: string,
  chunk: string,
): { readonly heading: Made | undefined; readonly sql: string } {
  const text = chunk.trimStart();
  if (!text.startsWith(heading)) return { heading: undefined, sql: text };
  const [first = "", ...lines] = text.split("\n");
  try {
    const { keys, ...about } = made.parse(JSON.parse(first.slice(heading.length)));
    return { heading: { ...about, ...(keys && { keys }) }, sql: lines.join("\n").trimStart() };
  } catch {
    throw new UsageError(`${name}: the line "${first.slice(0, 100)}" cannot be read.`);
  }
}

/** Hash of a file's content. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
