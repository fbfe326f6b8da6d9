import { Duration, RemovalPolicy } from "aws-cdk-lib";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as logs from "aws-cdk-lib/aws-logs";
import * as s3 from "aws-cdk-lib/aws-s3";
import { type Construct } from "constructs";

/** An encrypted log group of the dev stack. */
export function logGroup(scope: Construct, name: string, encryptionKey: kms.IKey) {
  return new logs.LogGroup(scope, name, {
    logGroupName: `/migration/dev/${name}`,
    retention: logs.RetentionDays.ONE_WEEK,
    encryptionKey,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}

type Rule = readonly [ec2.IPeer, number];

/** A security group whose rules are resources of their own, as in the program. */
export function securityGroup(
  scope: Construct,
  name: string,
  vpc: ec2.IVpc,
  ingress: readonly Rule[],
  egress: readonly Rule[] = [],
) {
  const group = new ec2.SecurityGroup(scope, `${name}-group`, {
    vpc,
    description: name,
    allowAllOutbound: false,
  });
  const rule = ([peer, port]: Rule) => ({
    groupId: group.securityGroupId,
    ipProtocol: "tcp",
    fromPort: port,
    toPort: port,
    cidrIp: peer.uniqueId,
    description: `${name} ${port}`,
  });
  ingress.forEach((it, index) => {
    new ec2.CfnSecurityGroupIngress(scope, `${name}-in-${index}`, rule(it));
  });
  egress.forEach((it, index) => {
    new ec2.CfnSecurityGroupEgress(scope, `${name}-out-${index}`, rule(it));
  });
  return group;
}

/** A private, versioned bucket. */
export function privateBucket(scope: Construct, name: string) {
  return new s3.Bucket(scope, name, {
    encryption: s3.BucketEncryption.S3_MANAGED,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    versioned: true,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED,
    lifecycleRules: [{ expiration: Duration.days(90) }],
    serverAccessLogsPrefix: "access/",
  });
}
