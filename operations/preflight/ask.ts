import { z } from "zod";
import { messageOf } from "../errors";
import type { TableName } from "../database/identifier";
import type { Query, Row } from "../database/query";
import { type Answers, type Asked, type QuestionName, questions } from "./questions";
import type { Question } from "./questions";
import { tableKey } from "./row-identity";

/** Answers of a server, and the questions it failed to answer. */
export interface Interview {
  readonly answers: Answers;
  /** Reasons by question, without any value of a row. */
  readonly refused: ReadonlyMap<QuestionName, string>;
}

/** Asks a server each question once. */
export async function interview(
  query: Query,
  names: readonly QuestionName[],
  asked: Asked & {
    /** The tables that count. */
    readonly tables: readonly TableName[];
    readonly signal: AbortSignal;
    readonly onQuestion: (name: QuestionName) => void;
  },
): Promise<Interview> {
  const answers: Partial<Record<QuestionName, readonly unknown[]>> = {};
  const refused = new Map<QuestionName, string>();
  const isSelected = selectionTest(asked);
  for (const name of new Set(names)) {
    asked.signal.throwIfAborted();
    asked.onQuestion(name);
    const question: Question = questions[name];
    try {
      const rows = await ask(query, question, asked);
      answers[name] = rows.filter((row) => isSelected(question, row));
    } catch (error) {
      answers[name] = [];
      refused.set(name, messageOf(error));
    }
  }
  return { answers: answers as Answers, refused };
}

async function ask(query: Query, question: Question, asked: Asked): Promise<readonly unknown[]> {
  if (question.within !== "server" && asked.schemas.length === 0) return [];
  const statement = question.statement(asked);
  if (!statement) return [];
  const rows: readonly Row[] = await query(statement.sql, statement.parameters);
  return rows.map((row) => question.row.parse(row));
}

const named = z.looseObject({ schema: z.string(), table: z.string() });

function selectionTest({ tables }: { readonly tables: readonly TableName[] }) {
  const keys = new Set(tables.map(tableKey));
  return ({ within }: Question, row: unknown): boolean =>
    within !== "tables" || keys.has(tableKey(named.parse(row)));
}
