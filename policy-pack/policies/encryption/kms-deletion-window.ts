import { integer } from "../../lib/options";
import { number } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const kmsDeletionWindow = defineRule({
  name: "kms-deletion-window",
  title: "A deleted key can be restored",
  description:
    "A KMS key must have a long deletion window, because its deletion makes the encrypted data unreadable.",
  severity: "medium",
  level: "advisory",
  controls: { fsbp: ["KMS.3"], prowler: ["kms_cmk_not_deleted_unintentionally"] },
  remediation: "Omit deletionWindowInDays, or set it to 30.",
  options: { minDays: integer("The fewest days.", 30, { minimum: 7, maximum: 30 }) },
  types: [...types.key, ...types.keyCopy],
  *resource({ props }, { minDays }) {
    const days = number(props, "deletionWindowInDays") ?? 30;
    if (days < minDays) {
      yield `the key is deleted after ${days} days; ${minDays} are required`;
    }
  },
});
