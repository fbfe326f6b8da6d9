import type * as aws from "@pulumi/aws";
import { replicationConfigOf } from "../live/dms";
import { checksOf, properties } from "../check";
import { differences, ofEach, ofEnvironment, oneOf, present } from "../expectations";

const check = checksOf("DMS serverless replications");

export const dmsServerlessChecks = [
  check({
    name: "replicate to Aurora, in the network and with the key of the replication instances",
    outputs: [
      "dmsReplicationConfigArns",
      "dmsSourceEndpointArns",
      "dmsTargetEndpointArn",
      "dmsSecurityGroupId",
      "dataKeyArn",
    ],
    verifies: properties<aws.dms.ReplicationConfigArgs>(
      "aws:dms/replicationConfig:ReplicationConfig",
      "replicationConfigIdentifier",
      "sourceEndpointArn",
      "targetEndpointArn",
      "computeConfig",
      "replicationSettings",
    ),
    run: async ({ outputs, environment, aws }) => {
      const configs = await Promise.all(
        Object.values(outputs.dmsReplicationConfigArns).map((arn) => replicationConfigOf(aws, arn)),
      );
      return ofEach("serverless replication", configs, (found) =>
        differences(
          `serverless replication ${found.ReplicationConfigIdentifier}`,
          {
            ...found,
            ...found.ComputeConfig,
            EnableLogging: found.ReplicationSettings.Logging?.EnableLogging,
            EnableValidation: found.ReplicationSettings.ValidationSettings?.EnableValidation,
          },
          {
            ReplicationConfigIdentifier: ofEnvironment(environment),
            SourceEndpointArn: oneOf(Object.values(outputs.dmsSourceEndpointArns)),
            TargetEndpointArn: outputs.dmsTargetEndpointArn,
            KmsKeyId: outputs.dataKeyArn,
            VpcSecurityGroupIds: [outputs.dmsSecurityGroupId],
            PreferredMaintenanceWindow: present,
            EnableLogging: true,
            EnableValidation: true,
          },
        ),
      );
    },
  }),
];
