/** GitHub takes 65,536 characters a comment, for three stacks; the artifacts have the whole text. */
const limits = { guard: 4_000, cost: 2_000, findings: 3_000, reasons: 5_000, diff: 7_000 };

/** A preview by the Pulumi CLI. */
export interface PreviewRun {
  readonly stack: string;
  readonly exitCode: number;
  /** The output of `pulumi preview --diff`, without colours. */
  readonly output: string;
  /** The change guard's report, in Markdown. Empty when it could not be made. */
  readonly guard: string;
  /** The stack's cost and the effect of the change on it, in Markdown. Empty if it is unknown. */
  readonly cost: string;
  /** The findings of the policies and the keys that settle them, in Markdown. Empty when not known. */
  readonly findings: string;
}

/** The start of a finding as the engine prints it, such as `    pack@v0.1.0 [mandatory]  rule`. */
const finding = /^ +\S+@v\S+ +\[(mandatory|advisory|remediate)\]/;

/** The start of other output of the engine: indented, or an error or a heading. */
const otherBlock = /^(?: |error: |warning: |Resources:|Policy Packs run:|Previewing )/;

/**
 * One stack's section of the pull request's comment, in Markdown. What stops the deployment comes
 * first: errors and mandatory violations, then dangerous changes, then the cost, the findings and as
 * much of the diff as fits.
 */
export function previewSection(run: PreviewRun): string {
  const { stack, exitCode, output } = run;
  const verdict =
    exitCode === 0
      ? "No mandatory policy is violated."
      : "**The preview failed or a mandatory policy is violated.**";
  const reasons = exitCode === 0 ? [] : reasonsIn(output);
  return [
    `\n### ${stack}\n\n${verdict}`,
    ...(reasons.length === 0 ? [] : [fenced(cut(reasons.join("\n"), limits.reasons))]),
    ...(["guard", "cost", "findings"] as const)
      .map((part) => cut(run[part].trim(), limits[part]))
      .filter((text) => text !== ""),
    `<details><summary>${stack}: the preview</summary>\n\n${fenced(cut(output.trim(), limits.diff), "diff")}\n</details>\n`,
  ].join("\n\n");
}

/** Errors and mandatory violations, with the lines that belong to each. */
function reasonsIn(output: string): readonly string[] {
  const reasons: string[] = [];
  let isReason = false;
  for (const line of output.split("\n")) {
    const level = finding.exec(line)?.[1];
    if (level !== undefined) isReason = level === "mandatory";
    else if (line.startsWith("error: ")) isReason = true;
    else if (otherBlock.test(line)) isReason = false;
    if (isReason && line.trim() !== "") reasons.push(line.trim());
  }
  return reasons;
}

function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit)}\n… cut here: the artifacts of the run have the whole text.`;
}

/** A code block that nothing in the text can end. */
function fenced(text: string, language = ""): string {
  return `~~~~~~~~${language}\n${text.replaceAll("~~~~~~~~", "~~~~")}\n~~~~~~~~`;
}
