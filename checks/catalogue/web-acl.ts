import type * as aws from "@pulumi/aws";
import { logGroupNameOf, logPoliciesOf } from "../live/logs";
import { addressesOf, loggingOf, webAclInFrontOf } from "../live/wafv2";
import { checksOf, properties } from "../check";
import { allProblems, differences, including, ofEach, present, unless } from "../expectations";

const check = checksOf("Web ACL");

/** A wider range would let whole continents past every other rule. */
const shortestPrefix = 8;

export const webAclChecks = [
  check({
    name: "guards the load balancer, with AWS's managed rules and a rate limit",
    outputs: ["loadBalancerArn", "webAclArn"],
    verifies: [
      ...properties<aws.wafv2.WebAclAssociationArgs>(
        "aws:wafv2/webAclAssociation:WebAclAssociation",
        "resourceArn",
        "webAclArn",
      ),
      ...properties<aws.wafv2.WebAclArgs>("aws:wafv2/webAcl:WebAcl", "rules"),
    ],
    controls: ["ELB.16", "WAF.10", "WAF.12"],
    run: async ({ outputs, aws }) => {
      const webAcl = await webAclInFrontOf(aws, outputs.loadBalancerArn);
      const groups = webAcl.Rules.map(({ Statement }) => Statement.ManagedRuleGroupStatement?.Name);
      return [
        ...differences(
          `web ACL ${webAcl.Name}`,
          { ARN: webAcl.ARN, managedRuleGroups: groups },
          {
            ARN: outputs.webAclArn,
            managedRuleGroups: including(
              "AWSManagedRulesCommonRuleSet",
              "AWSManagedRulesKnownBadInputsRuleSet",
              "AWSManagedRulesSQLiRuleSet",
            ),
          },
        ),
        ...unless(
          webAcl.Rules.some(
            ({ Statement, Action }) =>
              Statement.RateBasedStatement !== undefined && Action?.["Block"] !== undefined,
          ),
          `web ACL ${webAcl.Name}: has no rule that blocks by rate, expected one`,
        ),
        ...ofEach(`rule of web ACL ${webAcl.Name}`, webAcl.Rules, (rule) =>
          differences(`rule ${rule.Name} of web ACL ${webAcl.Name}`, rule.VisibilityConfig, {
            CloudWatchMetricsEnabled: true,
          }),
        ),
      ];
    },
  }),
  check({
    name: "lets through and refuses stated addresses only, no large part of the internet",
    outputs: ["loadBalancerArn", "webAclArn"],
    verifies: properties<aws.wafv2.IpSetArgs>("aws:wafv2/ipSet:IpSet", "addresses", "scope"),
    run: async ({ outputs, aws }) => {
      const { Rules } = await webAclInFrontOf(aws, outputs.loadBalancerArn);
      const sets = Rules.flatMap(({ Statement }) => Statement.IPSetReferenceStatement?.ARN ?? []);
      const problems = sets.map(async (arn) =>
        ofEach(`address of IP set ${arn}`, await addressesOf(aws, arn), (cidr) =>
          unless(
            Number(cidr.split("/")[1]) >= shortestPrefix,
            `IP set ${arn}: has ${cidr}, expected ranges of /${shortestPrefix} or longer`,
          ),
        ),
      );
      return allProblems(problems);
    },
  }),
  check({
    name: "logs the requests that it inspects, without their credentials",
    outputs: ["webAclArn", "wafLogGroupName"],
    verifies: properties<aws.wafv2.WebAclLoggingConfigurationArgs>(
      "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
      "logDestinationConfigs",
      "redactedFields",
    ),
    controls: ["WAF.11"],
    run: async ({ outputs, aws }) => {
      const { destinations, redactedHeaders } = await loggingOf(aws, outputs.webAclArn);
      return differences(
        `logging of web ACL ${outputs.webAclArn}`,
        { groups: destinations.map(logGroupNameOf), redactedHeaders },
        {
          groups: [outputs.wafLogGroupName],
          redactedHeaders: including("authorization", "cookie"),
        },
      );
    },
  }),
  check({
    name: "has its logs delivered to their group for this account only",
    outputs: ["wafLogGroupName"],
    verifies: properties<aws.cloudwatch.LogResourcePolicyArgs>(
      "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
      "policyDocument",
    ),
    run: async ({ outputs, aws }) => {
      const group = outputs.wafLogGroupName;
      const statements = (await logPoliciesOf(aws)).filter(({ Resource }) =>
        Resource.some((arn) => logGroupNameOf(arn) === group),
      );
      return ofEach(`policy of log group ${group}`, statements, ({ Principal, Condition }) =>
        differences(
          `policy of log group ${group}`,
          { Principal, account: Condition["StringEquals"]?.["aws:SourceAccount"] },
          { Principal: { Service: ["delivery.logs.amazonaws.com"] }, account: present },
        ),
      );
    },
  }),
];
