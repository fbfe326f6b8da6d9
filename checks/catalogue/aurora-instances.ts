import type * as aws from "@pulumi/aws";
import {
  clusterParameters,
  type DatabaseParameter,
  fixedParameters,
  instanceParameters,
  type ParameterPreset,
  parameterPresets,
} from "../../lib/aurora-parameters";
import {
  clusterAt,
  clusterParametersOf,
  instanceParametersOf,
  instancesAt,
  servingStates,
} from "../live/rds";
import { checksOf, properties } from "../check";
import {
  differences,
  Expectation,
  matching,
  ofEach,
  ofEnvironment,
  oneOf,
  present,
  unless,
} from "../expectations";

const check = checksOf("Aurora instances");

const instance = (...names: (keyof aws.rds.ClusterInstanceArgs)[]) =>
  properties<aws.rds.ClusterInstanceArgs>("aws:rds/clusterInstance:ClusterInstance", ...names);

/** DMS asks for this so that Aurora does not close connections during a bulk load. */
const seconds = new Expectation("300 seconds or more", (value) => Number(value) >= 300);

export const auroraInstanceChecks = [
  check({
    name: "are available, private, and named by the environment",
    outputs: ["auroraClusterEndpoint"],
    verifies: instance("identifier", "clusterIdentifier", "publiclyAccessible"),
    controls: ["RDS.2"],
    run: async ({ outputs, environment, aws }) =>
      ofEach("Aurora instance", await instancesAt(aws, outputs.auroraClusterEndpoint), (found) =>
        differences(`Aurora instance ${found.DBInstanceIdentifier}`, found, {
          DBInstanceIdentifier: ofEnvironment(environment),
          DBInstanceStatus: oneOf(servingStates),
          PubliclyAccessible: false,
        }),
      ),
  }),
  check({
    name: "are spread over the availability zones",
    outputs: ["auroraClusterEndpoint", "availabilityZones"],
    verifies: instance("availabilityZone"),
    controls: ["RDS.15"],
    run: async ({ outputs, aws }) => {
      const instances = await instancesAt(aws, outputs.auroraClusterEndpoint);
      const zones = new Set(instances.map(({ AvailabilityZone }) => AvailabilityZone));
      const expected = Math.min(instances.length, outputs.availabilityZones.length);
      return [
        ...unless(
          zones.size === expected,
          `Aurora instances: ${instances.length} are in ${zones.size} availability zones, expected ${expected}`,
        ),
        ...ofEach("Aurora instance", instances, (found) =>
          differences(`Aurora instance ${found.DBInstanceIdentifier}`, found, {
            AvailabilityZone: oneOf(outputs.availabilityZones),
          }),
        ),
      ];
    },
  }),
  check({
    name: "are monitored at least every minute",
    outputs: ["auroraClusterEndpoint"],
    verifies: instance("monitoringInterval", "monitoringRoleArn"),
    controls: ["RDS.6"],
    run: async ({ outputs, aws }) =>
      ofEach("Aurora instance", await instancesAt(aws, outputs.auroraClusterEndpoint), (found) =>
        differences(`Aurora instance ${found.DBInstanceIdentifier}`, found, {
          MonitoringInterval: oneOf([1, 5, 10, 15, 30, 60]),
          MonitoringRoleArn: present,
        }),
      ),
  }),
  check({
    name: "have Performance Insights, under the key of the data",
    outputs: ["auroraClusterEndpoint", "dataKeyArn"],
    verifies: instance("performanceInsightsEnabled", "performanceInsightsKmsKeyId"),
    run: async ({ outputs, aws }) =>
      ofEach("Aurora instance", await instancesAt(aws, outputs.auroraClusterEndpoint), (found) =>
        differences(`Aurora instance ${found.DBInstanceIdentifier}`, found, {
          PerformanceInsightsEnabled: true,
          PerformanceInsightsKMSKeyId: outputs.dataKeyArn,
        }),
      ),
  }),
  check({
    name: "show a certificate of an authority that DMS and clients know",
    outputs: ["auroraClusterEndpoint"],
    verifies: instance("caCertIdentifier"),
    run: async ({ outputs, aws }) =>
      ofEach("Aurora instance", await instancesAt(aws, outputs.auroraClusterEndpoint), (found) =>
        differences(`Aurora instance ${found.DBInstanceIdentifier}`, found, {
          CACertificateIdentifier: matching(/^rds-ca-(rsa2048|rsa4096|ecc384)-g1$/),
        }),
      ),
  }),
  check({
    name: "get minor upgrades, in the maintenance window of the cluster",
    outputs: ["auroraClusterEndpoint"],
    verifies: instance("autoMinorVersionUpgrade", "preferredMaintenanceWindow"),
    controls: ["RDS.13", "RDS.35"],
    run: async ({ outputs, aws }) => {
      const cluster = await clusterAt(aws, outputs.auroraClusterEndpoint);
      const instances = await instancesAt(aws, outputs.auroraClusterEndpoint);
      return ofEach("Aurora instance", instances, (found) =>
        differences(`Aurora instance ${found.DBInstanceIdentifier}`, found, {
          AutoMinorVersionUpgrade: true,
          PreferredMaintenanceWindow: cluster.PreferredMaintenanceWindow,
        }),
      );
    },
  }),
  check({
    name: "require TLS, write a row-based binary log and the audit log, by cluster parameters",
    outputs: ["auroraClusterEndpoint", "auroraParameterPreset"],
    verifies: properties<aws.rds.ClusterParameterGroupArgs>(
      "aws:rds/clusterParameterGroup:ClusterParameterGroup",
      "parameters",
    ),
    controls: ["RDS.45"],
    run: async ({ outputs, aws }) => {
      const { DBClusterParameterGroup } = await clusterAt(aws, outputs.auroraClusterEndpoint);
      return differences(
        `cluster parameter group ${DBClusterParameterGroup}`,
        await clusterParametersOf(aws, DBClusterParameterGroup),
        fixedValues(clusterParameters(presetOf(outputs.auroraParameterPreset))),
      );
    },
  }),
  check({
    name: "log slow queries and wait long enough for DMS, by instance parameters",
    outputs: ["auroraClusterEndpoint", "auroraParameterPreset"],
    verifies: properties<aws.rds.ParameterGroupArgs>(
      "aws:rds/parameterGroup:ParameterGroup",
      "parameters",
    ),
    run: async ({ outputs, aws }) => {
      const instances = await instancesAt(aws, outputs.auroraClusterEndpoint);
      const groups = [
        ...new Set(
          instances.flatMap(({ DBParameterGroups }) =>
            DBParameterGroups.map(({ DBParameterGroupName }) => DBParameterGroupName),
          ),
        ),
      ];
      const parameters = await Promise.all(groups.map((name) => instanceParametersOf(aws, name)));
      return ofEach("instance parameter group", parameters, (found) =>
        differences(`instance parameter group ${groups.join(", ")}`, found, {
          ...fixedValues(instanceParameters(presetOf(outputs.auroraParameterPreset))),
          net_read_timeout: seconds,
          net_write_timeout: seconds,
          wait_timeout: seconds,
          interactive_timeout: seconds,
        }),
      );
    },
  }),
  check({
    name: "have no parameter that still waits for a reboot",
    outputs: ["auroraClusterEndpoint"],
    verifies: instance("dbParameterGroupName"),
    run: async ({ outputs, aws }) =>
      ofEach("Aurora instance", await instancesAt(aws, outputs.auroraClusterEndpoint), (found) =>
        ofEach(
          `parameter group of Aurora instance ${found.DBInstanceIdentifier}`,
          found.DBParameterGroups,
          (group) =>
            differences(`Aurora instance ${found.DBInstanceIdentifier}`, group, {
              ParameterApplyStatus: "in-sync",
            }),
        ),
      ),
  }),
];

function presetOf(output: string): ParameterPreset {
  const preset = parameterPresets.find((known) => known === output);
  if (preset === undefined) {
    throw new Error(`"${output}" is not a preset of parameters; ${parameterPresets.join(" or ")}`);
  }
  return preset;
}

/** Those parameters, by name, that the configuration cannot change. */
function fixedValues(parameters: readonly DatabaseParameter[]): Record<string, string> {
  return Object.fromEntries(
    parameters
      .filter(({ name }) => name in fixedParameters)
      .map(({ name, value }) => [name, value]),
  );
}
