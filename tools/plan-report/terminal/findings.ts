import { findingCount, isSevere, type PolicyVerdict, type RuleFindings } from "../model/policies";
import { writtenKey } from "../model/settling-keys";
import { type Terminal, wrapped } from "./terminal";

/** The findings of the policies, a line a rule, with the configuration key that settles it. */
export function renderFindings(
  verdict: PolicyVerdict | undefined,
  { colors, width }: Terminal,
): readonly string[] {
  if (verdict === undefined) return [colors.yellow("No policy pack was run."), ""];
  const { pack, version, rules, mandatory, advisory, exceptions } = verdict;
  const violations = findingCount(mandatory);
  const isClean = ![...advisory, ...exceptions].some(isSevere);
  const paint = isClean ? colors.green : colors.yellow;
  const passed = violations === 0 ? paint("no mandatory violation") : "";
  return [
    ...wrapped(
      `${colors.bold("Policies")}  ${pack} ${version}, ${rules} rules ${passed && `· ${passed}`}`.trimEnd(),
      width,
      2,
    ),
    ...renderViolations(mandatory, { colors, width }),
    ...group("Advice", advisory, colors.yellow, { colors, width }),
    ...group("Exceptions", exceptions, colors.yellow, { colors, width }),
    ...notEvaluated(verdict, { colors, width }),
    "",
  ];
}

/** Mandatory violations, each with its message and fix. */
export function renderViolations(
  rules: readonly RuleFindings[],
  terminal: Terminal,
): readonly string[] {
  if (rules.length === 0) return [];
  const { colors } = terminal;
  return [
    colors.bold(`Violations (${findingCount(rules)})`),
    ...rules.flatMap((rule) => everyFinding(rule, colors.red, terminal)),
  ];
}

function group(
  title: string,
  rules: readonly RuleFindings[],
  paint: (text: string) => string,
  { colors, width }: Terminal,
): readonly string[] {
  if (rules.length === 0) return [];
  const columns = Math.max(...rules.map(({ policy }) => policy.length));
  return [
    `  ${title} (${findingCount(rules)})`,
    ...rules.flatMap(({ policy, severity = "", findings, keys }) => {
      const count = `×${findings.length}`.padEnd(4);
      const name = paint(policy) + " ".repeat(columns - policy.length);
      const settled = keys.length === 0 ? "" : `set ${keys.map(writtenKey).join(" and ")}`;
      return wrapped(
        `    ${severity.padEnd(8)}  ${name}  ${count} ${colors.dim(settled)}`.trimEnd(),
        width,
        14,
      );
    }),
  ];
}

function notEvaluated({ notEvaluated: rules }: PolicyVerdict, { colors }: Terminal): string[] {
  if (rules.length === 0) return [];
  const count = findingCount(rules);
  return [`  Not evaluated before deployment (${count})  ${colors.dim("--verbose lists them")}`];
}

/** Every finding with its message and fix, for a reader who asks for all. */
export function renderEveryFinding(
  verdict: PolicyVerdict | undefined,
  { colors, width }: Terminal,
): readonly string[] {
  if (verdict === undefined) return [];
  const { mandatory, advisory, exceptions, notEvaluated: unknown } = verdict;
  const groups = [
    ["Violations", mandatory, colors.red],
    ["Advice", advisory, colors.yellow],
    ["Exceptions", exceptions, colors.yellow],
    ["Not evaluated before deployment", unknown, colors.dim],
  ] as const;
  return groups.flatMap(([title, rules, paint]) =>
    rules.length === 0
      ? []
      : [
          colors.bold(`${title} (${findingCount(rules)})`),
          ...rules.flatMap((rule) => everyFinding(rule, paint, { colors, width })),
          "",
        ],
  );
}

function everyFinding(
  { policy, severity, findings, remediation, keys }: RuleFindings,
  paint: (text: string) => string,
  { colors, width }: Terminal,
): readonly string[] {
  const fix = [...keys.map((key) => `Set ${writtenKey(key)}.`), ...(remediation ?? "").split("\n")];
  return [
    `  ${paint(policy)}${severity === undefined ? "" : ` (${severity})`}`,
    ...findings.flatMap(({ resource = "the stack", message }) =>
      message
        .split("\n")
        .flatMap((line, index) =>
          wrapped(`    ${index === 0 ? `${colors.bold(resource)}: ` : "  "}${line}`, width, 6),
        ),
    ),
    ...wrapped(colors.dim(`    Fix: ${fix.join(" ")}`.trimEnd()), width, 9),
  ];
}
