import { containsCidr } from "cidr-tools";
import { capacityOf, countableRules, maxCapacity, type WafRules } from "../../lib/waf-rules";
import { formatPath, type Path } from "../faults";
import type { Check, Draft } from "./draft";
import { pairs } from "./pairs";

const waf: Path = ["edge", "waf"];

/** The firewall's lists do not contradict each other, and its rules fit in. */
export const firewall: Check = (draft) => {
  checkLists(draft);
  checkCountries(draft);
  const rules = soundRules(draft);
  if (rules) {
    checkCountOnly(draft, rules);
    checkCapacity(draft, rules);
  }
};

/** The allow list is evaluated first: its addresses are never blocked. */
function checkLists({ settings, faults }: Draft): void {
  const listed = (key: "allowedCidrs" | "blockedCidrs") =>
    (settings.edge?.waf?.[key] ?? []).flatMap((cidr, index) =>
      cidr === undefined ? [] : [{ path: [...waf, key, index], cidr }],
    );
  for (const [blocked, allowed] of pairs(listed("blockedCidrs"), listed("allowedCidrs"))) {
    if (containsCidr(allowed.cidr, blocked.cidr)) {
      const other = `${formatPath(allowed.path)} ${faults.show(allowed.path, allowed.cidr)}`;
      faults.add(
        blocked.path,
        `${faults.show(blocked.path, blocked.cidr)} is inside ${other}, which is let through before; a range that is not`,
      );
    }
  }
}

function checkCountries({ settings, faults }: Draft): void {
  const { allowedCountries = [], blockedCountries = [] } = settings.edge?.waf ?? {};
  if (allowedCountries.length > 0 && blockedCountries.length > 0) {
    faults.add(waf, "has allowedCountries and blockedCountries; at most one of them is allowed");
  }
}

/** The settings, when nothing of them is faulty. */
function soundRules({ settings }: Draft): WafRules | undefined {
  const rules = settings.edge?.waf;
  const isSound = rules !== undefined && Object.values(rules).every(isComplete);
  return isSound ? (rules as WafRules) : undefined;
}

function isComplete(value: unknown): boolean {
  return Array.isArray(value) ? value.every(isComplete) : value !== undefined;
}

function checkCountOnly({ faults }: Draft, rules: WafRules): void {
  const known = countableRules(rules);
  rules.countOnly.forEach((rule, index) => {
    const [name = ""] = rule.split(":");
    const isKnown = known.includes(name) && (name === rule || name.startsWith("AWSManagedRules"));
    if (!isKnown) {
      const at = [...waf, "countOnly", index];
      faults.add(
        at,
        `${faults.show(at, rule)} is not a rule of this web ACL; expected one of ${known.join(", ")}, or a rule of a managed group`,
      );
    }
  });
}

function checkCapacity({ faults }: Draft, rules: WafRules): void {
  const capacity = capacityOf(rules);
  if (capacity > maxCapacity) {
    faults.add(
      [...waf, "managedRuleGroups"],
      `uses ${capacity} capacity units together with the other rules; at most ${maxCapacity}`,
    );
  }
}
