import { type ReportViolation } from "@pulumi/policy";
import { isExpired } from "./approvals";
import { type Exception, type Known } from "./exceptions";
import { baselineOf, covers, exceptedText, lists, stackItself, wellFormed } from "./exceptions";
import { isGuard, isRelaxed } from "./guards";
import { printable } from "./printable";
import { type Finding, type Rule } from "./rule";
import { reportAt } from "./sdk";
import { longestException, type Section, type Session } from "./session";

/**
 * Reports the findings of a rule: as violations at the rule's level, or as advisories where an
 * exception or the baseline covers them. A guard's findings are mandatory whatever level is
 * configured, unless somebody has allowed a lower one.
 */
export class Settlement {
  readonly #exceptions: readonly Exception[];
  readonly #baseline: readonly Known[];
  readonly #level: "mandatory" | undefined;

  constructor(
    private readonly rule: Rule,
    section: Section,
    private readonly session: Session,
    private readonly report: ReportViolation,
  ) {
    const guard = isGuard(rule);
    this.#exceptions = guard ? [] : wellFormed(section.exceptions, longestException(session));
    this.#baseline = guard ? [] : baselineOf(section.baseline);
    this.#level = guard && !isRelaxed(rule.name, session) ? "mandatory" : undefined;
  }

  settle(finding: Finding): void {
    const message = printable(finding.message);
    const reported = { resource: finding.resource ?? stackItself, message };
    const urn = finding.resource?.urn;
    const matching = this.#exceptions.filter((exception) => covers(exception, reported));
    const valid = matching.find((exception) => !isExpired(exception));
    const known = this.#baseline.find((entry) => lists(entry, reported));
    if (valid) {
      this.session.markUsed(this.rule.name, valid);
      reportAt("advisory", exceptedText(valid, message), urn, this.report);
    } else if (known) {
      this.session.markUsed(this.rule.name, known);
      reportAt("advisory", `BASELINE since ${known.since}: ${message}`, urn, this.report);
    } else {
      const [expired] = matching;
      const note = expired ? ` (exception expired on ${expired.expires})` : "";
      this.#violation(`${message}${note}`, urn, finding.level ?? this.#level);
    }
  }

  #violation(
    message: string,
    urn: string | undefined,
    level: "advisory" | "mandatory" | undefined,
  ) {
    if (level) {
      reportAt(level, `${this.rule.description}\n${message}`, urn, this.report);
    } else {
      this.report(message, urn);
    }
  }
}
