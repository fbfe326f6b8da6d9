import * as lb from "@pulumi/aws/lb";
import type * as types from "@pulumi/aws/types";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../lib/names";
import { type Phase, phaseFacts } from "../../lib/phases";
import type { EdgeSettings } from "../../lib/settings/edge";
import { splitTraffic } from "../../lib/traffic";
import { type AccessLogsBucket, logPrefixes } from "./access-logs-bucket";
import {
  createHttpsListener,
  createMaintenanceRule,
  createRedirect,
  type ListenerCertificates,
} from "./listeners";
import { createCloudGroup, createOnPremisesGroup, type TargetGroupArgs } from "./target-groups";

/** Arguments of {@link LoadBalancer}. */
export interface LoadBalancerArgs
  extends
    TargetGroupArgs,
    ListenerCertificates,
    Pick<
      EdgeSettings,
      "internal" | "tlsPolicy" | "idleTimeoutSeconds" | "desyncMitigation" | "onPremises"
    > {
  /** Phase of the stack; undefined without phases. */
  readonly phase?: Phase | undefined;
  /** Subnets in at least two availability zones: private ones, when `internal`. */
  readonly subnetIds: pulumi.Input<string[]>;
  readonly securityGroupId: pulumi.Input<string>;
  /** Bucket for the load balancer's logs. */
  readonly logs: AccessLogsBucket;
}

/** Resources that operations switch while writes are stopped. */
export interface Maintenance {
  readonly listenerArn: pulumi.Output<string>;
  readonly ruleArn: pulumi.Output<string>;
}

/** An application load balancer, internet-facing or internal: HTTPS to the client, HTTPS to the targets. */
export class LoadBalancer extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  /** The part of the ARN that CloudWatch uses as dimension, `app/<name>/<id>`. */
  readonly arnSuffix: pulumi.Output<string>;
  readonly dnsName: pulumi.Output<string>;
  /** Route 53 zone of the DNS name, for alias records. */
  readonly zoneId: pulumi.Output<string>;
  readonly targetGroupArn: pulumi.Output<string>;
  /** The part of the ARN that CloudWatch uses as dimension, `targetgroup/<name>/<id>`. */
  readonly targetGroupArnSuffix: pulumi.Output<string>;
  /** The group of the data centre's servers; undefined when there are none. */
  readonly onPremisesTargetGroup?: lb.TargetGroup;
  /** By what operations answer all requests for a while; undefined outside of the phases that have it. */
  readonly maintenance?: Maintenance;

  constructor(name: string, args: LoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:edge:LoadBalancer", name, {}, opts);
    const loadBalancer = this.createLoadBalancer(name, args);
    const targetGroup = createCloudGroup(name, args, { parent: this });
    this.onPremisesTargetGroup =
      args.onPremises &&
      createOnPremisesGroup(`${name}-on-premises`, args.onPremises, args, { parent: this });
    const forward = this.forwardTo(targetGroup, args);
    this.maintenance = this.createHttps(name, loadBalancer.arn, forward, args);
    createRedirect(name, loadBalancer.arn, args.tags, { parent: this });

    this.arn = loadBalancer.arn;
    this.arnSuffix = loadBalancer.arnSuffix;
    this.dnsName = loadBalancer.dnsName;
    this.zoneId = loadBalancer.zoneId;
    this.targetGroupArn = targetGroup.arn;
    this.targetGroupArnSuffix = targetGroup.arnSuffix;
    this.registerOutputs({
      arn: this.arn,
      dnsName: this.dnsName,
      targetGroupArn: this.targetGroupArn,
    });
  }

  private createHttps(
    name: string,
    loadBalancerArn: pulumi.Output<string>,
    forward: types.input.lb.ListenerDefaultAction,
    args: LoadBalancerArgs,
  ): Maintenance | undefined {
    const child = { parent: this };
    const { maintenanceRule = false, trafficSwitched = false } =
      args.phase === undefined ? {} : phaseFacts[args.phase];
    const listener = createHttpsListener(
      name,
      loadBalancerArn,
      forward,
      { ...args, sharesSwitched: trafficSwitched && args.onPremises !== undefined },
      child,
    );
    if (!maintenanceRule) return undefined;
    const { tags } = args;
    const rule = { isSwitched: trafficSwitched, tags };
    const ruleArn = createMaintenanceRule(name, listener.arn, rule, child);
    return { listenerArn: listener.arn, ruleArn };
  }

  private createLoadBalancer(name: string, args: LoadBalancerArgs): lb.LoadBalancer {
    const physical = physicalName(args.environment, "edge");
    const logs = (kind: keyof typeof logPrefixes) => ({
      bucket: args.logs.bucketName,
      prefix: logPrefixes[kind],
      enabled: true,
    });
    return new lb.LoadBalancer(
      name,
      {
        name: physical,
        loadBalancerType: "application",
        internal: args.internal,
        subnets: args.subnetIds,
        securityGroups: [args.securityGroupId],
        dropInvalidHeaderFields: true,
        desyncMitigationMode: args.desyncMitigation,
        idleTimeout: args.idleTimeoutSeconds,
        enableDeletionProtection: args.protection.deletionProtection,
        accessLogs: logs("accessLogs"),
        connectionLogs: logs("connectionLogs"),
        healthCheckLogs: logs("healthCheckLogs"),
        tags: { Name: physical, ...args.tags },
      },
      // Another scheme is another load balancer: neither its name nor its target groups can be shared.
      { parent: this, dependsOn: [args.logs], deleteBeforeReplace: true },
    );
  }

  private forwardTo(
    { arn: targetGroupArn }: lb.TargetGroup,
    { onPremises, balancing }: LoadBalancerArgs,
  ): types.input.lb.ListenerDefaultAction {
    if (!onPremises || !this.onPremisesTargetGroup) return { type: "forward", targetGroupArn };
    const { trafficPercent = 0, stickinessSeconds } = onPremises;
    const { weights, stickiness } = splitTraffic(
      trafficPercent,
      stickinessSeconds,
      balancing.stickinessSeconds > 0,
    );
    return {
      type: "forward",
      forward: {
        targetGroups: [
          { arn: targetGroupArn, weight: weights.cloud },
          { arn: this.onPremisesTargetGroup.arn, weight: weights.onPremises },
        ],
        stickiness,
      },
    };
  }
}
