import { integer } from "../../lib/options";
import { number } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

/** Secrets Manager's default, in days. */
const awsDefault = 30;

export const secretRecoveryWindow = defineRule({
  name: "secret-recovery-window",
  title: "A deleted secret can be restored",
  description: "A deleted secret must be recoverable for several days.",
  severity: "medium",
  level: "advisory",
  remediation: "Omit recoveryWindowInDays, or set it to 7 or more.",
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html",
  options: { minDays: integer("The fewest days.", 7, { minimum: 7, maximum: 30 }) },
  types: types.secret,
  *resource({ props }, { minDays }) {
    const days = number(props, "recoveryWindowInDays") ?? awsDefault;
    if (days < minDays) {
      yield `a deleted secret is gone after ${days} days; ${minDays} are required`;
    }
  },
});
