import { isGuard } from "./guards";
import { isLike } from "./names";
import { oneOf, like } from "./option-forms";
import { words } from "./options";
import { type Rule } from "./rule";
import { servicesOf } from "./services";

/** The policy whose options select the rules to run. */
export const selectionName = "selection";

/** The catalogues that a rule may name controls of. */
const frameworks = ["fsbp", "prowler", "checkov"] as const;

/** The configured choice of rules; an empty list chooses all. */
export interface Selection {
  readonly severities: readonly string[];
  readonly frameworks: readonly string[];
  readonly services: readonly string[];
  readonly rules: readonly string[];
}

/** The options of {@link selectionName}, for a pack of some rules. */
export function selectionOptions(rules: readonly Rule[]) {
  const services = [...new Set(rules.flatMap(servicesOf))].sort();
  return {
    severities: words(
      "Only rules of these severities; of all where none is given.",
      [],
      oneOf(["low", "medium", "high", "critical"]),
    ),
    frameworks: words(
      "Only rules that hold a control of one of these catalogues.",
      [],
      oneOf([...frameworks]),
    ),
    services: words("Only rules about resources of these services.", [], oneOf(services)),
    rules: words(
      "Only rules of these names, with `*` for any text.",
      [],
      like("the name of a rule, with * for any text", /^(?=.*[a-z])[a-z0-9*-]+$/),
      { maxItems: 200 },
    ),
  };
}

/** Whether a rule is among those that are chosen. Guards always are. */
export function isChosen(rule: Rule, chosen: Selection): boolean {
  const { severities, frameworks: catalogues, services, rules } = chosen;
  const accepts = (wanted: readonly string[], own: readonly string[]) =>
    wanted.length === 0 || own.some((value) => wanted.includes(value));
  const held = frameworks.filter((name) => (rule.controls?.[name] ?? []).length > 0);
  return (
    isGuard(rule) ||
    (accepts(severities, [rule.severity]) &&
      accepts(catalogues, held) &&
      accepts(services, servicesOf(rule)) &&
      (rules.length === 0 || isLike(rule.name, rules)))
  );
}
