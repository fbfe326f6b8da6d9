import { matches } from "../../lib/documents";
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
          statement.allows &&
          Object.keys(statement.conditions).length === 0 &&
          statement.resources.some((name) =>
            /^(\*|arn:[\w-]+:kms:[^:]*:[^:]*:(\*|key\/\*))$/.test(name),
          ) &&
          ["kms:Decrypt", "kms:ReEncryptFrom"].some((action) => matches(statement.actions, action)),
      );
      if (isTooWide) {
        yield "a statement allows decryption with every key";
      }
    }),
});
