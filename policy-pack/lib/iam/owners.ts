import { isWild, withoutVariables } from "./wildcards";

/** Services whose resources have names that exist once in all accounts. */
const withUniqueNames = ["s3"];

/** The fewest characters that a wild name must begin with to mean somebody's own. */
const fewest = 3;

/** Whether a resource pattern names whose resources it means: by an account, or by unique names. */
export function namesOwner(pattern: string): boolean {
  const [prefix, , service = "", , account = "", ...rest] = withoutVariables(pattern).split(":");
  if (prefix !== "arn" || rest.length === 0 || isWild(service)) {
    return false;
  }
  if (account !== "") {
    // AWS's own documents, images and policies have a name in the place of the account.
    return /^(\d{12}|[a-z]+)$/.test(account);
  }
  const name = rest.join(":").split("/")[0] ?? "";
  const known = name.split(/[*?]/)[0] ?? "";
  return withUniqueNames.includes(service) && (name === known || known.length >= fewest);
}
