import type * as aws from "@pulumi/aws";
import { required } from "../aws";
import { resource, type Inputs, type ResourceTable, type State } from "../resource";
import { tagList } from "../tags";
import { attributeMap, elbTagging, tagsOf } from "./elbv2-common";

type LoadBalancerInputs = Inputs<aws.lb.LoadBalancerArgs>;
type LogTarget = { bucket: string; prefix?: string; enabled?: boolean };

const healthCheckLogs = "health_check_logs.s3.enabled";

/** The attributes that ELB knows a load balancer's settings as. */
function attributesOf(inputs: LoadBalancerInputs): Record<string, string | undefined> {
  return {
    "deletion_protection.enabled": String(inputs.enableDeletionProtection ?? false),
    "idle_timeout.timeout_seconds": String(inputs.idleTimeout ?? 60),
    "routing.http.drop_invalid_header_fields.enabled": String(
      inputs.dropInvalidHeaderFields ?? false,
    ),
    "routing.http.desync_mitigation_mode": inputs.desyncMitigationMode ?? "defensive",
    ...logAttributes("access_logs", inputs.accessLogs),
    ...logAttributes("connection_logs", inputs.connectionLogs),
    // The emulator does not know where health check logs go, only whether they are kept.
    [healthCheckLogs]: String(inputs.healthCheckLogs?.enabled ?? false),
  };
}

function logAttributes(kind: string, logs: LogTarget | undefined) {
  return {
    [`${kind}.s3.enabled`]: String(logs?.enabled ?? false),
    [`${kind}.s3.bucket`]: logs?.bucket,
    [`${kind}.s3.prefix`]: logs?.prefix,
  };
}

function logState(kind: string, attributes: Record<string, string>): LogTarget {
  return {
    enabled: attributes[`${kind}.s3.enabled`] === "true",
    bucket: attributes[`${kind}.s3.bucket`] ?? "",
    prefix: attributes[`${kind}.s3.prefix`] ?? "",
  };
}

function settingsState(attributes: Record<string, string>, state: State<aws.lb.LoadBalancerState>) {
  return {
    enableDeletionProtection: attributes["deletion_protection.enabled"] === "true",
    idleTimeout: Number(attributes["idle_timeout.timeout_seconds"]),
    dropInvalidHeaderFields:
      attributes["routing.http.drop_invalid_header_fields.enabled"] === "true",
    desyncMitigationMode: attributes["routing.http.desync_mitigation_mode"],
    accessLogs: logState("access_logs", attributes),
    connectionLogs: logState("connection_logs", attributes),
    healthCheckLogs: {
      bucket: state.healthCheckLogs?.bucket ?? "",
      enabled: attributes[healthCheckLogs] === "true",
    },
  };
}

const loadBalancer = resource<aws.lb.LoadBalancerArgs, aws.lb.LoadBalancerState>({
  async create(inputs, { elb }) {
    const made = await elb.createLoadBalancer({
      Name: inputs.name,
      Subnets: inputs.subnets,
      SecurityGroups: inputs.securityGroups,
      Scheme: inputs.internal ? "internal" : "internet-facing",
      Type: inputs.loadBalancerType as "application" | undefined,
      IpAddressType: inputs.ipAddressType as "ipv4" | undefined,
      Tags: tagList(inputs.tagsAll),
    });
    return required(made.LoadBalancers?.[0]?.LoadBalancerArn, "a load balancer ARN");
  },
  async configure(LoadBalancerArn, inputs, { elb }) {
    const Attributes = Object.entries(attributesOf(inputs)).flatMap(([Key, Value]) =>
      Value === undefined ? [] : [{ Key, Value }],
    );
    await elb.modifyLoadBalancerAttributes({ LoadBalancerArn, Attributes });
  },
  async read({ id, state }, aws) {
    const { LoadBalancers } = await aws.elb.describeLoadBalancers({ LoadBalancerArns: [id] });
    const found = LoadBalancers?.[0];
    if (!found) return undefined;
    const LoadBalancerArn = id;
    const { Attributes = [] } = await aws.elb.describeLoadBalancerAttributes({ LoadBalancerArn });
    return {
      arn: id,
      arnSuffix: id.split(":loadbalancer/").at(-1),
      name: found.LoadBalancerName,
      dnsName: found.DNSName,
      zoneId: found.CanonicalHostedZoneId,
      vpcId: found.VpcId,
      internal: found.Scheme === "internal",
      loadBalancerType: found.Type,
      ipAddressType: found.IpAddressType,
      subnets: found.AvailabilityZones?.map(({ SubnetId }) => SubnetId ?? ""),
      securityGroups: found.SecurityGroups,
      ...settingsState(attributeMap(Attributes), state),
      tagsAll: await tagsOf(id, aws),
    };
  },
  async update({ id }, news, { elb }) {
    await elb.setSecurityGroups({ LoadBalancerArn: id, SecurityGroups: news.securityGroups ?? [] });
    await elb.setSubnets({ LoadBalancerArn: id, Subnets: news.subnets });
  },
  delete: ({ id }, { elb }) => elb.deleteLoadBalancer({ LoadBalancerArn: id }),
  replaceOn: ["name", "internal", "loadBalancerType"],
  // They are of no use to application load balancers.
  ignored: ["dnsRecordClientRoutingPolicy", "enableCrossZoneLoadBalancing"],
  autoName: { property: "name", maxLength: 32 },
  tagging: elbTagging,
});

/** Load balancers. */
export const elbLoadBalancer: ResourceTable = {
  "aws:lb/loadBalancer:LoadBalancer": loadBalancer,
};
