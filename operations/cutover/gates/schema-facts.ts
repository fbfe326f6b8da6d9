import type { Database } from "../../database/connect";
import { textOf } from "../../database/query";
import { granteeOf, splitAccount } from "../../schema/accounts";
import { describe, missing } from "../../schema/apply";
import { differencesOf } from "../../schema/both-sides";
import { planSchema } from "../../schema/plan";
import { runningEvents, schemasOf, triggersOf } from "../steps/programs";
import type { Surroundings } from "../surroundings";
import type { SchemaFacts } from "./facts";

/** Compares the schema, and checks that the objects of the cut-over can be created. */
export async function schemaFacts(surroundings: Surroundings): Promise<SchemaFacts> {
  const { context, sources, accounts } = surroundings;
  const target = await surroundings.target();
  const { target: schemas = [] } = await schemasOf(surroundings, "target");
  const differences: string[] = [];
  const planned: string[] = [];
  const missingAccounts: string[] = [];
  for (const name of Object.keys(sources)) {
    const source = await surroundings.source(name);
    const compared = await differencesOf(context, source, target, {
      source: name,
      isCutOver: false,
    });
    differences.push(...compared.differences.map(({ subject }) => subject));
    const plan = await planSchema(context, source, target, { source: name, accounts });
    for (const { makes } of plan.programs.statements) {
      if (makes.kind === "trigger" || makes.kind === "event") planned.push(describe(makes));
      if (makes.kind === "user") missingAccounts.push(...(await missing(target.query, makes)));
    }
  }
  const [triggers, events] = [
    await triggersOf(target, schemas),
    await runningEvents(target, schemas),
  ];
  return {
    differences,
    planned,
    missingAccounts,
    early: [
      ...triggers.map(describe),
      ...events.map(({ schema, name }) => `event ${schema}.${name}`),
    ],
    obstacles: planned.length === 0 ? [] : await obstaclesToPrograms(target),
  };
}

/** Privileges that the current user lacks to create triggers and events. */
async function obstaclesToPrograms({ query }: Database): Promise<readonly string[]> {
  const rows = await query(
    `SELECT privilege_type AS privilege, grantee AS grantee FROM information_schema.user_privileges
      UNION SELECT privilege_type, grantee FROM information_schema.schema_privileges`,
  );
  const [current] = await query("SELECT CURRENT_USER() AS account");
  const grantee = granteeOf(splitAccount(textOf(current, "account")));
  const own = rows
    .filter((row) => row["grantee"] === grantee)
    .map((row) => textOf(row, "privilege"));
  const lacking = ["TRIGGER", "EVENT"].filter((privilege) => !own.includes(privilege));
  const [variable] = await query(
    "SELECT @@GLOBAL.log_bin AS log_bin, @@GLOBAL.log_bin_trust_function_creators AS trusts",
  );
  const isTrusted = variable?.["log_bin"] === "0" || variable?.["trusts"] === "1";
  return [
    ...lacking.map((privilege) => `no privilege ${privilege} on Aurora`),
    ...(isTrusted || own.includes("SUPER")
      ? []
      : [
          "log_bin_trust_function_creators is off on Aurora: the parameters are not those of migration",
        ]),
  ];
}
