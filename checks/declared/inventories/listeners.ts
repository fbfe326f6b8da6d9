import { isPhase, phaseFacts } from "../../../lib/phases";
import { type OutputValues } from "../../outputs";
import { type Ask } from "../ask";
import { type Thing } from "../compare";
import { type Inventory } from "../inventory";
import { type DeclaredResources } from "../resources";
import { type Answer, at, camelCased, isRecord, listAt, pick, textAt, textsAt } from "../values";

const balancerType = "aws:lb/loadBalancer:LoadBalancer";
const listenerType = "aws:lb/listener:Listener";
const listenerRuleType = "aws:lb/listenerRule:ListenerRule";
const certificateType = "aws:lb/listenerCertificate:ListenerCertificate";

/**
 * The listener and the rule that operations switch in this phase. What they switch has no declared
 * value: the check of the phase judges it.
 */
function switchedIn({ phase, httpsListenerArn, maintenanceRuleArn }: OutputValues) {
  const isSwitched = isPhase(phase) && phaseFacts[phase].trafficSwitched;
  return isSwitched ? { shares: httpsListenerArn, conditions: maintenanceRuleArn } : {};
}

/** The attachments of a listener: further certificates, and rules. */
function expectedListener(declared: DeclaredResources, outputs: OutputValues, arn: string) {
  const of = (type: string) =>
    declared.of(type).filter(({ inputs }) => inputs["listenerArn"] === arn);
  const more = of(certificateType).map(({ inputs }) => inputs["certificateArn"]);
  return {
    moreCertificates: more,
    numberOfMoreCertificates: more.length,
    rules: of(listenerRuleType).map(({ id, inputs }) => ({
      priority: inputs["priority"],
      conditions: id === switchedIn(outputs).conditions ? undefined : inputs["conditions"],
      actions: listAt(inputs, "actions").map((it) => action(it)),
    })),
  };
}

export const listeners: Inventory = {
  name: "the listeners: ports, TLS, certificates, rules and where each sends its requests",
  types: [listenerType, listenerRuleType, certificateType],
  emulatorHides: {
    certificateArn: "a certificate that is given by its ARN is not in the emulator",
    moreCertificates: "a certificate that is given by its ARN is not in the emulator",
  },
  hidden: { tagsAll: "they grant no access" },
  expected: (declared, outputs) =>
    declared.of(listenerType).map((listener) => {
      const { defaultActions, ...inputs } = listener.inputs;
      const hasShares = listener.id !== switchedIn(outputs).shares;
      return {
        id: listener.id,
        label: `listener ${String(inputs["protocol"])}:${String(inputs["port"])}`,
        values: {
          ...inputs,
          defaultActions: listAt({ defaultActions }, "defaultActions").map((it) =>
            action(it, hasShares),
          ),
          ...expectedListener(declared, outputs, listener.id),
        },
      };
    }),
  live: async (ask) => {
    const found = await Promise.all(
      ask.declared
        .ids(balancerType)
        .map((arn) =>
          ask.list("Listeners", "elbv2", "describe-listeners", "--load-balancer-arn", arn),
        ),
    );
    return Promise.all(found.flat().map((it) => listenerOf(ask, it)));
  },
};

async function listenerOf(ask: Ask, listener: Answer): Promise<Thing> {
  const arn = textAt(listener, "ListenerArn");
  const isTls = textAt(listener, "Protocol") === "HTTPS";
  const which = ["--listener-arn", arn] as const;
  const [rules, certificates] = await Promise.all([
    ask.one("elbv2", "describe-rules", ...which),
    isTls ? ask.one("elbv2", "describe-listener-certificates", ...which) : Promise.resolve({}),
  ]);
  const switched = switchedIn(ask.outputs);
  const more = listAt(certificates, "Certificates")
    .filter((it) => at(it, "IsDefault") !== true)
    .map((it) => at(it, "CertificateArn"));
  const values = {
    ...pick(listener, {
      loadBalancerArn: "LoadBalancerArn",
      port: "Port",
      protocol: "Protocol",
      alpnPolicy: "AlpnPolicy",
    }),
    sslPolicy: isTls ? at(listener, "SslPolicy") : undefined,
    certificateArn: textsAt(listener, "Certificates[].CertificateArn")[0],
    defaultActions: listAt(listener, "DefaultActions").map((it) =>
      action(camelCased(it), arn !== switched.shares),
    ),
    mutualAuthentication:
      textAt(listener, "MutualAuthentication.Mode") === "off"
        ? undefined
        : at(listener, "MutualAuthentication.Mode"),
    moreCertificates: more,
    numberOfMoreCertificates: more.length,
    rules: listAt(rules, "Rules")
      .filter((it) => at(it, "IsDefault") !== true)
      .map((it) => liveRule(it, textAt(it, "RuleArn") !== switched.conditions)),
  };
  return {
    id: arn,
    label: `listener ${textAt(listener, "Protocol")}:${textAt(listener, "Port")}`,
    values,
  };
}

function liveRule(rule: Answer, hasConditions: boolean): unknown {
  return {
    priority: at(rule, "Priority"),
    conditions: hasConditions ? listAt(rule, "Conditions").map(condition) : undefined,
    actions: listAt(rule, "Actions").map((it) => action(camelCased(it))),
  };
}

/** A condition of AWS as it is declared; of two there is an older form beside the newer. */
function condition(it: Answer): unknown {
  const older = (field: string) =>
    textAt(it, "Field") === field ? { Values: at(it, "Values") } : undefined;
  return camelCased({
    HostHeader: at(it, "HostHeaderConfig") ?? older("host-header"),
    PathPattern: at(it, "PathPatternConfig") ?? older("path-pattern"),
    HttpHeader: at(it, "HttpHeaderConfig"),
    HttpRequestMethod: at(it, "HttpRequestMethodConfig"),
    QueryStrings: at(it, "QueryStringConfig.Values"),
    SourceIp: at(it, "SourceIpConfig"),
  });
}

/**
 * An action of a listener in one form: a target group alone is all of the weight.
 * @param hasShares Whether the target groups' shares are compared.
 */
function action(value: Answer, hasShares = true): unknown {
  const forward = at(value, "forward") ?? at(value, "forwardConfig");
  const alone = textAt(value, "targetGroupArn");
  const groups =
    forward === undefined
      ? alone === ""
        ? []
        : [{ arn: alone, weight: 1 }]
      : listAt(forward, "targetGroups");
  const isOne = groups.length === 1;
  return {
    type: at(value, "type"),
    targetGroups: groups.map((group) => ({
      arn: at(group, "arn") ?? at(group, "targetGroupArn"),
      weight: !hasShares ? undefined : isOne ? 1 : (at(group, "weight") ?? 1),
    })),
    stickiness: hasShares ? stickiness(forward) : undefined,
    redirect: redirect(at(value, "redirect") ?? at(value, "redirectConfig")),
    fixedResponse: at(value, "fixedResponse") ?? at(value, "fixedResponseConfig"),
  };
}

/** Whether a forward keeps a client with one group; by default it does not. */
function stickiness(forward: Answer): unknown {
  const found = at(forward, "stickiness") ?? at(forward, "targetGroupStickinessConfig");
  if (at(found, "enabled") !== true) return undefined;
  return { seconds: at(found, "duration") ?? at(found, "durationSeconds") };
}

/** A redirect with the parts that AWS fills in: host, path and query are the request's. */
function redirect(value: Answer): unknown {
  if (!isRecord(value)) return undefined;
  return { host: "#{host}", path: "/#{path}", query: "#{query}", ...value };
}
