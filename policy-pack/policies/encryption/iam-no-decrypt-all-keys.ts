import { populations, reachesEvery } from "../../lib/iam/populations";
import { permissionTypes, policyDocuments } from "../../lib/policies-in";
import { defineRule } from "../../lib/rule";
import { forEach } from "../../lib/unknowns";

const decryption = ["kms:Decrypt", "kms:ReEncryptFrom"];

export const iamNoDecryptAllKeys = defineRule({
  name: "iam-no-decrypt-all-keys",
  title: "No policy allows decrypting with every key",
  description: "A policy must not allow decryption with all KMS keys.",
  severity: "medium",
  level: "mandatory",
  controls: { fsbp: ["KMS.1", "KMS.2"] },
  remediation:
    "Name the keys in Resource, or limit the statement to a service with kms:ViaService.",
  types: permissionTypes,
  resource: (resource) =>
    forEach(policyDocuments(resource), function* (document) {
      const kinds = [populations.keys, populations.regionalKeys];
      if (kinds.some((keys) => reachesEvery(document(), decryption, keys, "keys"))) {
        yield "a statement allows decryption with every key";
      }
    }),
});
