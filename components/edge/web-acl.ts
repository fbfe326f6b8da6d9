import * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as iam from "@pulumi/aws/iam";
import * as wafv2 from "@pulumi/aws/wafv2";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../lib/names";
import { partitionOf } from "../../lib/regions";
import type { WafSettings } from "../../lib/settings/waf";
import { visibility, webAclRules } from "../../lib/waf-rules";
import type { CommonArgs } from "../common";
import { createLogGroup } from "../log-group";

/** Request headers that carry credentials, which WAF leaves out of its logs. */
const secretHeaders = ["authorization", "cookie"];

/** Arguments of {@link WebAcl}. */
export interface WebAclArgs extends CommonArgs, WafSettings {
  /** The load balancer to guard. */
  readonly loadBalancerArn: pulumi.Input<string>;
  /** KMS key of the log group. */
  readonly logsKeyArn: pulumi.Input<string>;
}

/** A WAF web ACL in front of the load balancer, which logs the inspected requests. */
export class WebAcl extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly webAclName: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: WebAclArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:edge:WebAcl", name, {}, opts);
    const physical = physicalName(args.environment, "edge");
    const webAcl = new wafv2.WebAcl(
      name,
      {
        name: physical,
        description: "Guards the load balancer of the migration landing zone",
        scope: "REGIONAL",
        defaultAction: { allow: {} },
        rules: webAclRules(args, {
          allowed: this.createIpSet(name, "allowed", args.allowedCidrs, args),
          blocked: this.createIpSet(name, "blocked", args.blockedCidrs, args),
        }),
        visibilityConfig: visibility(physical),
        tags: { Name: physical, ...args.tags },
      },
      { parent: this },
    );
    new wafv2.WebAclAssociation(
      name,
      { resourceArn: args.loadBalancerArn, webAclArn: webAcl.arn },
      { parent: this },
    );
    this.arn = webAcl.arn;
    this.webAclName = webAcl.name;
    this.logGroupName = this.createLogging(name, physical, webAcl.arn, args);
    this.registerOutputs({ arn: this.arn, logGroupName: this.logGroupName });
  }

  private createIpSet(
    name: string,
    list: "allowed" | "blocked",
    addresses: string[],
    args: WebAclArgs,
  ): pulumi.Output<string> | undefined {
    if (addresses.length === 0) return undefined;
    const physical = physicalName(args.environment, list);
    return new wafv2.IpSet(
      `${name}-${list}`,
      {
        name: physical,
        description: `Addresses that are ${list} at the edge`,
        scope: "REGIONAL",
        ipAddressVersion: "IPV4",
        addresses,
        tags: { Name: physical, ...args.tags },
      },
      { parent: this },
    ).arn;
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
    const delivery = new cloudwatch.LogResourcePolicy(
      name,
      { policyName: logGroupName, policyDocument: deliveryPolicy(logGroupName, args) },
      { parent: this },
    );
    new wafv2.WebAclLoggingConfiguration(
      name,
      {
        resourceArn: webAclArn,
        logDestinationConfigs: [logGroup.arn],
        ...logContent(args),
      },
      // A change of the log group replaces it, and a web ACL has one.
      { parent: this, dependsOn: [delivery], deleteBeforeReplace: true },
    );
    return logGroup.name;
  }
}

/** The logged requests and their redacted fields. */
function logContent({ redactedHeaders, redactQueryString, loggedRequests }: WafSettings) {
  const headers = [...new Set([...secretHeaders, ...redactedHeaders])];
  const action = (name: string) => ({ actionCondition: { action: name } });
  return {
    redactedFields: [
      ...headers.map((header) => ({ singleHeader: { name: header } })),
      ...(redactQueryString ? [{ queryString: {} }] : []),
    ],
    ...(loggedRequests === "all"
      ? {}
      : {
          loggingFilter: {
            defaultBehavior: "DROP",
            filters: [
              {
                behavior: "KEEP",
                requirement: "MEETS_ANY",
                conditions: [action("BLOCK"), action("COUNT")],
              },
            ],
          },
        }),
  };
}

/** Lets AWS's log delivery write to one log group, for this account only. */
function deliveryPolicy(logGroupName: string, args: WebAclArgs): pulumi.Output<string> {
  const account = pulumi.output(args.accountId);
  const logs = pulumi.interpolate`arn:${partitionOf(args.region)}:logs:${args.region}:${account}`;
  const statement: iam.PolicyStatement = {
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
