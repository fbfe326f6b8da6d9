import type * as aws from "@pulumi/aws";
import { standardTagKeys } from "../../lib/tags";
import { clusterAt } from "../live/rds";
import { dmsTags, ec2Tags, keyTags, loadBalancerTags, type Tags } from "../live/tags";
import { checksOf, properties } from "../check";
import { differences, present } from "../expectations";

const check = checksOf("Tags");

export const taggingChecks = [
  check({
    name: "name a resource's environment, owner and cost centre",
    outputs: [
      "environment",
      "vpcId",
      "vpcManagedBy",
      "auroraClusterEndpoint",
      "dmsReplicationInstanceArn",
      "dmsTargetEndpointArn",
      "loadBalancerArn",
      "dataKeyArn",
    ],
    verifies: [
      ...properties<aws.ec2.VpcArgs>("aws:ec2/vpc:Vpc", "tags"),
      ...properties<aws.rds.ClusterArgs>("aws:rds/cluster:Cluster", "tags"),
      ...properties<aws.dms.ReplicationInstanceArgs>(
        "aws:dms/replicationInstance:ReplicationInstance",
        "tags",
      ),
      ...properties<aws.dms.EndpointArgs>("aws:dms/endpoint:Endpoint", "tags"),
      ...properties<aws.lb.LoadBalancerArgs>("aws:lb/loadBalancer:LoadBalancer", "tags"),
      ...properties<aws.kms.KeyArgs>("aws:kms/key:Key", "tags"),
    ],
    controls: ["DMS.4"],
    run: async ({ outputs, environment, aws }) => {
      const cluster = await clusterAt(aws, outputs.auroraClusterEndpoint);
      const tags: Record<string, Tags> = {
        ...(outputs.vpcManagedBy === "stack" && {
          [`VPC ${outputs.vpcId}`]: await ec2Tags(aws, outputs.vpcId),
        }),
        [`Aurora cluster ${cluster.DBClusterIdentifier}`]: Object.fromEntries(
          cluster.TagList.map(({ Key, Value }) => [Key, Value]),
        ),
        "replication instance": await dmsTags(aws, outputs.dmsReplicationInstanceArn),
        "DMS endpoint of Aurora": await dmsTags(aws, outputs.dmsTargetEndpointArn),
        "load balancer": await loadBalancerTags(aws, outputs.loadBalancerArn),
        "KMS key of the data": await keyTags(aws, outputs.dataKeyArn),
      };
      return problemsOf(tags, environment);
    },
  }),
];

function problemsOf(tags: Record<string, Tags>, environment: string): string[] {
  const expected = Object.fromEntries(standardTagKeys.map((key) => [key, present]));
  return Object.entries(tags).flatMap(([resource, found]) =>
    differences(`tags of ${resource}`, found, { ...expected, Environment: environment }),
  );
}
