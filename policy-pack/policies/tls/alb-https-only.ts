import { toggle } from "../../lib/options";
import { record, records, text, upper } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { show } from "../../lib/show";
import { types } from "../../lib/tokens";
import { isGiven, isUnknown, type Props } from "../../lib/unknowns";

const encrypted = ["HTTPS", "TLS", "QUIC", "TCP_QUIC", "GENEVE"];

export const albHttpsOnly = defineRule({
  name: "alb-https-only",
  title: "Load balancers use TLS",
  description: "A listener must use HTTPS or TLS; plain HTTP may only redirect to HTTPS.",
  severity: "high",
  level: "mandatory",
  controls: {
    fsbp: ["ELB.1", "ELB.18"],
    prowler: ["elbv2_ssl_listeners"],
    checkov: ["CKV_AWS_2", "CKV2_AWS_20"],
  },
  remediation: "Use protocol HTTPS with a certificate; let an HTTP listener redirect to it.",
  options: {
    allowHttpRedirect: toggle(
      "Whether an HTTP listener that redirects to HTTPS is accepted.",
      true,
    ),
  },
  types: types.listener,
  *resource({ props }, { allowHttpRedirect }) {
    // Listeners of gateway load balancers have no port and no protocol; of others it is HTTP then.
    const protocol = upper(props, "protocol") ?? (isGiven(props, "port") ? "HTTP" : undefined);
    if (protocol === undefined || encrypted.includes(protocol)) {
      return;
    }
    if (protocol !== "HTTP" || !allowHttpRedirect) {
      yield `the listener uses ${show(props, "protocol")}`;
      return;
    }
    if (!redirects(props, "defaultActions")) {
      yield "the HTTP listener does not redirect to HTTPS";
    }
  },
  *companions(listener, graph) {
    const { props } = listener;
    if (isUnknown(props, "protocol") || (upper(props, "protocol") ?? "HTTP") !== "HTTP") {
      return;
    }
    const rules = graph.companions(listener, "listenerArn", types.listenerRule);
    for (const rule of rules.filter((item) => !redirects(item.props, "actions"))) {
      yield `its rule ${rule.name} does not redirect to HTTPS`;
    }
  },
});

function redirects(props: Props, key: string): boolean {
  const actions = records(props, key);
  return (
    actions.length > 0 &&
    actions.every(
      (action) =>
        text(action, "type") === "redirect" &&
        text(record(action, "redirect"), "protocol") === "HTTPS",
    )
  );
}
