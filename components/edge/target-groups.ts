import * as lb from "@pulumi/aws/lb";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../lib/names";
import type { EdgeSettings, OnPremisesApplication } from "../../lib/settings/edge";
import type { CommonArgs } from "../common";

/** Seconds in which a target that is taken out may finish its requests. */
const deregistrationSeconds = 60;

/** The load balancer's default duration of a cookie, for groups without stickiness. */
const unusedCookieSeconds = 86_400;

/** Arguments common to both target groups. */
export interface TargetGroupArgs
  extends CommonArgs, Pick<EdgeSettings, "targetPort" | "healthCheckPath" | "balancing"> {
  readonly vpcId: pulumi.Input<string>;
}

/** The group that the application in the cloud registers in. */
export function createCloudGroup(
  name: string,
  args: TargetGroupArgs,
  opts: pulumi.CustomResourceOptions,
): lb.TargetGroup {
  const { targetPort: port, healthCheckPath: path } = args;
  // A new port is a new target group, made while the listener still uses the old one: the port in
  // the name keeps the two apart.
  return createGroup(name, { args, purpose: String(port), port, path }, opts);
}

/** The group of the application in the data centre, with its servers. */
export function createOnPremisesGroup(
  name: string,
  application: OnPremisesApplication,
  args: TargetGroupArgs,
  opts: pulumi.CustomResourceOptions,
): lb.TargetGroup {
  const { addresses, port, healthCheckPath: path = args.healthCheckPath } = application;
  // Each server is attached with its port, and the group's own is used by none: another port leaves
  // the group as it is.
  const group = createGroup(name, { args, purpose: "dc", port: 443, path }, opts);
  for (const address of addresses) {
    new lb.TargetGroupAttachment(
      `${name}-${address}`,
      // `all`: the address is outside the VPC, in none of its zones.
      { targetGroupArn: group.arn, targetId: address, port, availabilityZone: "all" },
      opts,
    );
  }
  return group;
}

interface GroupSettings {
  readonly args: TargetGroupArgs;
  /** Short, since a target group's name has 32 characters. */
  readonly purpose: string;
  readonly port: number;
  readonly path: string;
}

function createGroup(
  name: string,
  { args, purpose, port, path }: GroupSettings,
  opts: pulumi.CustomResourceOptions,
): lb.TargetGroup {
  const physical = physicalName(args.environment, purpose);
  const { algorithm, slowStartSeconds, stickinessSeconds } = args.balancing;
  return new lb.TargetGroup(
    name,
    {
      name: physical,
      vpcId: args.vpcId,
      targetType: "ip",
      port,
      protocol: "HTTPS",
      deregistrationDelay: deregistrationSeconds,
      loadBalancingAlgorithmType: algorithm,
      slowStart: slowStartSeconds,
      // Set even when off: AWS keeps a group's setting until it is changed.
      stickiness: {
        type: "lb_cookie",
        enabled: stickinessSeconds > 0,
        cookieDuration: stickinessSeconds || unusedCookieSeconds,
      },
      healthCheck: { protocol: "HTTPS", path, matcher: "200" },
      tags: { Name: physical, ...args.tags },
    },
    opts,
  );
}
