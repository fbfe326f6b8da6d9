import { quoted, quotedTable, tableLabel } from "../../database/identifier";
import { check, type Check, each, type Judgement } from "../check";
import { groupsInOrder } from "../groups";
import type { Answers } from "../questions";
import { indexesOf, tableKey } from "../row-identity";
import type { Situation } from "../situation";

const limitations = "DMS user guide, CHAP_Source.MySQL, limitations";

function judgeCascades({ foreignKeys }: Pick<Answers, "foreignKeys">): readonly Judgement[] {
  const acting = ["CASCADE", "SET NULL", "SET DEFAULT"];
  return each(
    foreignKeys.filter(
      ({ on_update, on_delete }) => acting.includes(on_update) || acting.includes(on_delete),
    ),
    "no foreign key that changes rows by itself, or a decision for each",
    ({ name, on_update, on_delete, ...table }) => ({
      verdict: "failure",
      subject: `${tableLabel(table)}.${name}`,
      measured: `ON UPDATE ${on_update} ON DELETE ${on_delete}`,
      remedy: `-- until the cut-over delete and renumber no parent row of ${quotedTable(table)}, let migrate verify count orphans, and accept this finding; or on the source: ALTER TABLE ${quotedTable(table)} DROP FOREIGN KEY ${quoted(name)};`,
    }),
  );
}

/** Foreign keys with the columns that they refer to, in order. */
function references({ foreignKeyColumns }: Pick<Answers, "foreignKeyColumns">) {
  return groupsInOrder(foreignKeyColumns, ({ schema, table, name }) => [schema, table, name]).map(
    ({ first, sorted }) => ({
      child: { schema: first.schema, table: first.table },
      name: first.name,
      parent: { schema: first.parent_schema, table: first.parent },
      columns: sorted.map(({ parent_column }) => parent_column),
    }),
  );
}

function judgeParents(
  answers: Pick<Answers, "foreignKeyColumns">,
  { migrationsOf }: Situation,
): readonly Judgement[] {
  return each(
    references(answers).filter(({ parent }) => migrationsOf(parent).length === 0),
    "the table that a foreign key refers to is migrated too",
    ({ child, name, parent }) => ({
      verdict: "failure",
      subject: `${tableLabel(child)}.${name}`,
      measured: `refers to ${tableLabel(parent)}, which no migration selects`,
      remedy: `-- select ${tableLabel(parent)} in dms.migrations, or leave the foreign key out on the target`,
    }),
  );
}

function judgeReferences(
  answers: Pick<Answers, "foreignKeyColumns" | "indexes">,
  { migrationsOf }: Situation,
): readonly Judgement[] {
  const unique = new Set(
    indexesOf(answers)
      .filter(({ isUnique }) => isUnique)
      .map(({ columns, ...index }) => JSON.stringify([tableKey(index), columns])),
  );
  return each(
    references(answers).filter(
      ({ parent, columns }) =>
        migrationsOf(parent).length > 0 && !unique.has(JSON.stringify([tableKey(parent), columns])),
    ),
    "foreign keys refer to a whole unique key",
    ({ child, name, parent, columns }) => ({
      verdict: "warning",
      subject: `${tableLabel(child)}.${name}`,
      measured: `refers to ${tableLabel(parent)} (${columns.join(", ")}), which is not unique`,
      remedy: `ALTER TABLE ${quotedTable(parent)} ADD UNIQUE KEY (${columns.map(quoted).join(", ")}); -- Aurora MySQL 8.4 refuses such a foreign key`,
    }),
  );
}

/** Accounts that exist on every server, or that nobody can take along. */
const unmovable = /^(?:root|mysql\.\w+|mariadb\.sys)@/;

function judgeDefiners(
  answers: Pick<Answers, "views" | "routines" | "events" | "triggers">,
): readonly Judgement[] {
  const objects = [
    ...answers.views.map((view) => ({ ...view, kind: "view" })),
    ...answers.routines.map((routine) => ({ ...routine, kind: routine.kind.toLowerCase() })),
    ...answers.events.map((event) => ({ ...event, kind: "event" })),
    ...answers.triggers.map((trigger) => ({ ...trigger, kind: "trigger" })),
  ];
  const byDefiner = Map.groupBy(objects, ({ definer }) => definer);
  return each([...byDefiner], "definers that exist on the target", ([definer, owned]) => {
    const [first] = owned;
    const example = first === undefined ? "" : `, such as the ${first.kind} ${first.name}`;
    return {
      verdict: unmovable.test(definer) ? "failure" : "warning",
      subject: definer,
      measured: `definer of ${owned.length}${example}`,
      remedy: `-- npm run migrate -- schema plan --account '${definer}=application@%' maps it; without a map the user that loads them becomes the definer`,
    };
  });
}

function judgeViews(
  { views }: Pick<Answers, "views">,
  { schemas }: Situation,
): readonly Judgement[] {
  const wanted = "views of migrated schemas only";
  return each(
    views.flatMap((view) => {
      const others = [...(view.body ?? "").matchAll(/`((?:[^`]|``)+)`\.`(?:[^`]|``)+`\.`/g)]
        .flatMap(([, schema]) => (schema === undefined ? [] : [schema.replaceAll("``", "`")]))
        .filter((schema) => !schemas.includes(schema));
      return others.length > 0 ? [{ view, others: [...new Set(others)] }] : [];
    }),
    wanted,
    ({ view, others }) => ({
      verdict: "failure",
      subject: `${view.schema}.${view.name}`,
      measured: `reads ${others.join(", ")}`,
      remedy: "-- migrate these schemas too, or leave the view out on the target",
    }),
  );
}

/** Checks on relations and programs of the tables. */
export const programChecks: readonly Check[] = [
  check({
    id: "cascades",
    why: "InnoDB does not log the changes of a cascade: the target keeps rows that the source has deleted.",
    source: "DMS user guide, CHAP_Source.MySQL, limitations; tried: 0 children left here, 2 there",
    assessment: "mysql-check-cascade-constraints",
    asks: ["foreignKeys"],
    judge: judgeCascades,
  }),
  check({
    id: "foreign-key-parents",
    why: "The foreign key cannot be made on the target, or everything that it holds together is missing.",
    source: "MySQL reference, FOREIGN KEY Constraints",
    asks: ["foreignKeyColumns"],
    judge: judgeParents,
  }),
  check({
    id: "foreign-key-references",
    why: "MySQL 8.4 refuses a foreign key to a key that is not unique (restrict_fk_on_non_standard_key).",
    source: "Aurora user guide, AuroraMySQL.MySQL84",
    asks: ["foreignKeyColumns", "indexes"],
    judge: judgeReferences,
  }),
  check({
    id: "triggers",
    why: "On the target a trigger would run a second time for every change; on the source it runs again on the way back.",
    source: limitations,
    asks: ["triggers"],
    judge: ({ triggers }) =>
      each(triggers, "known for the cut-over", ({ name, ...table }) => ({
        verdict: "warning",
        subject: `${tableLabel(table)}.${name}`,
        measured: "trigger",
        remedy: `-- made on the target at the cut-over; for the way back: DROP TRIGGER ${quoted(table.schema)}.${quoted(name)};`,
      })),
  }),
  check({
    id: "definers",
    why: "A view or program whose definer does not exist fails with error 1449 when it is first used.",
    source: "MySQL reference, Stored Object Access Control",
    asks: ["views", "routines", "events", "triggers"],
    judge: judgeDefiners,
  }),
  check({
    id: "views-elsewhere",
    why: "A view of a schema that is not migrated cannot be made on the target.",
    source: "MySQL reference, CREATE VIEW",
    asks: ["views"],
    judge: judgeViews,
  }),
];
