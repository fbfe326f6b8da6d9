import { isMarker, raw, type Props } from "./unknowns";

/** Names of environment variables that hold a secret, not the place of one. */
const secretName =
  /(^|[_-]|[a-z](?=[A-Z]))(pass(word|wd|phrase)?|pwd|(secret|access|private|signing|encryption|api|master|shared)[_-]?key|apikey|token|credentials?|conn(ection)?[_-]?str(ing)?|(connection|database|db|jdbc|mongo(db)?|redis|postgres|mysql)[_-]?(url|uri|dsn)|dsn)([_-]?(\d+|b(ase)?64|plain(text)?|value))?$/i;

/** Values that are secrets by their form: keys, and addresses with a password in them. */
const secretValue =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----|\b(AKIA|ASIA)[A-Z0-9]{16}\b|:\/\/[^/\s:@]+:[^/\s@]+@|\b(password|pwd)=[^;\s]/i;

/** Whether an environment variable holds a secret: by its name, unless its value is the place of one, or by its form. */
export function holdsSecret(variables: Props, name: string): boolean {
  const value = raw(variables, name);
  const known = typeof value === "string" && !isMarker(value) ? value : "";
  const isPlace = /^(arn:|\/|alias\/|\{\{resolve:)/.test(known);
  return (secretName.test(name) && !isPlace) || secretValue.test(known.slice(0, 10_000));
}
