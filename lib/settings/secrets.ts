import { z } from "zod";
import { oneOf, weeklyHours, wholeNumber } from "./kinds";

/** The schema of `secrets`. */
export const secretsSettings = z.strictObject({
  rotation: z
    .strictObject({
      strategy: oneOf(
        ["singleUser", "alternatingUsers"],
        "`singleUser` changes the user's password in place; `alternatingUsers` keeps two users and lets the old password work until the next rotation. A secret that is there takes the latter only with the ARN of the superuser's secret as its `masterarn`.",
      ).default("singleUser"),
      days: wholeNumber(1, 90, "Days between two rotations, which begin at any time.").default(30),
      window: weeklyHours(
        "When passwords change, every week; instead of `days`. It must not overlap backups or maintenance.",
      ).optional(),
    })
    .prefault({}),
});

/** How passwords are rotated. */
export type SecretsSettings = z.output<typeof secretsSettings>;
