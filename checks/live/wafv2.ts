import { z } from "zod";
import { type AwsCli } from "../aws-cli";
import { only } from "./only";

const rule = z.object({
  Name: z.string(),
  Action: z.record(z.string(), z.unknown()).optional(),
  Statement: z.object({
    ManagedRuleGroupStatement: z.object({ VendorName: z.string(), Name: z.string() }).optional(),
    IPSetReferenceStatement: z.object({ ARN: z.string() }).optional(),
    RateBasedStatement: z.object({ Limit: z.number(), AggregateKeyType: z.string() }).optional(),
  }),
  OverrideAction: z.record(z.string(), z.unknown()).optional(),
  VisibilityConfig: z.object({ CloudWatchMetricsEnabled: z.boolean() }),
});

/** The web ACL in front of a load balancer. */
export async function webAclInFrontOf(aws: AwsCli, loadBalancerArn: string) {
  const webAcl = z.object({
    ARN: z.string(),
    Name: z.string(),
    Rules: z.array(rule).default([]),
  });
  // The AWS CLI prints nothing, or an empty object, when there is none.
  const nothing = z.literal("").transform(() => ({ WebACL: undefined }));
  const schema = z.union([nothing, z.object({ WebACL: webAcl.optional() })]);
  const answer = await aws.read(
    schema,
    "wafv2",
    "get-web-acl-for-resource",
    "--resource-arn",
    loadBalancerArn,
  );
  return only(
    `web ACL of load balancer ${loadBalancerArn}`,
    answer.WebACL === undefined ? [] : [answer.WebACL],
  );
}

/** The log destination of a web ACL, and the names of the redacted headers. */
export async function loggingOf(aws: AwsCli, webAclArn: string) {
  const schema = z.object({
    LoggingConfiguration: z.object({
      LogDestinationConfigs: z.array(z.string()),
      RedactedFields: z
        .array(z.object({ SingleHeader: z.object({ Name: z.string() }).optional() }))
        .default([]),
    }),
  });
  const answer = await aws.read(
    schema,
    "wafv2",
    "get-logging-configuration",
    "--resource-arn",
    webAclArn,
  );
  const { LogDestinationConfigs, RedactedFields } = answer.LoggingConfiguration;
  return {
    destinations: LogDestinationConfigs,
    redactedHeaders: RedactedFields.flatMap(({ SingleHeader }) => SingleHeader?.Name ?? []),
  };
}

/** The address ranges of an IP set, by its ARN. */
export async function addressesOf(aws: AwsCli, arn: string): Promise<string[]> {
  // arn:…:regional/ipset/<name>/<id>
  const [name = "", id = ""] = arn.split("/").slice(-2);
  const schema = z.object({ IPSet: z.object({ Addresses: z.array(z.string()) }) });
  const key = ["--scope", "REGIONAL", "--name", name, "--id", id];
  const answer = await aws.read(schema, "wafv2", "get-ip-set", ...key);
  return answer.IPSet.Addresses;
}
