import { albWafAssociated } from "../../policy-pack/policies/public-access/alb-waf-associated";
import { auroraNotPublic } from "../../policy-pack/policies/public-access/aurora-not-public";
import { dmsNotPublic } from "../../policy-pack/policies/public-access/dms-not-public";
import { instanceImdsv2 } from "../../policy-pack/policies/public-access/instance-imdsv2";
import { instanceNotPublic } from "../../policy-pack/policies/public-access/instance-not-public";
import { noClassic } from "../../policy-pack/policies/public-access/no-classic";
import { s3BlockPublicAccess } from "../../policy-pack/policies/public-access/s3-block-public-access";
import { s3NoAcl } from "../../policy-pack/policies/public-access/s3-no-acl";
import { s3PolicyNotPublic } from "../../policy-pack/policies/public-access/s3-policy-not-public";
import { snapshotNotPublic } from "../../policy-pack/policies/public-access/snapshot-not-public";
import { sqsPolicyNotPublic } from "../../policy-pack/policies/public-access/sqs-policy-not-public";
import { subnetNoPublicIp } from "../../policy-pack/policies/public-access/subnet-no-public-ip";
import { wafHasRulesAndMetrics } from "../../policy-pack/policies/public-access/waf-has-rules-and-metrics";
import { wafIpSetBounded } from "../../policy-pack/policies/public-access/waf-ip-set-bounded";
import { describeRule } from "./support/describe-rule";
import { draft, ref, unknown } from "./support/plan";

const replication = (publiclyAccessible: unknown) =>
  draft("dms.ReplicationInstance", "dms", { publiclyAccessible });

describeRule(dmsNotPublic, {
  compliant: { "a private instance": [replication(false)] },
  violations: {
    "a public instance": [[replication(true)], /is not false/],
    "an instance that says nothing": [[replication(undefined)], /is not false/],
  },
  unknown: { "an unknown switch": [replication(unknown)] },
});

const host = (props: object) => draft("ec2.Instance", "host", { ...props });
const metadata = (metadataOptions: unknown) => host({ metadataOptions });

describeRule(instanceImdsv2, {
  compliant: {
    "session tokens": [metadata({ httpTokens: "required" })],
    "no metadata at all": [metadata({ httpEndpoint: "disabled" })],
  },
  violations: {
    "metadata without a token": [[metadata({ httpTokens: "optional" })], /is not required/],
    "an instance that says nothing": [[host({})], /is not required/],
    "a spot instance that says nothing": [
      [draft("ec2.SpotInstanceRequest", "host")],
      /is not required/,
    ],
  },
  unknown: {
    "unknown options": [metadata(unknown)],
    "unknown tokens": [metadata({ httpTokens: unknown })],
  },
});

describeRule(instanceNotPublic, {
  compliant: {
    "an instance without a public address": [host({ associatePublicIpAddress: false })],
    "an instance with interfaces that exist": [host({ networkInterfaces: [{ deviceIndex: 0 }] })],
    "an address of a NAT gateway": [draft("ec2.Eip", "nat", { domain: "vpc" })],
  },
  violations: {
    "a public address": [[host({ associatePublicIpAddress: true })], /is not false/],
    "an instance that says nothing": [[host({})], /is not false/],
    "an elastic address": [
      [draft("ec2.Eip", "address", { instance: unknown })],
      /put on an instance \(instance\)/,
    ],
    "an elastic address on an interface": [
      [draft("ec2.EipAssociation", "address", { networkInterfaceId: "eni-1" })],
      /put on an instance \(networkInterfaceId\)/,
    ],
  },
  unknown: { "an unknown switch": [host({ associatePublicIpAddress: unknown })] },
});

const instance = (publiclyAccessible: unknown) =>
  draft("rds.ClusterInstance", "one", { publiclyAccessible });

describeRule(auroraNotPublic, {
  compliant: { "a private instance": [instance(false)], "the default": [instance(undefined)] },
  violations: {
    "a public instance": [[instance(true)], /is true/],
    "a public instance, written as text": [[instance("true")], /is true/],
  },
  unknown: { "an unknown switch": [instance(unknown)] },
});

const subnet = (mapPublicIpOnLaunch: unknown) => draft("ec2.Subnet", "a", { mapPublicIpOnLaunch });

describeRule(subnetNoPublicIp, {
  compliant: { "no public addresses": [subnet(false)], "the default": [subnet(undefined)] },
  violations: { "public addresses": [[subnet(true)], /is true/] },
  unknown: { "an unknown switch": [subnet(unknown)] },
});

const bucket = (props = {}) => draft("s3.Bucket", "data", props);
const closed = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};
const block = (props = {}) =>
  draft("s3.BucketPublicAccessBlock", "block", { bucket: ref("data"), ...closed, ...props });

describeRule(s3BlockPublicAccess, {
  compliant: { "all four ways": [bucket(), block()] },
  violations: {
    none: [[bucket()], /no BucketPublicAccessBlock/],
    "three of four": [
      [bucket(), block({ restrictPublicBuckets: false })],
      /restrictPublicBuckets is not/,
    ],
    "one that says nothing": [
      [bucket(), block({ ignorePublicAcls: undefined })],
      /ignorePublicAcls is not/,
    ],
    "one beside an unknown one": [
      [bucket(), block({ blockPublicAcls: unknown, ignorePublicAcls: false })],
      /ignorePublicAcls is not/,
    ],
  },
  unknown: { "an unknown switch": [bucket(), block({ blockPublicAcls: unknown })] },
});

const ownership = (objectOwnership: unknown) =>
  draft("s3.BucketOwnershipControls", "own", { bucket: ref("data"), rule: { objectOwnership } });

describeRule(s3NoAcl, {
  compliant: { "enforced ownership": [bucket(), ownership("BucketOwnerEnforced")] },
  violations: {
    "an ACL": [[bucket({ acl: "private" }), ownership("BucketOwnerEnforced")], /has an ACL/],
    "a separate ACL": [
      [
        bucket(),
        draft("s3.BucketAcl", "acl", { bucket: ref("data") }),
        ownership("BucketOwnerEnforced"),
      ],
      /has an ACL/,
    ],
    "preferred ownership": [
      [bucket(), ownership("BucketOwnerPreferred")],
      /is not BucketOwnerEnforced/,
    ],
  },
  unknown: { "unknown ownership": [bucket(), ownership(unknown)] },
  remarks: { "ownership that is not stated": [[bucket()], /does not state its ownership/] },
});

const policy = (statement: object) =>
  JSON.stringify({
    Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", ...statement }],
  });
const bucketPolicy = (document: unknown) =>
  draft("s3.BucketPolicy", "policy", { policy: document });

describeRule(s3PolicyNotPublic, {
  compliant: {
    "a service": [bucketPolicy(policy({ Principal: { Service: "delivery.logs.amazonaws.com" } }))],
    "a denial": [bucketPolicy(policy({ Effect: "Deny" }))],
  },
  violations: {
    "an account that may do all but reading": [
      [
        bucketPolicy(
          policy({ Principal: { AWS: "123456789012" }, Action: [], NotAction: "s3:Get*" }),
        ),
      ],
      /change the bucket's protection/,
    ],
    everybody: [[bucketPolicy(policy({}))], /to everybody/],
    "an account that may change the policy": [
      [bucketPolicy(policy({ Principal: { AWS: "123456789012" }, Action: "s3:Put*" }))],
      /change the bucket's protection/,
    ],
    "text that is no policy": [[bucketPolicy("none")], /not an IAM policy document/],
  },
  unknown: { "an unknown policy": [bucketPolicy(unknown)] },
});

const queue = (document?: unknown) => draft("sqs.Queue", "failures", { policy: document });

describeRule(sqsPolicyNotPublic, {
  compliant: {
    "no policy": [queue()],
    "one source": [
      queue(
        policy({
          Condition: {
            ArnEquals: { "aws:SourceArn": "arn:aws:sns:us-east-1:111122223333:alerts" },
          },
        }),
      ),
    ],
  },
  violations: {
    everybody: [[queue(policy({}))], /to everybody/],
    "everybody in a separate policy": [
      [draft("sqs.QueuePolicy", "policy", { policy: policy({}) })],
      /to everybody/,
    ],
    "text that is no policy": [[queue("none")], /not an IAM policy document/],
  },
  unknown: { "an unknown policy": [queue(unknown)] },
});

const balancer = (props = {}) => draft("lb.LoadBalancer", "web", props);
const association = draft("wafv2.WebAclAssociation", "link", { resourceArn: ref("web") });

describeRule(albWafAssociated, {
  compliant: {
    "an associated ACL": [balancer(), association],
    "an internal load balancer": [balancer({ internal: true })],
    "a network load balancer": [balancer({ loadBalancerType: "network" })],
  },
  violations: {
    none: [[balancer()], /no web ACL/],
    "an ACL of another": [
      [
        balancer(),
        draft("lb.LoadBalancer", "other"),
        draft("wafv2.WebAclAssociation", "link", { resourceArn: ref("other") }),
      ],
      /no web ACL/,
    ],
  },
  unknown: { "an unknown scheme": [balancer({ internal: unknown })] },
});

const visibilityConfig = { cloudwatchMetricsEnabled: true };
const managed = (name: string, more = {}) => ({
  statement: { managedRuleGroupStatement: { name } },
  visibilityConfig,
  ...more,
});
const rate = { statement: { rateBasedStatement: { limit: 2000 } }, visibilityConfig };
const common = managed("AWSManagedRulesCommonRuleSet");
const badInputs = managed("AWSManagedRulesKnownBadInputsRuleSet");
const acl = (rules?: unknown, props = {}) => draft("wafv2.WebAcl", "acl", { rules, ...props });

/** Rules as the API names their parts. */
const written = (rules: readonly object[]) =>
  JSON.stringify(rules)
    .replaceAll("cloudwatchMetricsEnabled", "cloudWatchMetricsEnabled")
    .replace(
      /"([a-z])(\w*)":/g,
      (_, first: string, rest: string) => `"${first.toUpperCase()}${rest}":`,
    );

describeRule(wafHasRulesAndMetrics, {
  compliant: {
    "rules written as JSON": [acl(undefined, { ruleJson: written([rate, common, badInputs]) })],
    "every rule": [acl([rate, common, badInputs])],
    "a separate rule": [
      acl([rate, common]),
      draft("wafv2.WebAclRule", "bad", { webAclArn: ref("acl"), ...badInputs }),
    ],
  },
  violations: {
    "no rules in JSON": [[acl(undefined, { ruleJson: "[]" })], /no rules/],
    "rules in JSON without a rate limit": [
      [acl(undefined, { ruleJson: written([common, badInputs]) })],
      /no rate limit/,
    ],
    "rules in JSON without metrics": [
      [
        acl(undefined, {
          ruleJson: written([rate, common, { ...badInputs, visibilityConfig: {} }]),
        }),
      ],
      /1 rule\(s\) have no metrics/,
    ],
    none: [[acl([])], /no rules/],
    "no known-bad-input rules": [
      [acl([rate, common])],
      /lacks AWSManagedRulesKnownBadInputsRuleSet/,
    ],
    "no rate limit": [[acl([common, badInputs])], /no rate limit/],
    "a rule without metrics": [
      [acl([rate, common, badInputs, managed("Other", { visibilityConfig: {} })])],
      /1 rule\(s\) have no metrics/,
    ],
  },
  unknown: {
    "unknown rules": [acl(unknown)],
    "unknown rules in JSON": [acl(undefined, { ruleJson: unknown })],
  },
});

const snapshot = (sharedAccounts: unknown) =>
  draft("rds.ClusterSnapshot", "before", { sharedAccounts });

describeRule(snapshotNotPublic, {
  compliant: { "a private one": [snapshot(undefined)], "an account": [snapshot(["123456789012"])] },
  violations: {
    "everybody of a copy": [
      [draft("rds.ClusterSnapshotCopy", "copy", { sharedAccounts: ["all"] })],
      /shared with everybody/,
    ],
    everybody: [[snapshot(["all"])], /shared with everybody/],
    "everybody of an instance's": [
      [draft("rds.Snapshot", "before", { sharedAccounts: ["all"] })],
      /shared with everybody/,
    ],
  },
  unknown: { "an unknown account": [snapshot([unknown])] },
});

describeRule(noClassic, {
  compliant: { "a load balancer of today": [balancer()] },
  violations: {
    "a subnet of the default VPC": [[draft("ec2.DefaultSubnet", "default")], /classic generation/],
    "a classic load balancer": [[draft("elb.LoadBalancer", "old")], /classic generation/],
    "WAF Classic": [[draft("wafregional.WebAcl", "old")], /classic generation/],
    "the default VPC": [[draft("ec2.DefaultVpc", "default")], /classic generation/],
  },
});

const ipSet = (addresses: unknown) => [draft("wafv2.IpSet", "listed", { addresses })];

describeRule(wafIpSetBounded, {
  compliant: {
    "stated ranges": ipSet(["203.0.113.0/24", "198.51.100.7/32", "2001:db8::/32"]),
    "private ranges": ipSet(["10.0.0.0/8", "192.168.0.0/16"]),
    "an empty list": ipSet([]),
  },
  violations: {
    "half of the internet": [
      ipSet(["203.0.113.0/24", "128.0.0.0/1"]),
      /large part of the internet/,
    ],
    "the internet in pieces": [ipSet(["64.0.0.0/8", "65.0.0.0/8"]), /large part of the internet/],
    "a large part of IPv6": [ipSet(["2000::/3"]), /large part of the internet/],
  },
  unknown: { "addresses that are not known yet": ipSet(unknown) },
});
