import { text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { independently, isGiven } from "../../lib/unknowns";

export const acmStrongKey = defineRule({
  name: "acm-strong-key",
  title: "Certificates have strong keys",
  description:
    "A certificate's RSA key must have at least 2048 bits. A stack must not import a certificate with its private key.",
  severity: "high",
  level: "mandatory",
  controls: { fsbp: ["ACM.2"], prowler: ["acm_certificates_with_secure_key_algorithms"] },
  remediation:
    "Omit keyAlgorithm, or use RSA_2048, EC_prime256v1 or stronger. Let ACM issue the certificate.",
  types: types.certificate,
  resource: ({ props }) =>
    independently(
      function* () {
        if (isGiven(props, "privateKey") || isGiven(props, "privateKeyWo")) {
          yield "the certificate is imported, so its private key passes through the program";
        }
      },
      function* () {
        if (text(props, "keyAlgorithm") === "RSA_1024") {
          yield "keyAlgorithm is RSA_1024";
        }
      },
    ),
});
