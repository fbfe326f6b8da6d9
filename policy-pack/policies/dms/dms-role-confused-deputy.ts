import { effective } from "../../lib/iam/access";
import { narrows } from "../../lib/iam/conditions";
import { type Statement, statements } from "../../lib/iam/statements";
import { words } from "../../lib/options";
import { like } from "../../lib/option-forms";
import { text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven, isUnknown } from "../../lib/unknowns";

export const dmsRoleConfusedDeputy = defineRule({
  name: "dms-role-confused-deputy",
  title: "DMS uses roles for this account only",
  description:
    "A role that DMS may assume must name the account or the resource for which DMS acts.",
  severity: "high",
  level: "mandatory",
  controls: { prowler: ["iam_role_cross_service_confused_deputy_prevention"] },
  remediation: "Add a condition on aws:SourceAccount to the trust policy.",
  url: "https://docs.aws.amazon.com/dms/latest/userguide/cross-service-confused-deputy-prevention.html",
  options: {
    exempt: words(
      "Names of exempt roles.",
      [],
      like("the whole name of a role", /^[\w+=,.@-]{1,64}$/),
      { maxItems: 10 },
    ),
  },
  types: types.role,
  *resource({ props }, { exempt }) {
    const isNamed = isGiven(props, "name") && !isUnknown(props, "name");
    if (isNamed && exempt.includes(text(props, "name") ?? "")) {
      return;
    }
    const trust = effective(statements(props, "assumeRolePolicy") ?? [], "callers");
    if (trust.some((allowed) => isForDms(allowed) && !narrows(allowed.conditions, "callers"))) {
      yield "DMS may assume the role on behalf of any account";
    }
  },
});

function isForDms({ principals }: Statement): boolean {
  return principals.some(
    (principal) =>
      principal.kind === "service" && /^dms\.([\w-]+\.)?amazonaws\.com/.test(principal.name),
  );
}
