import { add, all, at, each, type Document, type Mutate, type Mutations } from "../support/mutate";
import { bare, openPolicies, statement } from "./documents";

const balancer = at("lb.LoadBalancer", "edge-load-balancer");
const association = at("wafv2.WebAclAssociation", "edge-waf");
const acl = at("wafv2.WebAcl", "edge-waf");
const allowed = at("wafv2.IpSet", "edge-waf-allowed");
const blocked = at("wafv2.IpSet", "edge-waf-blocked");
const instance = at("dms.ReplicationInstance", "dms");
const bucket = at("s3.Bucket", "edge-logs");
const block = at("s3.BucketPublicAccessBlock", "edge-logs");
const ownership = at("s3.BucketOwnershipControls", "edge-logs");
const bucketPolicy = at("s3.BucketPolicy", "edge-logs");

interface AclRule extends Document {
  readonly name: string;
}
const aclRule = (name: string, changes: Document): Mutate =>
  acl.edit<AclRule[]>("rules", (rules) =>
    rules.map((rule) => (rule.name === name ? { ...rule, ...changes } : rule)),
  );
const noAclRule = (name: string): Mutate =>
  acl.edit<AclRule[]>("rules", (rules) => rules.filter((rule) => rule.name !== name));

export const publicAccessRules: Mutations = {
  "alb-waf-associated": {
    "no association": association.drop(),
    "an association with something else": association.set({
      resourceArn: "arn:aws:apigateway:::api",
    }),
    "no association of an older type": all(association.drop(), balancer.become("alb.LoadBalancer")),
    "a second load balancer": add("lb.LoadBalancer", "added", { internal: false }),
  },
  "aurora-not-public": {
    ...each(
      [true, "true"],
      (value) => JSON.stringify(value),
      (publiclyAccessible) => at("rds.ClusterInstance", "database-3").set({ publiclyAccessible }),
    ),
    "a public single instance": add("rds.Instance", "added", { publiclyAccessible: true }),
  },
  "dms-not-public": {
    "a public instance": instance.set({ publiclyAccessible: true }),
    "nothing said": instance.remove("publiclyAccessible"),
  },
  "instance-imdsv2": {
    ...each(
      [undefined, {}, { httpTokens: "optional" }, { httpPutResponseHopLimit: 1 }],
      (metadataOptions) => `metadata options ${JSON.stringify(metadataOptions)}`,
      (metadataOptions) => add("ec2.Instance", "added", { metadataOptions }),
    ),
    "a spot instance": add("ec2.SpotInstanceRequest", "added", {
      metadataOptions: { httpEndpoint: "enabled" },
    }),
  },
  "instance-not-public": {
    ...each(
      [true, "true", undefined],
      (value) => `a public address: ${value}`,
      (associatePublicIpAddress) => add("ec2.Instance", "added", { associatePublicIpAddress }),
    ),
    "an elastic address on an instance": add("ec2.Eip", "added", {
      instance: "i-0a1b2c3d4e5f60718",
    }),
    "an elastic address that is put on an instance later": add("ec2.EipAssociation", "added", {
      instanceId: "i-0a1b2c3d4e5f60718",
    }),
  },
  "no-classic": each(
    ["elb.LoadBalancer", "waf.WebAcl", "wafregional.WebAcl", "ec2.DefaultVpc"],
    (path) => path,
    (path) => add(path, "added"),
  ),
  "s3-block-public-access": {
    ...each(
      ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"],
      (name) => `${name} false`,
      (name) => block.set({ [name]: false }),
    ),
    "nothing said": block.remove("restrictPublicBuckets"),
    "no block": block.drop(),
    "no block of a bucket of the older type": all(block.drop(), bucket.become("s3.BucketV2")),
  },
  "s3-no-acl": {
    "ACLs of objects": ownership.set({ rule: { objectOwnership: "ObjectWriter" } }),
    "an ACL": add("s3.BucketAcl", "added", { bucket, acl: "private" }),
    "an ACL of the older type": add("s3.BucketAclV2", "added", {
      bucket,
      acl: "log-delivery-write",
    }),
    "an ACL on the bucket": bucket.set({ acl: "public-read" }),
    "grants on the bucket": bucket.set({ grants: [{ type: "Group", permissions: ["READ"] }] }),
  },
  "s3-policy-not-public": {
    ...openPolicies("s3:GetObject", (policy) => bucketPolicy.set({ policy })),
    "a condition on the bucket's own account": bucketPolicy.set({
      policy: bare({
        Effect: "Allow",
        Principal: "*",
        Action: "s3:GetObject",
        Resource: "*",
        Condition: { StringEquals: { "aws:ResourceAccount": "444455556666" } },
      }),
    }),
    "another account that may change the policy": bucketPolicy.set({
      policy: bare(statement({ Action: "s3:Put*", Principal: { AWS: "111122223333" } })),
    }),
    "a public policy on a bucket of the older type": all(
      bucketPolicy.drop(),
      bucket.become("s3.BucketV2"),
      at("s3.BucketV2", "edge-logs").set({ policy: bare(statement({ Principal: "*" })) }),
    ),
  },
  "snapshot-not-public": each(
    ["rds.ClusterSnapshot", "rds.Snapshot"],
    (path) => path,
    (path) => add(path, "added", { sharedAccounts: ["444455556666", "all"] }),
  ),
  "sqs-policy-not-public": {
    ...openPolicies("sqs:SendMessage", (policy) => add("sqs.QueuePolicy", "added", { policy })),
    "a policy on the queue": add("sqs.Queue", "added", {
      policy: bare(statement({ Principal: { AWS: ["*"] } })),
    }),
  },
  "subnet-no-public-ip": each(
    ["public-1", "private-2", "database-3"],
    (name) => name,
    (name) => at("ec2.Subnet", `network-vpc-${name}`).set({ mapPublicIpOnLaunch: true }),
  ),
  "waf-has-rules-and-metrics": {
    "no rules": acl.set({ rules: [] }),
    ...each(
      [
        "AWSManagedRulesCommonRuleSet",
        "AWSManagedRulesKnownBadInputsRuleSet",
        "RateLimitPerAddress",
      ],
      (name) => `no ${name}`,
      noAclRule,
    ),
    "a group that only counts": aclRule("AWSManagedRulesCommonRuleSet", {
      overrideAction: { count: {} },
    }),
    "a rate limit that only counts": aclRule("RateLimitPerAddress", { action: { count: {} } }),
    "a rule without metrics": aclRule("AWSManagedRulesSQLiRuleSet", {
      visibilityConfig: { cloudwatchMetricsEnabled: false },
    }),
  },
  "waf-ip-set-bounded": {
    "everybody on the allow list": allowed.set({ addresses: ["0.0.0.0/1", "128.0.0.0/1"] }),
    "a continent among the blocked": blocked.set({ addresses: ["64.0.0.0/6"] }),
    "a further list of everybody": add("wafv2.IpSet", "added", { addresses: ["1.0.0.0/2"] }),
  },
};
