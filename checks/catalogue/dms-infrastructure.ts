import type * as aws from "@pulumi/aws";
import { dmsInstanceClasses, newerDmsClass } from "../../lib/dms-classes";
import { defaultInstance, dmsServiceRoles, taskLogGroupName } from "../../lib/dms-names";
import { replicationInstanceOf } from "../live/dms";
import { attachedPoliciesOf, trustOf } from "../live/iam";
import { checksOf, type Deployment, properties } from "../check";
import {
  allProblems,
  differences,
  Expectation,
  including,
  ofEach,
  ofEnvironment,
  present,
  sameMembers,
} from "../expectations";

const check = checksOf("DMS infrastructure");

const instance = (...names: (keyof aws.dms.ReplicationInstanceArgs)[]) =>
  properties<aws.dms.ReplicationInstanceArgs>(
    "aws:dms/replicationInstance:ReplicationInstance",
    ...names,
  );

const allowedClass = new Expectation(
  `one of ${dmsInstanceClasses.join(", ")}, or a newer one`,
  (name) => dmsInstanceClasses.some((known) => known === name) || newerDmsClass.test(String(name)),
);

export const dmsInfrastructureChecks = [
  check({
    name: "finds its service roles in the account, with the managed policy of each",
    outputs: [],
    verifies: [
      ...properties<aws.iam.RoleArgs>("aws:iam/role:Role", "name", "assumeRolePolicy"),
      ...properties<aws.iam.RolePolicyAttachmentArgs>(
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "role",
        "policyArn",
      ),
    ],
    run: ({ aws }) => {
      const problems = Object.entries(dmsServiceRoles).map(async ([role, policy]) => {
        const trust = await trustOf(aws, role);
        return differences(
          `IAM role ${role}`,
          {
            managedPolicies: await attachedPoliciesOf(aws, role),
            assumedBy: trust.flatMap(({ Principal }) => Principal["Service"] ?? []),
          },
          { managedPolicies: including(policy), assumedBy: including("dms.amazonaws.com") },
        );
      });
      return allProblems(problems);
    },
  }),
  check({
    name: "has a private replication instance, in a security group of its own",
    outputs: ["dmsReplicationInstanceArns", "dmsSecurityGroupId"],
    verifies: instance("publiclyAccessible", "vpcSecurityGroupIds"),
    controls: ["DMS.1"],
    run: (deployment) =>
      ofEachInstance(deployment, (found) =>
        differences(
          `replication instance ${found.ReplicationInstanceIdentifier}`,
          {
            PubliclyAccessible: found.PubliclyAccessible,
            securityGroups: found.VpcSecurityGroups.map((it) => it.VpcSecurityGroupId),
          },
          { PubliclyAccessible: false, securityGroups: [deployment.outputs.dmsSecurityGroupId] },
        ),
      ),
  }),
  check({
    name: "places the replication instance in the private subnets",
    outputs: ["dmsReplicationInstanceArns", "vpcId", "privateSubnetIds"],
    verifies: [
      ...instance("replicationSubnetGroupId"),
      ...properties<aws.dms.ReplicationSubnetGroupArgs>(
        "aws:dms/replicationSubnetGroup:ReplicationSubnetGroup",
        "subnetIds",
      ),
    ],
    run: (deployment) => {
      const { vpcId, privateSubnetIds } = deployment.outputs;
      return ofEachInstance(deployment, (found) => {
        const { VpcId, Subnets } = found.ReplicationSubnetGroup;
        return differences(
          `replication instance ${found.ReplicationInstanceIdentifier}`,
          { VpcId, subnets: Subnets.map(({ SubnetIdentifier }) => SubnetIdentifier) },
          { VpcId: vpcId, subnets: sameMembers(privateSubnetIds) },
        );
      });
    },
  }),
  check({
    name: "has a replication instance that is available, of an allowed class, and kept up to date",
    outputs: ["dmsReplicationInstanceArns"],
    verifies: instance(
      "replicationInstanceClass",
      "engineVersion",
      "autoMinorVersionUpgrade",
      "preferredMaintenanceWindow",
    ),
    controls: ["DMS.6"],
    run: (deployment) =>
      ofEachInstance(deployment, (found) =>
        differences(`replication instance ${found.ReplicationInstanceIdentifier}`, found, {
          ReplicationInstanceStatus: "available",
          ReplicationInstanceClass: allowedClass,
          EngineVersion: present,
          AutoMinorVersionUpgrade: true,
          PreferredMaintenanceWindow: present,
        }),
      ),
  }),
  check({
    name: "encrypts the replication storage with the key of the data",
    outputs: ["dmsReplicationInstanceArns", "dataKeyArn"],
    verifies: instance("kmsKeyArn"),
    run: (deployment) =>
      ofEachInstance(deployment, (found) =>
        differences(`replication instance ${found.ReplicationInstanceIdentifier}`, found, {
          KmsKeyId: deployment.outputs.dataKeyArn,
        }),
      ),
  }),
  check({
    name: "logs to the group that DMS writes to, and is named by the environment",
    outputs: ["dmsReplicationInstanceArns", "dmsLogGroupNames"],
    verifies: [
      ...instance("replicationInstanceId"),
      ...properties<aws.cloudwatch.LogGroupArgs>("aws:cloudwatch/logGroup:LogGroup", "name"),
    ],
    run: (deployment) =>
      ofEachInstance(deployment, (found, name) => {
        const identifier = found.ReplicationInstanceIdentifier;
        return differences(
          `replication instance ${identifier}`,
          { identifier, logGroup: deployment.outputs.dmsLogGroupNames[name] },
          {
            identifier: ofEnvironment(deployment.environment),
            logGroup: taskLogGroupName(identifier),
          },
        );
      }),
  }),
  check({
    name: "has a replication instance for the migrations that have none of their own",
    outputs: [
      "dmsReplicationInstanceArn",
      "dmsReplicationInstanceArns",
      "dmsLogGroupName",
      "dmsLogGroupNames",
    ],
    verifies: [],
    run: ({ outputs }) =>
      Promise.resolve(
        differences(
          "the outputs",
          { instance: outputs.dmsReplicationInstanceArn, logGroup: outputs.dmsLogGroupName },
          {
            instance: outputs.dmsReplicationInstanceArns[defaultInstance],
            logGroup: outputs.dmsLogGroupNames[defaultInstance],
          },
        ),
      ),
  }),
];

type Instance = Awaited<ReturnType<typeof replicationInstanceOf>>;

async function ofEachInstance(
  { outputs, aws }: Deployment<"dmsReplicationInstanceArns">,
  problemsOf: (instance: Instance, name: string) => string[],
): Promise<string[]> {
  const instances = await Promise.all(
    Object.entries(outputs.dmsReplicationInstanceArns).map(async ([name, arn]) => ({
      name,
      found: await replicationInstanceOf(aws, arn),
    })),
  );
  return ofEach("replication instance", instances, ({ found, name }) => problemsOf(found, name));
}
