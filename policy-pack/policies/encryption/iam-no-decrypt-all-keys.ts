import { narrowsKeys } from "../../lib/conditions";
import { isAboutEverything, permits } from "../../lib/documents";
import { permissionTypes, policyDocuments } from "../../lib/policies-in";
import { defineRule } from "../../lib/rule";
import { forEach } from "../../lib/unknowns";

export const iamNoDecryptAllKeys = defineRule({
  name: "iam-no-decrypt-all-keys",
  title: "Nobody may decrypt with every key",
  description: "A policy must not allow decryption with all KMS keys.",
  severity: "medium",
  level: "mandatory",
  controls: { fsbp: ["KMS.1", "KMS.2"] },
  remediation: "Name the keys in Resource, or tie the statement to a service with kms:ViaService.",
  types: permissionTypes,
  resource: (resource) =>
    forEach(policyDocuments(resource), function* (document) {
      const isTooWide = document().some(
        (statement) =>
          !narrowsKeys(statement.conditions) &&
          (isAboutEverything(statement) || statement.resources.some(isEveryKey)) &&
          ["kms:Decrypt", "kms:ReEncryptFrom"].some((action) => permits(statement, action)),
      );
      if (isTooWide) {
        yield "a statement allows decryption with every key";
      }
    }),
});

/** Every key of an account and region, or of more. */
function isEveryKey(name: string): boolean {
  return /^arn:[^:]+:kms:(\*+|[^:]*:\*+|[^:]*:[^:]*:(\*+|key\/[*?]+))$/.test(name);
}
