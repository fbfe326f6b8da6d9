import { readFileSync } from "node:fs";
import { z } from "zod";
import { parse } from "yaml";
import { suggestion } from "../../config/suggest";
import { messageOf, UsageError } from "../errors";
import type { Finding } from "./finding";

const acceptance = z.strictObject({
  id: z.string(),
  /** Default: every subject of the check. */
  subject: z.string().min(1).optional(),
  reason: z.string().trim().min(10),
  expires: z.iso.date(),
});

/** A finding that somebody has decided to live with, for a reason and until a day. */
export type Acceptance = z.output<typeof acceptance>;

const acceptances = z.array(acceptance);

/**
 * Reads the accepted findings of a file.
 *
 * @param ids The ids of all checks.
 * @throws UsageError for a file with faults; the message names all of them.
 */
export function readAcceptances(file: string, ids: readonly string[]): readonly Acceptance[] {
  let content: unknown;
  try {
    content = parse(readFileSync(file, "utf8")) ?? [];
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${messageOf(error)}`);
  }
  const { success, data = [], error } = acceptances.safeParse(content);
  const faults = success
    ? data.flatMap(({ id }, index) =>
        ids.includes(id)
          ? []
          : [`[${index}].id: ${id} is not a check; ${suggestion(id, ids)}`.trim()],
      )
    : error.issues.map(({ path, message }) => `${z.core.toDotPath(path)}: ${message}`);
  if (faults.length > 0) {
    throw new UsageError(
      [
        `${file} is a list of { id, subject, reason of 10 characters or more, expires: YYYY-MM-DD }:`,
        ...faults,
      ].join("\n  "),
    );
  }
  return data;
}

/** The findings with those accepted that are, and notes on what expired; the rest of the acceptances. */
export function accept(
  findings: readonly Finding[],
  acceptances: readonly Acceptance[],
  today: Date,
): { readonly findings: readonly Finding[]; readonly unused: readonly Acceptance[] } {
  const day = today.toISOString().slice(0, 10);
  const used = new Set<Acceptance>();
  const judged = findings.map((finding) => {
    if (finding.verdict === "pass") return finding;
    const matching = acceptances.filter(
      ({ id, subject }) => id === finding.id && (subject ?? finding.subject) === finding.subject,
    );
    for (const one of matching) used.add(one);
    const valid = matching.find(({ expires }) => expires >= day);
    if (valid) return { ...finding, accepted: { reason: valid.reason, expires: valid.expires } };
    const [expired] = matching;
    return expired ? { ...finding, note: `its acceptance expired on ${expired.expires}` } : finding;
  });
  return { findings: judged, unused: acceptances.filter((one) => !used.has(one)) };
}
