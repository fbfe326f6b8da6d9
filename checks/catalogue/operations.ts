import type * as ec2 from "@pulumi/aws/ec2";
import type * as s3 from "@pulumi/aws/s3";
import {
  accessLogProblems,
  accessLogProperties,
  livePolicyProblems,
  lifecycleProperties,
  privateBucketProblems,
} from "../bucket-expectations";
import { checksOf, properties } from "../check";
import { differences, oneOf, ofEach, unless } from "../expectations";
import { rulesOf, securityGroupsOf } from "../live/ec2";
import { instanceOf, volumesOf } from "../live/instances";

const check = checksOf("Operations");

export const operationsChecks = [
  check({
    name: "have their journal in a private, versioned bucket of the environment, under a KMS key",
    outputs: ["operationsBucketName"],
    verifies: [
      ...properties<s3.BucketArgs>("aws:s3/bucket:Bucket", "bucket"),
      ...lifecycleProperties,
    ],
    controls: ["S3.17"],
    run: ({ outputs, environment, aws }) =>
      privateBucketProblems(aws, environment, outputs.operationsBucketName, "earlierVersionDays"),
  }),
  check({
    name: "refuse requests without TLS and other accounts in the bucket of their journal",
    outputs: ["operationsBucketName"],
    verifies: properties<s3.BucketPolicyArgs>("aws:s3/bucketPolicy:BucketPolicy", "policy"),
    controls: ["S3.5"],
    run: ({ outputs, aws }) => livePolicyProblems(aws, outputs.operationsBucketName),
  }),
  check({
    name: "have who reads their journal written down, in the bucket of the access logs",
    outputs: ["operationsBucketName", "accessLogsBucketName"],
    verifies: accessLogProperties,
    controls: ["S3.9"],
    run: ({ outputs, aws }) =>
      accessLogProblems(aws, outputs.operationsBucketName, outputs.accessLogsBucketName),
  }),
  check({
    name: "have a host in a private subnet, without public address and key pair, that answers IMDSv2 alone",
    outputs: ["accessHostId", "privateSubnetIds"],
    verifies: properties<ec2.InstanceArgs>(
      "aws:ec2/instance:Instance",
      "associatePublicIpAddress",
      "metadataOptions",
      "subnetId",
    ),
    controls: ["EC2.8", "EC2.9"],
    run: async ({ outputs, aws }) => {
      const host = await instanceOf(aws, outputs.accessHostId);
      return differences(`instance ${host.id}`, host, {
        state: "running",
        subnetId: oneOf(outputs.privateSubnetIds),
        publicIpAddress: undefined,
        keyName: undefined,
        httpTokens: "required",
        httpPutResponseHopLimit: 1,
      });
    },
  }),
  check({
    name: "have a host that nothing can connect to",
    outputs: ["accessHostId", "vpcId"],
    verifies: properties<ec2.InstanceArgs>("aws:ec2/instance:Instance", "vpcSecurityGroupIds"),
    run: async ({ outputs, aws }) => {
      const host = await instanceOf(aws, outputs.accessHostId);
      const groups = await securityGroupsOf(aws, outputs.vpcId);
      const own = groups.filter(({ GroupId }) => host.groupIds.includes(GroupId));
      return ofEach(`security group of instance ${host.id}`, own, (group) =>
        unless(
          rulesOf(group, "ingress").length === 0,
          `security group ${group.GroupId} (${group.GroupName}) of instance ${host.id}: lets something in, expected no ingress rule`,
        ),
      );
    },
  }),
  check({
    name: "have the volumes of their host encrypted with the key of the data",
    outputs: ["accessHostId", "dataKeyArn"],
    verifies: properties<ec2.InstanceArgs>("aws:ec2/instance:Instance", "rootBlockDevice"),
    controls: ["EC2.3"],
    run: async ({ outputs, aws }) =>
      ofEach("volume of the host", await volumesOf(aws, outputs.accessHostId), (volume) =>
        differences(`volume ${volume.VolumeId} of instance ${outputs.accessHostId}`, volume, {
          Encrypted: true,
          KmsKeyId: outputs.dataKeyArn,
        }),
      ),
  }),
];
