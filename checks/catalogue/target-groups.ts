import type * as aws from "@pulumi/aws";
import { isPhase, phaseFacts } from "../../lib/phases";
import {
  listenersOf,
  loadBalancerOf,
  targetGroupAttributesOf,
  targetGroupOf,
  targetsOf,
} from "../live/elbv2";
import { type AwsCli } from "../aws-cli";
import { checksOf, properties } from "../check";
import { propagationProblems } from "../route-propagation";
import {
  between,
  differences,
  type Expectation,
  ofEach,
  oneOf,
  sameMembers,
  unless,
} from "../expectations";

const check = checksOf("Target groups");

const targetGroup = (...names: (keyof aws.lb.TargetGroupArgs)[]) =>
  properties<aws.lb.TargetGroupArgs>("aws:lb/targetGroup:TargetGroup", ...names);

const attachment = (...names: (keyof aws.lb.TargetGroupAttachmentArgs)[]) =>
  properties<aws.lb.TargetGroupAttachmentArgs>(
    "aws:lb/targetGroupAttachment:TargetGroupAttachment",
    ...names,
  );

export const targetGroupChecks = [
  check({
    name: "are reached by HTTPS in the cloud, their health checks too",
    outputs: ["targetGroupArn", "vpcId"],
    verifies: targetGroup("protocol", "targetType", "vpcId", "healthCheck"),
    controls: ["ELB.21", "ELB.22"],
    run: ({ outputs, aws }) => protocolProblems(aws, outputs.targetGroupArn, outputs.vpcId),
  }),
  check({
    name: "are reached by HTTPS in the data centre, their health checks too",
    outputs: ["onPremisesTargetGroupArn", "vpcId"],
    verifies: targetGroup("protocol", "targetType", "vpcId", "healthCheck"),
    controls: ["ELB.21", "ELB.22"],
    run: ({ outputs, aws }) =>
      protocolProblems(aws, outputs.onPremisesTargetGroupArn, outputs.vpcId),
  }),
  check({
    name: "start slowly only where requests go round in turn, as AWS can do no other",
    outputs: ["targetGroupArn"],
    verifies: targetGroup("slowStart", "loadBalancingAlgorithmType", "stickiness"),
    run: async ({ outputs, aws }) => {
      const found = await targetGroupAttributesOf(aws, outputs.targetGroupArn);
      const algorithm = found["load_balancing.algorithm.type"];
      return [
        ...differences(`target group ${outputs.targetGroupArn}`, found, {
          "stickiness.type": "lb_cookie",
        }),
        ...unless(
          found["slow_start.duration_seconds"] === "0" || algorithm === "round_robin",
          `target group ${outputs.targetGroupArn}: starts slowly with the algorithm ${algorithm}, expected round_robin`,
        ),
      ];
    },
  }),
  check({
    name: "distribute every request between the cloud and the data centre, as the phase requires",
    outputs: ["loadBalancerArn", "targetGroupArn", "onPremisesTargetGroupArn"],
    optionalOutputs: ["phase"],
    verifies: properties<aws.lb.ListenerArgs>("aws:lb/listener:Listener", "defaultActions"),
    run: async ({ outputs, aws }) => {
      const listeners = await listenersOf(aws, outputs.loadBalancerArn);
      const secure = listeners.filter(({ Port }) => Port === 443);
      const { targetGroupArn, onPremisesTargetGroupArn } = outputs;
      return ofEach("listener on port 443", secure, ({ ListenerArn, DefaultActions }) => {
        const groups = DefaultActions.flatMap(
          ({ ForwardConfig }) => ForwardConfig?.TargetGroups ?? [],
        );
        const share = groups.find((it) => it.TargetGroupArn === onPremisesTargetGroupArn);
        return differences(
          `listener ${ListenerArn}`,
          {
            groups: groups.map(({ TargetGroupArn }) => TargetGroupArn),
            percent: groups.reduce((sum, { Weight = 0 }) => sum + Weight, 0),
            onPremisesPercent: share?.Weight,
          },
          {
            groups: sameMembers([targetGroupArn, onPremisesTargetGroupArn]),
            percent: 100,
            onPremisesPercent: shareIn(outputs.phase),
          },
        );
      });
    },
  }),
  check({
    name: "have the servers of the data centre, all on one port",
    outputs: ["onPremisesTargetGroupArn"],
    verifies: attachment("targetGroupArn", "targetId", "port"),
    run: async ({ outputs, aws }) => {
      const targets = await targetsOf(aws, outputs.onPremisesTargetGroupArn);
      return ofEach("server of the data centre", targets, (target) =>
        differences(`server ${target.Id} of the data centre`, target, { Port: targets[0]?.Port }),
      );
    },
  }),
  check({
    name: "have the servers of the data centre in no zone of the VPC",
    outputs: ["onPremisesTargetGroupArn"],
    verifies: attachment("availabilityZone"),
    run: async ({ outputs, aws }) => {
      const targets = await targetsOf(aws, outputs.onPremisesTargetGroupArn);
      return ofEach("server of the data centre", targets, (target) =>
        differences(`server ${target.Id} of the data centre`, target, { AvailabilityZone: "all" }),
      );
    },
  }),
  check({
    name: "have a way from the load balancer to the data centre",
    outputs: ["onPremisesTargetGroupArn", "loadBalancerArn", "vpnConnectionIds", "vpcId"],
    verifies: properties<aws.ec2.VpnGatewayRoutePropagationArgs>(
      "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation",
      "routeTableId",
    ),
    run: async ({ outputs, aws }) => {
      const { AvailabilityZones } = await loadBalancerOf(aws, outputs.loadBalancerArn);
      const subnetIds = AvailabilityZones.map(({ SubnetId }) => SubnetId);
      return propagationProblems(aws, outputs, "subnet of the load balancer", subnetIds);
    },
  }),
];

async function protocolProblems(aws: AwsCli, arn: string, vpcId: string): Promise<string[]> {
  const found = await targetGroupOf(aws, arn);
  return differences(`target group ${found.TargetGroupName}`, found, {
    Protocol: "HTTPS",
    TargetType: "ip",
    VpcId: vpcId,
    HealthCheckProtocol: "HTTPS",
  });
}

/** Requests of each hundred that the data centre may serve: all or none, once operations switch them. */
function shareIn(phase: string | undefined): Expectation | number {
  const { onPremisesPercent = "asConfigured", trafficSwitched = false } = isPhase(phase)
    ? phaseFacts[phase]
    : {};
  if (trafficSwitched) return oneOf([0, 100]);
  return typeof onPremisesPercent === "number" ? onPremisesPercent : between(0, 100);
}
