import { z } from "zod";
import { oneOf, weeklyHours, wholeNumber } from "./kinds";

/** The schema of `secrets`. */
export const secretsSettings = z.strictObject({
  rotation: z
    .strictObject({
      strategy: oneOf(
        ["singleUser", "alternatingUsers"],
        "`singleUser` changes the user's password in place; `alternatingUsers` keeps two users and lets the old password work until the next rotation. An existing secret supports the latter only if its `masterarn` is the ARN of the superuser's secret.",
      ).default("singleUser"),
      days: wholeNumber(1, 90, "Days between rotations, which start at any time of day.").default(
        30,
      ),
      window: weeklyHours(
        "Weekly window for password changes, instead of `days`. It must not overlap backups or maintenance.",
      ).optional(),
    })
    .prefault({}),
});

/** Settings of password rotation. */
export type SecretsSettings = z.output<typeof secretsSettings>;
