import { heartbeatSchema } from "../../../lib/heartbeat";
import { isAtLeast, type Server } from "../../database/server";
import { heartbeatOf } from "../../heartbeat/heartbeat";
import type { Migration } from "../../scope";
import { check, type Check, type Judgement } from "../check";
import {
  type GlobalNeed,
  grantPattern,
  grantStatements,
  lackedEverywhere,
  schemasWithout,
} from "../privileges";
import type { Answers } from "../questions";
import { targetCheck, type TargetSituation } from "../target-situation";

/** Privileges of the current account, and the selected tables. */
type Own = Pick<Answers, (typeof asks)[number]>;
const asks = [
  "ownAccount",
  "ownGlobalPrivileges",
  "ownSchemaPrivileges",
  "ownTablePrivileges",
  "tables",
] as const;

/** Privileges on one schema. */
interface SchemaNeed {
  readonly schema: string;
  readonly privileges: readonly string[];
}

/** Privileges on a whole source that the verbs need. */
function globalNeeds(server: Server): readonly GlobalNeed[] {
  const needs: GlobalNeed[] = [["PROCESS"], ["REPLICATION CLIENT", "BINLOG MONITOR"]];
  if (server.flavour === "mariadb") {
    return isAtLeast(server, 10, 5) ? [...needs, ["SLAVE MONITOR", "REPLICA MONITOR"]] : needs;
  }
  if (isAtLeast(server, 8)) needs.push(["XA_RECOVER_ADMIN"]);
  if (isAtLeast(server, 8, 0, 20)) needs.push(["SHOW_ROUTINE"]);
  return needs;
}

const reading = ["SELECT", "SHOW VIEW", "TRIGGER", "EVENT"];
const beating = ["CREATE", "SELECT", "INSERT", "DELETE"];
const making = [
  ...["SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "ALTER", "INDEX", "REFERENCES"],
  ...["CREATE VIEW", "SHOW VIEW", "CREATE ROUTINE", "ALTER ROUTINE", "EVENT", "TRIGGER"],
];

function hasHeartbeat(migrations: Readonly<Record<string, Migration>>): boolean {
  return Object.entries(migrations).some(([name, it]) => heartbeatOf(name, it) !== undefined);
}

function judge(
  answers: Own,
  everywhere: readonly GlobalNeed[],
  onSchemas: readonly SchemaNeed[],
): readonly Judgement[] {
  const account = answers.ownAccount[0]?.account ?? "the account";
  const missing = missingGrants(answers, everywhere, onSchemas);
  const wanted = "the privileges of the migration's verbs (docs/runbook.md, section 3)";
  if (missing.length === 0) return [{ verdict: "pass", measured: `granted to ${account}`, wanted }];
  return [
    {
      verdict: "warning",
      measured: `${account} lacks ${missing.join("; ")} (a role that is not a default one does not count)`,
      wanted,
      remedy: grantStatements(missing, account),
    },
  ];
}

/** Privileges that an account lacks, as in `GRANT`. */
function missingGrants(
  answers: Own,
  everywhere: readonly GlobalNeed[],
  onSchemas: readonly SchemaNeed[],
): readonly string[] {
  const held = {
    globalPrivileges: answers.ownGlobalPrivileges,
    schemaPrivileges: answers.ownSchemaPrivileges,
    tablePrivileges: answers.ownTablePrivileges,
    tables: answers.tables,
  };
  const lacking = lackedEverywhere(held, everywhere);
  return [
    ...(lacking.length > 0 ? [`${lacking.join(", ")} ON *.*`] : []),
    ...onSchemas.flatMap(({ schema, privileges }) => {
      const without = privileges.filter((it) => schemasWithout(held, [it], [schema]).length > 0);
      return without.length > 0 ? [`${without.join(", ")} ON ${grantPattern(schema)}.*`] : [];
    }),
  ];
}

const why = "A verb fails at the first object that its user may not read or make.";
const source = "MySQL reference, Privileges Provided by MySQL; tried";

/** Checks the privileges of the user with whom the verbs connect to a source. */
export const operatorChecks: readonly Check[] = [
  check({
    id: "operator-grants",
    why,
    source,
    asks,
    judge: (answers, { server, schemas, migrations }) =>
      judge(answers, globalNeeds(server), [
        ...schemas
          .filter((schema) => schema !== heartbeatSchema)
          .map((schema) => ({ schema, privileges: reading })),
        ...(hasHeartbeat(migrations) ? [{ schema: heartbeatSchema, privileges: beating }] : []),
      ]),
  }),
];

/** The same for the target. */
export const targetOperatorChecks: readonly Check<TargetSituation>[] = [
  targetCheck({
    id: "target-operator-grants",
    why,
    source,
    asks,
    judge: (answers, { schemas, migrations }) => {
      const made = hasHeartbeat(migrations) ? [...schemas, heartbeatSchema] : schemas;
      const control = Object.values(migrations).map(({ controlSchema }) => controlSchema);
      return judge(
        answers,
        [],
        [
          ...[...new Set(made)].map((schema) => ({ schema, privileges: making })),
          ...[...new Set(control)].map((schema) => ({ schema, privileges: ["SELECT"] })),
        ],
      );
    },
  }),
];
