import { type Ask } from "../ask";
import { type Thing } from "../compare";
import { declarable, declaredThing, type Inventory, tagsAt } from "../inventory";
import { type Answer, isRecord, listAt, type Mapping, pick, textAt, textsAt } from "../values";
import { attributesOf, elbTags } from "./elb-answers";

const balancerType = "aws:lb/loadBalancer:LoadBalancer";
const groupType = "aws:lb/targetGroup:TargetGroup";
const attachmentType = "aws:lb/targetGroupAttachment:TargetGroupAttachment";

export const targetGroups: Inventory = {
  name: "the target groups: health check, attributes and the targets that are declared",
  types: [groupType, attachmentType],
  defaults: {
    "healthCheck.enabled": true,
    "healthCheck.path": "/",
    "healthCheck.port": "traffic-port",
    "healthCheck.protocol": "HTTP",
    "healthCheck.matcher": "200",
    "healthCheck.interval": 30,
    "healthCheck.timeout": [5, 6, 10],
    "healthCheck.healthyThreshold": [3, 5],
    "healthCheck.unhealthyThreshold": [3, 2],
    "stickiness.enabled": false,
    "stickiness.type": "lb_cookie",
    protocolVersion: "HTTP1",
    ipAddressType: "ipv4",
    loadBalancingAnomalyMitigation: "off",
    loadBalancingCrossZoneEnabled: "use_load_balancer_configuration",
  },
  hidden: { "stickiness.cookieDuration": "it matters when clients stick to a target only" },
  expected: (declared) =>
    declared.of(groupType).map((group) => {
      const targets = declared
        .of(attachmentType)
        .filter(({ inputs }) => inputs["targetGroupArn"] === group.id)
        .map(({ inputs }) => `${String(inputs["targetId"])}:${String(inputs["port"])}`);
      const { healthCheck, stickiness: sticky, ...inputs } = group.inputs;
      return {
        ...declaredThing("target group", { ...group, inputs }),
        label: `target group ${String(inputs["name"])}`,
        values: {
          ...inputs,
          ...parts("healthCheck", healthCheck),
          ...parts("stickiness", sticky),
          targets,
        },
      };
    }),
  live: liveTargetGroups,
};

/** The parts of a value, each under its own name, such as `healthCheck.path`. */
function parts(name: string, value: Answer): Readonly<Record<string, unknown>> {
  return isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([part, it]) => [`${name}.${part}`, it]))
    : {};
}

async function liveTargetGroups(ask: Ask): Promise<readonly Thing[]> {
  const declared = new Set(ask.declared.ids(groupType));
  const attached = new Set(
    ask.declared.of(attachmentType).map(({ inputs }) => String(inputs["targetGroupArn"])),
  );
  const [balancer = ""] = ask.declared.ids(balancerType);
  const found = await ask.list("TargetGroups", "elbv2", "describe-target-groups");
  const own = found.filter(
    (it) =>
      declared.has(textAt(it, "TargetGroupArn")) ||
      textsAt(it, "LoadBalancerArns[]").includes(balancer),
  );
  const tagged = await elbTags(
    ask,
    own.map((it) => textAt(it, "TargetGroupArn")),
  );
  return Promise.all(own.map((it) => targetGroupOf(ask, it, { attached, tagged })));
}

async function targetGroupOf(
  ask: Ask,
  group: Answer,
  known: { readonly attached: ReadonlySet<string>; readonly tagged: ReadonlyMap<string, Answer> },
): Promise<Thing> {
  const arn = textAt(group, "TargetGroupArn");
  const which = ["--target-group-arn", arn] as const;
  const [described, registered] = await Promise.all([
    ask.one("elbv2", "describe-target-group-attributes", ...which),
    ask.one("elbv2", "describe-target-health", ...which),
  ]);
  const found = attributesOf(described);
  const tags = tagsAt(known.tagged.get(arn));
  const values = {
    ...pick(group, groupValues),
    deregistrationDelay: found["deregistration_delay.timeout_seconds"],
    slowStart: found["slow_start.duration_seconds"] ?? 0,
    loadBalancingAlgorithmType: found["load_balancing.algorithm.type"],
    "stickiness.enabled": found["stickiness.enabled"] ?? "false",
    "stickiness.type": found["stickiness.type"] ?? "lb_cookie",
    // The application registers its own targets in the groups without declared ones.
    targets: known.attached.has(arn)
      ? listAt(registered, "TargetHealthDescriptions").map(
          (it) => `${textAt(it, "Target.Id")}:${textAt(it, "Target.Port")}`,
        )
      : undefined,
    tagsAll: declarable(tags),
  };
  return { id: arn, label: `target group ${textAt(group, "TargetGroupName")}`, tags, values };
}

const groupValues: Mapping = {
  name: "TargetGroupName",
  port: "Port",
  protocol: "Protocol",
  protocolVersion: "ProtocolVersion",
  targetType: "TargetType",
  vpcId: "VpcId",
  ipAddressType: "IpAddressType",
  "healthCheck.enabled": "HealthCheckEnabled",
  "healthCheck.path": "HealthCheckPath",
  "healthCheck.port": "HealthCheckPort",
  "healthCheck.protocol": "HealthCheckProtocol",
  "healthCheck.matcher": "Matcher.HttpCode",
  "healthCheck.interval": "HealthCheckIntervalSeconds",
  "healthCheck.timeout": "HealthCheckTimeoutSeconds",
  "healthCheck.healthyThreshold": "HealthyThresholdCount",
  "healthCheck.unhealthyThreshold": "UnhealthyThresholdCount",
};
