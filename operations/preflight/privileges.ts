import type { Answers } from "./questions";

/** Privileges of a user, at every level. */
export type Privileges = Pick<Answers, "globalPrivileges" | "schemaPrivileges" | "tablePrivileges">;

/** Whether a grant on a pattern of schemas, in which `_` and `%` are wildcards, covers a schema. */
function covers(pattern: string, schema: string): boolean {
  const expression = pattern.replace(/\\([_%])|[_%]|[^\w\s]/g, (part, escaped?: string) => {
    if (escaped !== undefined) return escaped;
    if (part === "_") return ".";
    return part === "%" ? ".*" : `\\${part}`;
  });
  return new RegExp(`^${expression}$`, "su").test(schema);
}

/** The accounts of the user that was asked for, such as `'dms_source'@'10.40.%'`. */
export function accountsOf({ globalPrivileges }: Privileges): readonly string[] {
  return [...new Set(globalPrivileges.map(({ grantee }) => grantee))];
}

/** The names of the selected schemas in which a user cannot do all of `wanted` with some table. */
export function schemasWithout(
  answers: Privileges & Pick<Answers, "tables">,
  wanted: readonly string[],
  schemas: readonly string[],
): readonly string[] {
  const global = answers.globalPrivileges.map(({ privilege }) => privilege);
  return schemas.filter((schema) => {
    const onSchema = answers.schemaPrivileges
      .filter(({ pattern }) => covers(pattern, schema))
      .map(({ privilege }) => privilege);
    const missing = wanted.filter((privilege) => ![...global, ...onSchema].includes(privilege));
    const tables = answers.tables.filter((table) => table.schema === schema);
    return missing.some(
      (privilege) =>
        tables.length === 0 ||
        tables.some(
          ({ table }) =>
            !answers.tablePrivileges.some(
              (granted) =>
                granted.owner === schema &&
                granted.name === table &&
                granted.privilege === privilege,
            ),
        ),
    );
  });
}

/** A privilege by its names: any of them will do, and the first one is granted. */
export type GlobalNeed = readonly [name: string, ...others: string[]];

/** The privileges on all schemas that a user lacks, by the name that is granted. */
export function lackedEverywhere(
  { globalPrivileges }: Privileges,
  needs: readonly GlobalNeed[],
): readonly string[] {
  const has = globalPrivileges.map(({ privilege }) => privilege);
  return needs.filter((names) => !names.some((name) => has.includes(name))).map(([name]) => name);
}

/** Statements that grant an account its missing privileges, such as ``SELECT ON `orders`.*``. */
export function grantStatements(missing: readonly string[], account: string): string {
  return missing.map((grant) => `GRANT ${grant} TO ${account};`).join("\n");
}

/** A schema in a GRANT, where `_` and `%` would be wildcards. */
export function grantPattern(schema: string): string {
  return `\`${schema.replaceAll("`", "``").replace(/[_%]/g, "\\$&")}\``;
}
