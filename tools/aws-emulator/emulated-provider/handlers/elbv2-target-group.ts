import { InvalidTargetException } from "@aws-sdk/client-elastic-load-balancing-v2";
import type * as aws from "@pulumi/aws";
import { required } from "../aws";
import { resource, type Inputs, type ResourceTable } from "../resource";
import { tagList } from "../tags";
import { attributeMap, elbTagging, tagsOf } from "./elbv2-common";

type TargetGroupInputs = Inputs<aws.lb.TargetGroupArgs>;

function healthCheck({ healthCheck: check }: TargetGroupInputs) {
  return {
    HealthCheckEnabled: check?.enabled,
    HealthCheckProtocol: check?.protocol as "HTTPS" | undefined,
    HealthCheckPort: check?.port,
    HealthCheckPath: check?.path,
    HealthCheckIntervalSeconds: check?.interval,
    HealthCheckTimeoutSeconds: check?.timeout,
    HealthyThresholdCount: check?.healthyThreshold,
    UnhealthyThresholdCount: check?.unhealthyThreshold,
    Matcher: check?.matcher === undefined ? undefined : { HttpCode: check.matcher },
  };
}

/** The attributes that ELB knows a target group's settings as. */
function attributesOf(inputs: TargetGroupInputs): Record<string, string> {
  const { stickiness } = inputs;
  return {
    "deregistration_delay.timeout_seconds": String(inputs.deregistrationDelay ?? 300),
    "load_balancing.algorithm.type": inputs.loadBalancingAlgorithmType ?? "round_robin",
    "slow_start.duration_seconds": String(inputs.slowStart ?? 0),
    "stickiness.enabled": String(stickiness?.enabled ?? false),
    "stickiness.type": stickiness?.type ?? "lb_cookie",
    "stickiness.lb_cookie.duration_seconds": String(stickiness?.cookieDuration ?? 86_400),
  };
}

function settingsState(attributes: Record<string, string>) {
  return {
    deregistrationDelay: Number(attributes["deregistration_delay.timeout_seconds"]),
    loadBalancingAlgorithmType: attributes["load_balancing.algorithm.type"],
    slowStart: Number(attributes["slow_start.duration_seconds"]),
    stickiness: {
      enabled: attributes["stickiness.enabled"] === "true",
      type: attributes["stickiness.type"] ?? "",
      cookieDuration: Number(attributes["stickiness.lb_cookie.duration_seconds"]),
    },
  };
}

const targetGroup = resource<aws.lb.TargetGroupArgs, aws.lb.TargetGroupState>({
  async create(inputs, { elb }) {
    const made = await elb.createTargetGroup({
      ...healthCheck(inputs),
      Name: inputs.name,
      VpcId: inputs.vpcId,
      Port: inputs.port,
      Protocol: inputs.protocol as "HTTPS" | undefined,
      ProtocolVersion: inputs.protocolVersion,
      TargetType: inputs.targetType as "ip" | undefined,
      Tags: tagList(inputs.tagsAll),
    });
    return required(made.TargetGroups?.[0]?.TargetGroupArn, "a target group ARN");
  },
  async configure(TargetGroupArn, inputs, { elb }) {
    const Attributes = Object.entries(attributesOf(inputs)).map(([Key, Value]) => ({ Key, Value }));
    await elb.modifyTargetGroupAttributes({ TargetGroupArn, Attributes });
  },
  async read({ id }, aws) {
    const { TargetGroups } = await aws.elb.describeTargetGroups({ TargetGroupArns: [id] });
    const found = TargetGroups?.[0];
    if (!found) return undefined;
    const { Attributes } = await aws.elb.describeTargetGroupAttributes({ TargetGroupArn: id });
    return {
      arn: id,
      arnSuffix: id.split(":").at(-1),
      name: found.TargetGroupName,
      vpcId: found.VpcId,
      port: found.Port,
      protocol: found.Protocol,
      protocolVersion: found.ProtocolVersion,
      targetType: found.TargetType,
      ...settingsState(attributeMap(Attributes)),
      healthCheck: {
        enabled: found.HealthCheckEnabled,
        protocol: found.HealthCheckProtocol,
        port: found.HealthCheckPort,
        path: found.HealthCheckPath,
        interval: found.HealthCheckIntervalSeconds,
        timeout: found.HealthCheckTimeoutSeconds,
        healthyThreshold: found.HealthyThresholdCount,
        unhealthyThreshold: found.UnhealthyThresholdCount,
        matcher: found.Matcher?.HttpCode,
      },
      loadBalancerArns: found.LoadBalancerArns,
      tagsAll: await tagsOf(id, aws),
    };
  },
  update: ({ id }, news, { elb }) =>
    elb.modifyTargetGroup({ ...healthCheck(news), TargetGroupArn: id }),
  delete: ({ id }, { elb }) => elb.deleteTargetGroup({ TargetGroupArn: id }),
  replaceOn: ["name", "vpcId", "port", "protocol", "protocolVersion", "targetType"],
  autoName: { property: "name", maxLength: 32 },
  tagging: elbTagging,
});

type AttachmentInputs = Inputs<aws.lb.TargetGroupAttachmentArgs>;

function target(inputs: Partial<AttachmentInputs>) {
  return {
    TargetGroupArn: inputs.targetGroupArn,
    Targets: [
      {
        Id: inputs.targetId,
        Port: inputs.port,
        AvailabilityZone: inputs.availabilityZone,
      },
    ],
  };
}

const attachment = resource<aws.lb.TargetGroupAttachmentArgs, aws.lb.TargetGroupAttachmentState>({
  async create(inputs, { elb }) {
    await elb.registerTargets(target(inputs));
    return [inputs.targetGroupArn, inputs.targetId, inputs.port].join("-");
  },
  async read({ state }, { elb }) {
    // Asked for a target by name, AWS answers also when it is not registered.
    const { TargetGroupArn } = target(state);
    const { TargetHealthDescriptions = [] } = await elb.describeTargetHealth({ TargetGroupArn });
    const found = TargetHealthDescriptions.find(
      ({ Target }) => Target?.Id === state.targetId && Target?.Port === state.port,
    );
    return (
      found && {
        targetGroupArn: TargetGroupArn,
        targetId: found.Target?.Id,
        port: found.Target?.Port,
        availabilityZone: found.Target?.AvailabilityZone,
      }
    );
  },
  async delete({ state }, { elb }) {
    try {
      await elb.deregisterTargets(target(state));
    } catch (error) {
      if (!(error instanceof InvalidTargetException)) throw error;
    }
  },
  replaceOn: "all",
});

/** Target groups of load balancers. */
export const elbTargetGroup: ResourceTable = {
  "aws:lb/targetGroup:TargetGroup": targetGroup,
  "aws:lb/targetGroupAttachment:TargetGroupAttachment": attachment,
};
