import { text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { show } from "../../lib/show";
import { types } from "../../lib/tokens";
import { isGiven } from "../../lib/unknowns";

export const acmDnsValidated = defineRule({
  name: "acm-dns-validated",
  title: "Certificates renew themselves",
  description: "A public certificate must be validated by DNS, so that ACM can renew it.",
  severity: "medium",
  level: "mandatory",
  controls: {
    fsbp: ["ACM.1"],
    prowler: ["acm_certificates_expiration_check"],
    checkov: ["CKV2_AWS_71"],
  },
  remediation: "Set validationMethod to DNS and add the validation records.",
  types: types.certificate,
  *resource({ props }) {
    const isPrivate = isGiven(props, "certificateAuthorityArn");
    if (!isPrivate && text(props, "validationMethod") !== "DNS") {
      yield `validationMethod is ${show(props, "validationMethod")}`;
    }
  },
});
