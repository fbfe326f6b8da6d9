import type * as pulumi from "@pulumi/pulumi";
import type { Phase } from "../../lib/phases";
import type { EdgeSettings } from "../../lib/settings/edge";
import type { ServiceWays } from "../aws-services";
import type { CommonArgs } from "../common";

/** Arguments of `Edge`. Those that decide how many resources exist are plain values. */
export interface EdgeArgs extends CommonArgs, Omit<EdgeSettings, "hostedZoneName"> {
  readonly network: ServiceWays & {
    readonly vpcId: pulumi.Input<string>;
    /** Public subnets, one per availability zone. */
    readonly publicSubnetIds: pulumi.Input<string[]>;
    /** Private subnets, one per availability zone. */
    readonly privateSubnetIds: pulumi.Input<string[]>;
  };
  /** The database that the application uses. */
  readonly database: { readonly securityGroupId: pulumi.Input<string>; readonly port: number };
  /** IPv4 ranges that may reach the load balancer. */
  readonly allowedCidrs: string[];
  /** Phase of the stack; undefined without phases. */
  readonly phase?: Phase | undefined;
  /** KMS key of the WAF log group. */
  readonly logsKeyArn: pulumi.Input<string>;
}
