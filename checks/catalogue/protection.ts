import type * as aws from "@pulumi/aws";
import { attributesOf } from "../live/elbv2";
import { clusterAt } from "../live/rds";
import { checksOf, properties } from "../check";
import { differences } from "../expectations";

const check = checksOf("Protection");

export const protectionChecks = [
  check({
    name: "guards the load balancer against deletion where it guards the database",
    outputs: ["auroraClusterEndpoint", "loadBalancerArn"],
    verifies: [
      ...properties<aws.rds.ClusterArgs>("aws:rds/cluster:Cluster", "deletionProtection"),
      ...properties<aws.lb.LoadBalancerArgs>(
        "aws:lb/loadBalancer:LoadBalancer",
        "enableDeletionProtection",
      ),
    ],
    controls: ["RDS.7", "ELB.6"],
    run: async ({ outputs, aws }) => {
      const { DeletionProtection } = await clusterAt(aws, outputs.auroraClusterEndpoint);
      return differences(
        `load balancer ${outputs.loadBalancerArn}`,
        await attributesOf(aws, outputs.loadBalancerArn),
        { "deletion_protection.enabled": String(DeletionProtection) },
      );
    },
  }),
];
