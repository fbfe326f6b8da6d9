import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../lib/names";
import { partitionOf } from "../../lib/partition";
import { visibility, webAclRules } from "../../lib/waf-rules";
import type { CommonArgs } from "../common";
import { createLogGroup } from "../log-group";

/** Request headers that carry credentials, which WAF leaves out of its logs. */
const secretHeaders = ["authorization", "cookie"];

/** Arguments of {@link WebAcl}. */
export interface WebAclArgs extends CommonArgs {
  /** The load balancer to guard. */
  readonly loadBalancerArn: pulumi.Input<string>;
  /** Requests that one address may send in five minutes. */
  readonly rateLimitPerFiveMinutes: number;
  /** Days that logs of inspected requests are kept. */
  readonly logRetentionDays: number;
  /** KMS key of the log group. */
  readonly logsKeyArn: pulumi.Input<string>;
}

/** A WAF web ACL in front of the load balancer, which logs what it inspects. */
export class WebAcl extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly webAclName: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: WebAclArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:edge:WebAcl", name, {}, opts);
    const physical = physicalName(args.environment, "edge");
    const webAcl = new aws.wafv2.WebAcl(
      name,
      {
        name: physical,
        description: "Guards the load balancer of the migration landing zone",
        scope: "REGIONAL",
        defaultAction: { allow: {} },
        rules: webAclRules(args.rateLimitPerFiveMinutes),
        visibilityConfig: visibility(physical),
        tags: { Name: physical, ...args.tags },
      },
      { parent: this },
    );
    new aws.wafv2.WebAclAssociation(
      name,
      { resourceArn: args.loadBalancerArn, webAclArn: webAcl.arn },
      { parent: this },
    );
    this.arn = webAcl.arn;
    this.webAclName = webAcl.name;
    this.logGroupName = this.createLogging(name, physical, webAcl.arn, args);
    this.registerOutputs({ arn: this.arn, logGroupName: this.logGroupName });
  }

  private createLogging(
    name: string,
    physical: string,
    webAclArn: pulumi.Output<string>,
    args: WebAclArgs,
  ): pulumi.Output<string> {
    // WAF only writes to log groups whose names begin like this.
    const logGroupName = `aws-waf-logs-${physical}`;
    const logGroup = createLogGroup(name, logGroupName, args, { parent: this });
    const delivery = new aws.cloudwatch.LogResourcePolicy(
      name,
      { policyName: logGroupName, policyDocument: deliveryPolicy(logGroupName, args) },
      { parent: this },
    );
    new aws.wafv2.WebAclLoggingConfiguration(
      name,
      {
        resourceArn: webAclArn,
        logDestinationConfigs: [logGroup.arn],
        redactedFields: secretHeaders.map((header) => ({ singleHeader: { name: header } })),
      },
      { parent: this, dependsOn: [delivery] },
    );
    return logGroup.name;
  }
}

/** Lets AWS's log delivery write to one log group, for this account only. */
function deliveryPolicy(logGroupName: string, args: WebAclArgs): pulumi.Output<string> {
  const account = pulumi.output(args.accountId);
  const logs = pulumi.interpolate`arn:${partitionOf(args.region)}:logs:${args.region}:${account}`;
  const statement: aws.iam.PolicyStatement = {
    Sid: "WafLogDelivery",
    Effect: "Allow",
    Principal: { Service: "delivery.logs.amazonaws.com" },
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: pulumi.interpolate`${logs}:log-group:${logGroupName}:*`,
    Condition: {
      StringEquals: { "aws:SourceAccount": account },
      ArnLike: { "aws:SourceArn": pulumi.interpolate`${logs}:*` },
    },
  };
  return pulumi.jsonStringify({ Version: "2012-10-17", Statement: [statement] });
}
