import type * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { partitionOf } from "../../lib/regions";
import type { CommonArgs } from "../common";

/** Arguments of the alarm topic's policy. */
export interface TopicPolicyArgs extends CommonArgs {
  /** Whether AWS Budgets publishes too. */
  readonly tellsOfBudget: boolean;
}

/** Refuses connections without TLS, and lets the publishing services publish for this account. */
export function topicPolicy(topicName: string, args: TopicPolicyArgs): pulumi.Output<string> {
  const publish = { Action: "sns:Publish", Resource: arnOf("sns", topicName, args) };
  const tlsOnly: iam.PolicyStatement = {
    Sid: "TlsOnly",
    Effect: "Deny",
    Principal: "*",
    ...publish,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  const statements = publishersOf(args).map(({ sid, service, condition }) => ({
    Sid: sid,
    Effect: "Allow",
    Principal: { Service: service },
    ...publish,
    ...(condition && { Condition: condition }),
  }));
  return pulumi.jsonStringify({ Version: "2012-10-17", Statement: [tlsOnly, ...statements] });
}

/** A publishing service, and its conditions. */
interface Publisher {
  readonly sid: string;
  readonly service: string;
  readonly condition?: iam.PolicyStatement["Condition"];
}

function publishersOf(args: TopicPolicyArgs): Publisher[] {
  const ofThisAccount = { StringEquals: { "aws:SourceAccount": args.accountId } };
  const from = (service: string, resource: string) => ({
    ...ofThisAccount,
    ArnLike: { "aws:SourceArn": arnOf(service, resource, args) },
  });
  return [
    {
      sid: "Alarms",
      service: "cloudwatch.amazonaws.com",
      condition: from("cloudwatch", "alarm:*"),
    },
    { sid: "RdsEvents", service: "events.rds.amazonaws.com", condition: from("rds", "*") },
    { sid: "DmsEvents", service: "dms.amazonaws.com", condition: ofThisAccount },
    ...(args.tellsOfBudget
      ? [{ sid: "Budgets", service: "budgets.amazonaws.com", condition: ofThisAccount }]
      : []),
    // EventBridge gives topics nothing to check: with any condition its messages are dropped silently.
    { sid: "EventRules", service: "events.amazonaws.com" },
  ];
}

function arnOf(service: string, resource: string, { region, accountId }: CommonArgs) {
  return pulumi.interpolate`arn:${partitionOf(region)}:${service}:${region}:${accountId}:${resource}`;
}
