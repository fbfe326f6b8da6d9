import { words } from "../../lib/options";
import { oneOf } from "../../lib/option-forms";
import { text, upper } from "../../lib/props";
import { advice, defineRule } from "../../lib/rule";
import { show } from "../../lib/show";
import { types } from "../../lib/tokens";

/** Security Hub's list for ELB.17. */
const recommended = [
  "TLS13-1-3-2021-06",
  "TLS13-1-3-FIPS-2023-04",
  "TLS13-1-2-Res-2021-06",
  "TLS13-1-2-Res-FIPS-2023-04",
  "TLS13-1-2-Res-PQ-2025-09",
  "TLS13-1-3-PQ-2025-09",
  "TLS13-1-2-Res-FIPS-PQ-2025-09",
  "TLS13-1-3-FIPS-PQ-2025-09",
].map((policy) => `ELBSecurityPolicy-${policy}`);

export const albTlsPolicy = defineRule({
  name: "alb-tls-policy",
  title: "Listeners use a recommended TLS policy",
  description: "An HTTPS or TLS listener must use one of the recommended TLS policies.",
  severity: "high",
  level: "mandatory",
  controls: {
    fsbp: ["ELB.17"],
    prowler: ["elbv2_insecure_ssl_ciphers"],
    checkov: ["CKV_AWS_103", "CKV2_AWS_74"],
  },
  remediation:
    "Set sslPolicy to ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09 or another of `policies`.",
  options: {
    policies: words("Accepted policies; as of November 2026.", recommended, oneOf(recommended), {
      minItems: 1,
    }),
  },
  types: types.listener,
  *resource({ props }, { policies }) {
    const isEncrypted = ["HTTPS", "TLS"].includes(upper(props, "protocol") ?? "");
    const policy = text(props, "sslPolicy") ?? "";
    if (!isEncrypted || policies.includes(policy)) {
      return;
    }
    if (isLater(policy, policies)) {
      yield advice(`sslPolicy ${show(props, "sslPolicy")} is newer than the list`);
    } else {
      yield `sslPolicy is ${show(props, "sslPolicy")}, which is not recommended`;
    }
  },
});

/** Whether a policy of TLS 1.2 or 1.3 bears a later month than all on the list. */
function isLater(policy: string, policies: readonly string[]): boolean {
  const monthOf = (name: string) => /-(\d{4}-\d{2})$/.exec(name)?.[1] ?? "";
  const isModern = /^ELBSecurityPolicy-TLS13-1-(3|2-Res)-/.test(policy);
  return isModern && policies.every((listed) => monthOf(listed) < monthOf(policy));
}
