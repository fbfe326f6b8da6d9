import { looksLikeCredential, namesCredential, secretsInstead } from "../credentials";
import type { Path } from "../faults";
import type { Check } from "./draft";

/**
 * No credentials of a database or an account may be in the configuration, where everybody reads
 * them.
 */
export const credentials: Check = ({ settings, faults }) => {
  for (const { path, text } of textsIn(settings, [])) {
    const key = String(path.at(-1));
    if (path[0] === "tags" && namesCredential(key)) {
      faults.add(path, `names a credential, and tags are not secret; ${secretsInstead}`);
    } else if (looksLikeCredential(text)) {
      faults.add(path, `looks like a credential, and is not shown; ${secretsInstead}`);
    }
  }
};

function textsIn(value: unknown, path: Path): { path: Path; text: string }[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    textsIn(item, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}
