import { isAtLeast, type Server } from "../database/server";
import type { Answers } from "./questions";

/** The value of a variable; undefined when the server does not have it. */
export function valueOf(
  { variables }: Pick<Answers, "variables">,
  ...names: readonly string[]
): string | undefined {
  for (const name of names) {
    const found = variables.find(({ variable_name }) => variable_name.toLowerCase() === name);
    if (found) return found.value;
  }
  return undefined;
}

/** Whether a variable is on: `ON`, `1` or `YES`. */
export function isOn(value: string | undefined): boolean {
  return ["ON", "1", "YES"].includes(value?.toUpperCase() ?? "");
}

/** The statement that sets a dynamic variable for good, or until the restart with a line for the file. */
export function setVariable(server: Server, name: string, value: string | number): string {
  const literal = typeof value === "number" ? String(value) : `'${value}'`;
  if (server.flavour === "mysql" && isAtLeast(server, 8)) {
    return `SET PERSIST ${name} = ${literal};`;
  }
  return `SET GLOBAL ${name} = ${literal}; -- and ${name} = ${value} under [mysqld] in my.cnf`;
}

/** Instruction to the administrator for a variable that needs a restart. */
export function setInFile(line: string): string {
  return `-- under [mysqld] in my.cnf, then restart the server: ${line}`;
}
