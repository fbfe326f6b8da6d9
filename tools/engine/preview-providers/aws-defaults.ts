import { isMap, type PropertyMap, type PropertyValue } from "@landing-zone/plan/values";

/** Default values by property; `a.b` and `a[].b` apply where the program gives `a` or its items. */
type Defaults = Readonly<Record<string, string | number | boolean>>;

/**
 * Defaults that the AWS provider's Check fills in, by type token, for the types of this project.
 * Source: recorded from pulumi-aws (bridge 3.120 over Terraform's provider 5.46).
 */
const defaultsByType: Readonly<Record<string, Defaults>> = {
  "aws:appautoscaling/policy:Policy": {
    "targetTrackingScalingPolicyConfiguration.disableScaleIn": false,
  },
  "aws:backup/plan:Plan": { "rules[].enableContinuousBackup": false },
  "aws:budgets/budget:Budget": { timePeriodEnd: "2087-06-15_00:00" },
  "aws:cloudwatch/eventRule:EventRule": { eventBusName: "default" },
  "aws:cloudwatch/eventTarget:EventTarget": { eventBusName: "default" },
  "aws:cloudwatch/logGroup:LogGroup": { skipDestroy: false },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": { revokeRulesOnDelete: false },
  "aws:ec2/natGateway:NatGateway": { connectivityType: "public" },
  "aws:ec2/securityGroup:SecurityGroup": { revokeRulesOnDelete: false },
  "aws:ec2/subnet:Subnet": {
    enableDns64: false,
    enableResourceNameDnsARecordOnLaunch: false,
    enableResourceNameDnsAaaaRecordOnLaunch: false,
    ipv6Native: false,
  },
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": {
    applianceModeSupport: "disable",
    ipv6Support: "disable",
  },
  "aws:iam/role:Role": { forceDetachPolicies: false, maxSessionDuration: 3600, path: "/" },
  "aws:kms/key:Key": {
    bypassPolicyLockoutSafetyCheck: false,
    customerMasterKeySpec: "SYMMETRIC_DEFAULT",
    isEnabled: true,
    keyUsage: "ENCRYPT_DECRYPT",
  },
  "aws:lb/listener:Listener": {
    "defaultActions[].redirect.host": "#{host}",
    "defaultActions[].redirect.path": "/#{path}",
    "defaultActions[].redirect.query": "#{query}",
  },
  "aws:lb/loadBalancer:LoadBalancer": {
    dnsRecordClientRoutingPolicy: "any_availability_zone",
    enableCrossZoneLoadBalancing: false,
    enableHttp2: true,
    enableTlsVersionAndCipherSuiteHeaders: false,
    enableWafFailOpen: false,
    enableXffClientPort: false,
    preserveHostHeader: false,
    xffHeaderProcessingMode: "append",
  },
  "aws:lb/targetGroup:TargetGroup": {
    "healthCheck.enabled": true,
    "healthCheck.healthyThreshold": 3,
    "healthCheck.interval": 30,
    "healthCheck.port": "traffic-port",
    "healthCheck.unhealthyThreshold": 3,
    lambdaMultiValueHeadersEnabled: false,
    proxyProtocolV2: false,
  },
  "aws:rds/cluster:Cluster": {
    deleteAutomatedBackups: true,
    enableGlobalWriteForwarding: false,
    enableHttpEndpoint: false,
    enableLocalWriteForwarding: false,
  },
  "aws:route53/resolverRule:ResolverRule": { "targetIps[].protocol": "Do53" },
  "aws:secretsmanager/secret:Secret": { forceOverwriteReplicaSecret: false },
  "aws:sns/topic:Topic": { contentBasedDeduplication: false, fifoTopic: false },
  "aws:sns/topicSubscription:TopicSubscription": {
    confirmationTimeoutInMinutes: 1,
    endpointAutoConfirms: false,
    rawMessageDelivery: false,
  },
};

/** Numbers that the provider's schema has as text, by type token. */
const texts: Readonly<Record<string, readonly string[]>> = {
  "aws:lb/targetGroup:TargetGroup": ["deregistrationDelay"],
};

/** The inputs as the provider's Check returns them, but for `region`, tags and generated names. */
export function withSchemaDefaults(type: string, inputs: PropertyMap): PropertyMap {
  const filled = changeDefaults(type, inputs, (holder, name, value) =>
    holder[name] === undefined ? { ...holder, [name]: value } : holder,
  );
  const asText = (texts[type] ?? []).flatMap((name) => {
    const value = filled[name];
    return typeof value === "number" ? [[name, String(value)] as const] : [];
  });
  return asText.length === 0 ? filled : { ...filled, ...Object.fromEntries(asText) };
}

/** The inputs without the values that {@link withSchemaDefaults} fills in. */
export function withoutSchemaDefaults(type: string, inputs: PropertyMap): PropertyMap {
  return changeDefaults(type, inputs, (holder, name, value) => {
    const { [name]: found, ...others } = holder;
    return found === value ? others : holder;
  });
}

type Change = (holder: PropertyMap, name: string, value: PropertyValue) => PropertyMap;

function changeDefaults(type: string, inputs: PropertyMap, change: Change): PropertyMap {
  return Object.entries(defaultsByType[type] ?? {}).reduce<PropertyMap>(
    (properties, [path, value]) =>
      changeAt(properties, path.split("."), (holder, name) =>
        change(holder, name, value),
      ) as PropertyMap,
    inputs,
  );
}

/** A copy that is changed in each map that holds the end of a path; no map is created. */
function changeAt(
  holder: PropertyValue,
  [segment = "", ...rest]: readonly string[],
  change: (holder: PropertyMap, name: string) => PropertyMap,
): PropertyValue {
  if (!isMap(holder)) return holder;
  const name = segment.replace("[]", "");
  if (rest.length === 0) return change(holder, name);
  const inner = holder[name];
  if (inner === undefined) return holder;
  const changed = Array.isArray(inner)
    ? inner.map((item) => changeAt(item, rest, change))
    : changeAt(inner, rest, change);
  return { ...holder, [name]: changed };
}
