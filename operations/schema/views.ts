import { z } from "zod";
import { quoted } from "../database/identifier";
import { placeholders, type Query } from "../database/query";
import { text } from "../preflight/questions/question";
import {
  type ProgramOptions,
  type ProgramStatement,
  programContext,
  readShown,
  sessionOf,
  withDefiner,
} from "./program-text";
import type { Renaming } from "./rename";
import { tokens, unquoted } from "./sql-text";

/** Reads the views of some schemas, each after those that it reads. */
export async function readViews(
  query: Query,
  options: ProgramOptions,
): Promise<readonly ProgramStatement[]> {
  const { schemas, renaming } = options;
  const found = await readShown(
    query,
    schemas,
    `SELECT table_schema AS \`schema\`, table_name AS name, 'VIEW' AS kind
       FROM information_schema.views
      WHERE table_schema IN (${placeholders(schemas)}) ORDER BY table_schema, table_name`,
    z.looseObject({ "create view": text, ...programContext }),
  );
  const views = found.map(({ schema, name, shown }) => {
    const { sql, definer } = withDefiner(shown["create view"], options);
    const renamed = renameQualified(sql, renaming);
    return {
      makes: {
        kind: "view" as const,
        schema: renaming.table({ schema, table: name }).schema,
        name,
      },
      session: sessionOf(shown),
      sql: renamed.sql,
      definer,
      reads: renamed.reads,
    };
  });
  return inOrder(views);
}

/** Changes `schema`.`table` everywhere in the text; returns the names it found. */
function renameQualified(sql: string, renaming: Renaming) {
  const pieces = tokens(sql).map((token) => ({ ...token }));
  const reads: string[] = [];
  for (let index = 0; index + 2 < pieces.length; index += 1) {
    const [first, dot, second] = pieces.slice(index, index + 3);
    const isPair =
      first?.kind === "identifier" && dot?.text === "." && second?.kind === "identifier";
    if (!isPair) continue;
    const source = { schema: unquoted(first.text), table: unquoted(second.text) };
    const target = renaming.table(source);
    reads.push(`${target.schema}.${target.table}`);
    pieces[index] = { kind: "identifier", text: quoted(target.schema) };
    pieces[index + 2] = { kind: "identifier", text: quoted(target.table) };
    index += 2;
  }
  return { sql: pieces.map((piece) => piece.text).join(""), reads };
}

/** Views after the views that they read. */
function inOrder<View extends ProgramStatement & { readonly reads: readonly string[] }>(
  views: readonly View[],
): readonly View[] {
  const nameOf = ({ makes }: View): string => `${makes.schema}.${makes.name}`;
  const byName = new Map(views.map((view) => [nameOf(view), view]));
  const done = new Set<View>();
  const add = (view: View): void => {
    if (done.has(view)) return;
    for (const name of view.reads) {
      const other = byName.get(name);
      // A view names itself in its first line.
      if (other && other !== view && !done.has(other)) add(other);
    }
    done.add(view);
  };
  views.forEach(add);
  return [...done];
}
