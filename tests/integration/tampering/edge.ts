import { type Cloud, first, openPolicy, type Tampering } from "./cloud";
import { forwardAll, stopLogging, suspendVersions, weakenTls } from "./changes";

/** Sets an attribute of the load balancer. */
async function setAttribute({ elb, outputs }: Cloud, Key: string, value: string, original: string) {
  const { loadBalancerArn: LoadBalancerArn } = outputs;
  const set = (Value: string) =>
    elb.modifyLoadBalancerAttributes({ LoadBalancerArn, Attributes: [{ Key, Value }] });
  await set(value);
  return () => set(original);
}

async function listenerOn({ elb, outputs }: Cloud, port: number) {
  const { loadBalancerArn: LoadBalancerArn } = outputs;
  const { Listeners } = await elb.describeListeners({ LoadBalancerArn });
  return first(
    `listener on port ${port}`,
    Listeners?.filter(({ Port }) => Port === port),
  );
}

/** The edge is opened, or stops logging. */
export const edgeTamperings: readonly Tampering[] = [
  {
    name: "the load balancer lets invalid headers through",
    check: "drops invalid headers and defends against request smuggling",
    says: ({ loadBalancerArn }) => [
      `load balancer ${loadBalancerArn}: routing.http.drop_invalid_header_fields.enabled`,
      'expected "true"',
    ],
    tamper: (cloud) =>
      setAttribute(cloud, "routing.http.drop_invalid_header_fields.enabled", "false", "true"),
  },
  {
    name: "access is no longer logged",
    check: "record every request and every connection in the bucket of the outputs",
    says: ({ loadBalancerArn }) => [
      `load balancer ${loadBalancerArn}: access_logs.s3.enabled is "false"`,
      'expected "true"',
    ],
    tamper: (cloud) => setAttribute(cloud, "access_logs.s3.enabled", "false", "true"),
  },
  {
    name: "the listener takes TLS 1.0",
    check: "serves HTTPS under a current TLS policy, to the target group of the outputs",
    says: () => [":listener/", 'SslPolicy is "ELBSecurityPolicy-2016-08"', "expected one of"],
    tamper: async (cloud) => weakenTls(cloud, await listenerOn(cloud, 443)),
  },
  {
    name: "HTTP is served in plain text",
    check: "sends every other request to HTTPS",
    says: () => ["on port 80: Type", 'expected "redirect"'],
    tamper: async (cloud) => forwardAll(cloud, await listenerOn(cloud, 80)),
  },
  {
    name: "the data centre is forgotten by the listener",
    check: "distribute every request between the cloud and the data centre, as the phase requires",
    says: ({ onPremisesTargetGroupArn }) => [":listener/", "groups is", onPremisesTargetGroupArn!],
    tamper: async (cloud) => forwardAll(cloud, await listenerOn(cloud, 443)),
  },
  {
    name: "the data centre has no servers any more",
    check: "have the servers of the data centre, all on one port",
    says: () => ["no server of the data centre was found", "expected at least one"],
    tamper: async ({ elb, outputs: { onPremisesTargetGroupArn: TargetGroupArn } }) => {
      const { TargetHealthDescriptions } = await elb.describeTargetHealth({ TargetGroupArn });
      const Targets = TargetHealthDescriptions?.map(({ Target }) => Target!);
      await elb.deregisterTargets({ TargetGroupArn, Targets });
      return () => elb.registerTargets({ TargetGroupArn, Targets });
    },
  },
  {
    name: "the load balancer moves into the private subnets",
    check: "is in the public subnets of every zone, or in the private ones if it is internal",
    says: ({ environment, publicSubnetIds: [id] }) => [
      `load balancer migration-edge-${environment}: subnets`,
      id!,
    ],
    tamper: async ({ elb, outputs }) => {
      const set = (Subnets: string[]) =>
        elb.setSubnets({ LoadBalancerArn: outputs.loadBalancerArn, Subnets });
      await set(outputs.privateSubnetIds);
      return () => set(outputs.publicSubnetIds);
    },
  },
  {
    name: "the web ACL is taken off the load balancer",
    check: "guards the load balancer, with AWS's managed rules and a rate limit",
    says: ({ loadBalancerArn }) => [
      `web ACL of load balancer ${loadBalancerArn}: 0 were found`,
      "expected one",
    ],
    tamper: async ({ waf, outputs }) => {
      const { loadBalancerArn: ResourceArn, webAclArn: WebACLArn } = outputs;
      await waf.disassociateWebACL({ ResourceArn });
      return () => waf.associateWebACL({ ResourceArn, WebACLArn });
    },
  },
  {
    name: "the web ACL no longer logs",
    check: "logs the requests that it inspects, without their credentials",
    says: ({ webAclArn }) => ["get-logging-configuration", webAclArn, "WAFNonexistentItem"],
    tamper: (cloud) => stopLogging(cloud, cloud.outputs.webAclArn),
  },
  {
    name: "the access logs are encrypted so that log delivery fails",
    check: "are encrypted, by the only kind of key that log delivery supports",
    says: ({ accessLogsBucketName }) => [
      `bucket ${accessLogsBucketName}: encryption is ["aws:kms"]`,
      'expected ["AES256"]',
    ],
    tamper: async ({ s3, outputs: { accessLogsBucketName: Bucket } }) => {
      const set = (SSEAlgorithm: "aws:kms" | "AES256") =>
        s3.putBucketEncryption({
          Bucket,
          ServerSideEncryptionConfiguration: {
            Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm } }],
          },
        });
      await set("aws:kms");
      return () => set("AES256");
    },
  },
  {
    name: "the access logs may become public",
    check: "can never be public",
    says: ({ accessLogsBucketName }) => [
      `bucket ${accessLogsBucketName}: BlockPublicPolicy is false`,
      "expected true",
    ],
    tamper: async ({ s3, outputs: { accessLogsBucketName: Bucket } }) => {
      const set = (BlockPublicPolicy: boolean) =>
        s3.putPublicAccessBlock({
          Bucket,
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
            BlockPublicPolicy,
          },
        });
      await set(false);
      return () => set(true);
    },
  },
  {
    name: "overwritten access logs are lost",
    check: "keep overwritten objects, and expire after a stated time",
    says: ({ accessLogsBucketName }) => [
      `bucket ${accessLogsBucketName}: Status is "Suspended"`,
      'expected "Enabled"',
    ],
    tamper: (cloud) => suspendVersions(cloud, cloud.outputs.accessLogsBucketName),
  },
  {
    name: "everybody may write access logs",
    check: "are written by log delivery only, and over TLS",
    says: ({ accessLogsBucketName }) => [`bucket ${accessLogsBucketName}`, "everybody"],
    tamper: async ({ s3, outputs: { accessLogsBucketName: Bucket } }) => {
      const { Policy } = await s3.getBucketPolicy({ Bucket });
      await s3.putBucketPolicy({ Bucket, Policy: openPolicy });
      return () => s3.putBucketPolicy({ Bucket, Policy });
    },
  },
];
