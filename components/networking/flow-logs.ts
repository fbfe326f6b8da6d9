import * as ec2 from "@pulumi/aws/ec2";
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../lib/names";
import type { CommonArgs } from "../common";
import { createLogGroup } from "../log-group";
import { trustPolicy } from "../trust-policy";

/** Arguments of {@link FlowLogs}. */
export interface FlowLogsArgs extends CommonArgs {
  /** The VPC whose traffic is logged. */
  readonly vpcId: pulumi.Input<string>;
  /** Days that records are kept; one of CloudWatch's retention values. */
  readonly retentionDays: number;
  /** KMS key of the log group. */
  readonly logsKeyArn: pulumi.Input<string>;
}

/** All traffic of a VPC, accepted and rejected, in an encrypted log group. */
export class FlowLogs extends pulumi.ComponentResource {
  /** Name of the CloudWatch log group that holds the records. */
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: FlowLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:network:FlowLogs", name, {}, opts);
    const parent = { parent: this };
    const physical = physicalName(args.environment, "vpc-flow-logs");
    const logGroup = createLogGroup(
      name,
      physical,
      { ...args, logRetentionDays: args.retentionDays },
      parent,
    );
    new ec2.FlowLog(
      name,
      {
        vpcId: args.vpcId,
        trafficType: "ALL",
        logDestinationType: "cloud-watch-logs",
        logDestination: logGroup.arn,
        iamRoleArn: this.createDeliveryRole(name, physical, args, logGroup.arn),
        maxAggregationInterval: 60,
        tags: { Name: physical, ...args.tags },
      },
      parent,
    );
    this.logGroupName = logGroup.name;
    this.registerOutputs({ logGroupName: this.logGroupName });
  }

  /** @returns The role's ARN, known once it may write: before, the flow log reports an access error. */
  private createDeliveryRole(
    name: string,
    physical: string,
    args: FlowLogsArgs,
    logGroupArn: pulumi.Output<string>,
  ): pulumi.Output<string> {
    const role = new iam.Role(
      name,
      {
        name: physical,
        description: "Lets VPC flow logs write to their log group",
        assumeRolePolicy: trustPolicy("vpc-flow-logs.amazonaws.com", args.accountId),
        permissionsBoundary: args.permissionsBoundaryArn,
        tags: args.tags,
      },
      { parent: this },
    );
    const policy = new iam.RolePolicy(
      name,
      {
        role: role.id,
        policy: pulumi.jsonStringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
              Resource: [logGroupArn, pulumi.interpolate`${logGroupArn}:*`],
            },
          ],
        }),
      },
      { parent: this },
    );
    return pulumi.all([role.arn, policy.id]).apply(([arn]) => arn);
  }
}
