import { type Ask } from "../ask";
import { type Thing } from "../compare";
import { declarable, declaredThing, type Inventory, tagsAt } from "../inventory";
import { type Answer, pick, textAt } from "../values";
import { attributesOf, elbTags } from "./elb-answers";

const balancerType = "aws:lb/loadBalancer:LoadBalancer";

/** Attributes of a load balancer: the property, its key in AWS, and its value by default. */
const attributes: readonly (readonly [name: string, key: string, byDefault: string])[] = [
  ["enableDeletionProtection", "deletion_protection.enabled", "false"],
  ["idleTimeout", "idle_timeout.timeout_seconds", "60"],
  ["clientKeepAlive", "client_keep_alive.seconds", "3600"],
  ["desyncMitigationMode", "routing.http.desync_mitigation_mode", "defensive"],
  ["dropInvalidHeaderFields", "routing.http.drop_invalid_header_fields.enabled", "false"],
  ["enableHttp2", "routing.http2.enabled", "true"],
  ["enableXffClientPort", "routing.http.xff_client_port.enabled", "false"],
  ["xffHeaderProcessingMode", "routing.http.xff_header_processing.mode", "append"],
  [
    "enableTlsVersionAndCipherSuiteHeaders",
    "routing.http.x_amzn_tls_version_and_cipher_suite.enabled",
    "false",
  ],
  ["preserveHostHeader", "routing.http.preserve_host_header.enabled", "false"],
  ["enableWafFailOpen", "waf.fail_open.enabled", "false"],
  ["enableZonalShift", "zonal_shift.config.enabled", "false"],
];

export const loadBalancers: Inventory = {
  name: "the load balancer: its network, its groups and its attributes",
  types: [balancerType],
  defaults: {
    ipAddressType: "ipv4",
    ...Object.fromEntries(attributes.map(([name, , byDefault]) => [name, byDefault])),
  },
  emulatorHides: {
    healthCheckLogs: "the emulator knows no bucket of a load balancer's health check logs",
  },
  expected: (declared) => declared.of(balancerType).map((it) => declaredThing("load balancer", it)),
  live: async (ask) => {
    const arns = ask.declared.ids(balancerType);
    const command = ["elbv2", "describe-load-balancers", "--load-balancer-arns"] as const;
    const found = await ask.list("LoadBalancers", ...command, ...arns);
    const tagged = await elbTags(ask, arns);
    return Promise.all(found.map((it) => liveBalancer(ask, it, tagged)));
  },
};

async function liveBalancer(
  ask: Ask,
  balancer: Answer,
  tagged: ReadonlyMap<string, Answer>,
): Promise<Thing> {
  const arn = textAt(balancer, "LoadBalancerArn");
  const command = ["elbv2", "describe-load-balancer-attributes", "--load-balancer-arn"] as const;
  const found = attributesOf(await ask.one(...command, arn));
  const tags = tagsAt(tagged.get(arn));
  const logs = (kind: string) => ({
    enabled: found[`${kind}.s3.enabled`] ?? false,
    bucket: found[`${kind}.s3.bucket`],
    prefix: found[`${kind}.s3.prefix`],
  });
  const values = {
    ...pick(balancer, {
      name: "LoadBalancerName",
      loadBalancerType: "Type",
      ipAddressType: "IpAddressType",
      securityGroups: "SecurityGroups",
      subnets: "AvailabilityZones[].SubnetId",
    }),
    internal: textAt(balancer, "Scheme") === "internal",
    accessLogs: logs("access_logs"),
    connectionLogs: logs("connection_logs"),
    healthCheckLogs: logs("health_check_logs"),
    ...Object.fromEntries(
      attributes.map(([name, key, byDefault]) => [name, found[key] ?? byDefault]),
    ),
    tagsAll: declarable(tags),
  };
  return { id: arn, label: `load balancer ${textAt(balancer, "LoadBalancerName")}`, tags, values };
}
