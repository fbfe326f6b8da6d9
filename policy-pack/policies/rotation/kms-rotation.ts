import { isGiven } from "../../lib/unknowns";
import { integer } from "../../lib/options";
import { flag, number, text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const kmsRotation = defineRule({
  name: "kms-rotation",
  title: "KMS keys are rotated",
  description: "A symmetric KMS key must rotate its material every year or more often.",
  severity: "high",
  level: "mandatory",
  controls: {
    fsbp: ["KMS.4"],
    prowler: ["kms_cmk_rotation_enabled"],
    checkov: ["CKV_AWS_7"],
  },
  remediation: "Set enableKeyRotation.",
  options: {
    maxDays: integer("The most days between rotations.", 365, { minimum: 90, maximum: 365 }),
  },
  types: types.key,
  *resource({ props }, { maxDays }) {
    const isSymmetric =
      (text(props, "customerMasterKeySpec") ?? "SYMMETRIC_DEFAULT") === "SYMMETRIC_DEFAULT";
    const encrypts = (text(props, "keyUsage") ?? "ENCRYPT_DECRYPT") === "ENCRYPT_DECRYPT";
    // AWS does not hold the material of keys in a store of the customer, and cannot rotate it.
    const isElsewhere = isGiven(props, "customKeyStoreId");
    if (!isSymmetric || !encrypts || isElsewhere) {
      return;
    }
    if (flag(props, "enableKeyRotation") !== true) {
      yield "enableKeyRotation is not true";
    }
    const days = number(props, "rotationPeriodInDays") ?? 365;
    if (days > maxDays) {
      yield `the key rotates every ${days} days; ${maxDays} are allowed`;
    }
  },
});
