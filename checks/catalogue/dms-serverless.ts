import type * as aws from "@pulumi/aws";
import { checksOf, properties } from "../check";
import { differences, ofEach, ofEnvironment, oneOf, present } from "../expectations";
import { configsOf, directionProblems, phasedConfigOutputs } from "./replications";

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
    optionalOutputs: [
      ...phasedConfigOutputs,
      "dmsReverseSourceEndpointArn",
      "dmsReverseTargetEndpointArns",
    ],
    verifies: properties<aws.dms.ReplicationConfigArgs>(
      "aws:dms/replicationConfig:ReplicationConfig",
      "replicationConfigIdentifier",
      "sourceEndpointArn",
      "targetEndpointArn",
      "computeConfig",
      "replicationSettings",
    ),
    run: async (deployment) => {
      const { outputs, environment } = deployment;
      const onPremises = Object.values(outputs.dmsSourceEndpointArns);
      const backTo = Object.values(outputs.dmsReverseTargetEndpointArns ?? {});
      return ofEach("serverless replication", await configsOf(deployment), ({ leg, found }) =>
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
            ...(leg === "back"
              ? {
                  SourceEndpointArn: outputs.dmsReverseSourceEndpointArn ?? present,
                  TargetEndpointArn: oneOf(backTo),
                }
              : {
                  SourceEndpointArn: oneOf(onPremises),
                  TargetEndpointArn: outputs.dmsTargetEndpointArn,
                }),
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
  check({
    name: "are declared for the directions that the phase gives each migration",
    outputs: ["dmsReplicationConfigArns", "migrationPhases"],
    optionalOutputs: phasedConfigOutputs,
    verifies: properties<aws.dms.ReplicationConfigArgs>(
      "aws:dms/replicationConfig:ReplicationConfig",
      "replicationType",
    ),
    run: async (deployment) => {
      const configs = (await configsOf(deployment)).map(({ found, ...part }) => ({
        ...part,
        type: found.ReplicationType,
        comparesOnly: found.ReplicationSettings.ValidationSettings?.ValidationOnly ?? false,
      }));
      return directionProblems(configs, deployment.outputs);
    },
  }),
];
