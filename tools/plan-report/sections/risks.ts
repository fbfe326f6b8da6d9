import { markup, type Content, type Html } from "../html";
import type { ReportModel } from "../model";
import { findingCount, type Finding, type RuleFindings } from "../model/policies";
import { writtenKey } from "../model/settling-keys";
import { counted } from "../model/values";
import type { Section } from "../page";
import { absent } from "../table";

/**
 * The section of the policy pack's findings, worst first, with the configuration key that settles
 * each and the remediation.
 */
export function risksSection({ policies }: ReportModel): Section {
  if (!policies) {
    return { id: "risks", title: "Risks", body: absent("No policy pack was run.") };
  }
  const { pack, version, mandatory, advisory, notEvaluated, exceptions } = policies;
  return {
    id: "risks",
    title: "Risks",
    lead: `${pack} ${version}: ${policies.rules} rules, ${policies.evaluations} evaluations.`,
    count: findingCount([...mandatory, ...advisory]),
    body: [
      group("Mandatory violations", "These block a deployment.", mandatory),
      group("Advisory violations", "These do not block a deployment.", advisory),
      group(
        "Exceptions",
        "Violations that an approved exception covers until it expires.",
        exceptions,
      ),
      folded(
        "Not evaluated",
        "Rules that need values which only the deployment knows.",
        notEvaluated,
      ),
    ],
  };
}

function group(title: string, lead: string, rules: readonly RuleFindings[]): Html {
  return markup`<h3>${title}</h3>
${rules.length === 0 ? absent("None.") : markup`<p class="lead">${lead}</p>${rules.map(rule)}`}`;
}

function folded(title: string, lead: string, rules: readonly RuleFindings[]): Content {
  return rules.length === 0
    ? group(title, lead, rules)
    : markup`<h3>${title}</h3>
<p class="lead">${lead}</p>
<details><summary>${counted(rules.length, "rule")}, ${counted(findingCount(rules), "finding")}</summary>${rules.map(rule)}</details>`;
}

const severityLooks: Readonly<Record<string, string>> = {
  critical: "bad",
  high: "bad",
  medium: "warn",
};

function rule({ policy, severity, remediation, keys, findings }: RuleFindings): Html {
  const mark =
    severity !== undefined &&
    markup` <span class="mark ${severityLooks[severity]}">${severity}</span>`;
  return markup`<article class="rule">
<h4><code>${policy}</code>${mark}</h4>
<ul>${findings.map(finding)}</ul>
${keys.length > 0 && markup`<p class="remediation"><strong>Set:</strong> <code>${keys.map(writtenKey).join(" and ")}</code></p>`}
${remediation !== undefined && markup`<p class="remediation"><strong>Remediation:</strong> ${remediation}</p>`}
</article>
`;
}

function finding({ resource, message }: Finding): Html {
  return markup`<li><strong>${resource ?? "the stack"}</strong> ${message}</li>`;
}
