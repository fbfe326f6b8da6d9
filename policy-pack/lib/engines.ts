import { text } from "./props";
import { type Props } from "./unknowns";

/** Facts about an engine of single database instances. */
interface Engine {
  readonly name: RegExp;
  readonly port: number;
  /** The logs that it can export without further set-up. */
  readonly logs: readonly string[];
  readonly hasIamLogin: boolean;
}

const engines: readonly Engine[] = [
  { name: /^(mysql|mariadb)$/, port: 3306, logs: ["error", "slowquery"], hasIamLogin: true },
  { name: /^postgres$/, port: 5432, logs: ["postgresql"], hasIamLogin: true },
  { name: /^(custom-)?oracle/, port: 1521, logs: ["alert", "audit"], hasIamLogin: false },
  { name: /^(custom-)?sqlserver/, port: 1433, logs: ["error"], hasIamLogin: false },
  { name: /^db2/, port: 50000, logs: ["diag.log"], hasIamLogin: false },
];

/**
 * The engine of a database instance; undefined if it is another one, or if its source determines
 * it.
 */
export function engineOf(props: Props): Engine | undefined {
  const name = (text(props, "engine") ?? "").toLowerCase();
  return engines.find((engine) => engine.name.test(name));
}
