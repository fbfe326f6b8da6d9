import type * as aws from "@pulumi/aws";
import { completeServiceRoles } from "../account-roles";
import { required, type Aws } from "../aws";
import { changedSettings } from "../changed-settings";
import { resource, type Inputs, type ResourceTable, type Tagging } from "../resource";
import { tagList } from "../tags";

// The emulator keeps the tags that DMS resources are made with, and does not change them by DMS's own
// API. Those of a task are changed by another, as a migration's phase is one; of the rest a changed tag
// is in the state only. Tags are not read back.

/** Tags of tasks, whose ARNs the emulator ends with their names. */
const taskTagging: Tagging = {
  target: "id",
  tag: (id, Tags, { tagging, arn }) =>
    tagging.call("TagResources", { ResourceARNList: [arn("dms", `task:${id}`)], Tags }),
  untag: (id, TagKeys, { tagging, arn }) =>
    tagging.call("UntagResources", { ResourceARNList: [arn("dms", `task:${id}`)], TagKeys }),
};

/** The emulator answers with a subnet and a VPC of its own invention: they are not read back. */
const subnetGroup = resource<
  aws.dms.ReplicationSubnetGroupArgs,
  aws.dms.ReplicationSubnetGroupState
>({
  async create(inputs, client) {
    await completeServiceRoles(client);
    const made = await client.dms.createReplicationSubnetGroup({
      ReplicationSubnetGroupIdentifier: inputs.replicationSubnetGroupId,
      ReplicationSubnetGroupDescription: inputs.replicationSubnetGroupDescription,
      SubnetIds: inputs.subnetIds,
      Tags: tagList(inputs.tagsAll),
    });
    const group = made.ReplicationSubnetGroup;
    return required(group?.ReplicationSubnetGroupIdentifier, "a subnet group id");
  },
  async read({ id }, { dms, arn }) {
    const Filters = [{ Name: "replication-subnet-group-id", Values: [id] }];
    const { ReplicationSubnetGroups } = await dms.describeReplicationSubnetGroups({ Filters });
    const found = ReplicationSubnetGroups?.[0];
    return (
      found && {
        replicationSubnetGroupId: id,
        replicationSubnetGroupArn: arn("dms", `subgrp:${id}`),
        replicationSubnetGroupDescription: found.ReplicationSubnetGroupDescription,
      }
    );
  },
  // The emulator keeps no subnets, so there is nothing to change either.
  update: () => Promise.resolve(),
  delete: ({ id }, { dms }) =>
    dms.deleteReplicationSubnetGroup({ ReplicationSubnetGroupIdentifier: id }),
  replaceOn: ["replicationSubnetGroupId", "replicationSubnetGroupDescription"],
  deleteBeforeReplace: true,
});

type InstanceInputs = Inputs<aws.dms.ReplicationInstanceArgs>;

function instanceSettings(inputs: Partial<InstanceInputs>) {
  return {
    ReplicationInstanceClass: inputs.replicationInstanceClass,
    AllocatedStorage: inputs.allocatedStorage,
    MultiAZ: inputs.multiAz,
    EngineVersion: inputs.engineVersion,
    AutoMinorVersionUpgrade: inputs.autoMinorVersionUpgrade,
    PreferredMaintenanceWindow: inputs.preferredMaintenanceWindow,
    VpcSecurityGroupIds: inputs.vpcSecurityGroupIds,
  };
}

const replicationInstance = resource<
  aws.dms.ReplicationInstanceArgs,
  aws.dms.ReplicationInstanceState
>({
  async create(inputs, { dms }) {
    const made = await dms.createReplicationInstance({
      ...instanceSettings(inputs),
      ReplicationInstanceIdentifier: inputs.replicationInstanceId,
      ReplicationInstanceClass: inputs.replicationInstanceClass,
      AvailabilityZone: inputs.availabilityZone,
      DnsNameServers: inputs.dnsNameServers,
      ReplicationSubnetGroupIdentifier: inputs.replicationSubnetGroupId,
      KmsKeyId: inputs.kmsKeyArn,
      PubliclyAccessible: inputs.publiclyAccessible,
      Tags: tagList(inputs.tagsAll),
    });
    const instance = made.ReplicationInstance;
    return required(instance?.ReplicationInstanceIdentifier, "a replication instance id");
  },
  async read({ id }, { dms }) {
    const Filters = [{ Name: "replication-instance-id", Values: [id] }];
    const { ReplicationInstances } = await dms.describeReplicationInstances({ Filters });
    const found = ReplicationInstances?.[0];
    return (
      found && {
        replicationInstanceId: id,
        replicationInstanceArn: found.ReplicationInstanceArn,
        replicationInstanceClass: found.ReplicationInstanceClass,
        allocatedStorage: found.AllocatedStorage,
        availabilityZone: found.AvailabilityZone,
        dnsNameServers: found.DnsNameServers,
        multiAz: found.MultiAZ,
        engineVersion: found.EngineVersion,
        autoMinorVersionUpgrade: found.AutoMinorVersionUpgrade,
        preferredMaintenanceWindow: found.PreferredMaintenanceWindow,
        publiclyAccessible: found.PubliclyAccessible,
        kmsKeyArn: found.KmsKeyId,
        replicationSubnetGroupId: found.ReplicationSubnetGroup?.ReplicationSubnetGroupIdentifier,
        vpcSecurityGroupIds: found.VpcSecurityGroups?.map(
          (group) => group.VpcSecurityGroupId ?? "",
        ),
        replicationInstancePrivateIps: found.ReplicationInstancePrivateIpAddresses,
        replicationInstancePublicIps: found.ReplicationInstancePublicIpAddresses,
      }
    );
  },
  update: async ({ state }, news, { dms }) =>
    dms.modifyReplicationInstance({
      ...changedSettings(instanceSettings(state), instanceSettings(news)),
      ReplicationInstanceArn: required(state.replicationInstanceArn, "an ARN"),
      AllowMajorVersionUpgrade: news.allowMajorVersionUpgrade,
      ApplyImmediately: true,
    }),
  delete: async ({ state }, { dms }) =>
    dms.deleteReplicationInstance({
      ReplicationInstanceArn: required(state.replicationInstanceArn, "an ARN"),
    }),
  replaceOn: [
    "replicationInstanceId",
    "availabilityZone",
    "dnsNameServers",
    "kmsKeyArn",
    "publiclyAccessible",
    "replicationSubnetGroupId",
  ],
});

/** The emulator cannot modify an endpoint, so every change makes a new one. */
const endpoint = resource<aws.dms.EndpointArgs, aws.dms.EndpointState>({
  async create(inputs, { dms }) {
    const settings = inputs.mysqlSettings;
    const made = await dms.createEndpoint({
      EndpointIdentifier: inputs.endpointId,
      EndpointType: inputs.endpointType as "source" | "target",
      EngineName: inputs.engineName,
      SslMode: inputs.sslMode as "verify-full" | undefined,
      CertificateArn: inputs.certificateArn,
      KmsKeyId: inputs.kmsKeyArn,
      ExtraConnectionAttributes: inputs.extraConnectionAttributes,
      MySQLSettings: {
        SecretsManagerSecretId: inputs.secretsManagerArn,
        SecretsManagerAccessRoleArn: inputs.secretsManagerAccessRoleArn,
        AfterConnectScript: settings?.afterConnectScript,
        CleanSourceMetadataOnMismatch: settings?.cleanSourceMetadataOnMismatch,
        EventsPollInterval: settings?.eventsPollInterval,
        ExecuteTimeout: settings?.executeTimeout,
        MaxFileSize: settings?.maxFileSize,
        ParallelLoadThreads: settings?.parallelLoadThreads,
        ServerTimezone: settings?.serverTimezone,
        TargetDbType: settings?.targetDbType as "multiple-databases" | undefined,
      },
      Tags: tagList(inputs.tagsAll),
    });
    return required(made.Endpoint?.EndpointIdentifier, "an endpoint id");
  },
  async read({ id, state }, { dms }) {
    const Filters = [{ Name: "endpoint-id", Values: [id] }];
    const found = (await dms.describeEndpoints({ Filters })).Endpoints?.[0];
    const settings = found?.MySQLSettings;
    return (
      found && {
        endpointId: id,
        endpointArn: found.EndpointArn,
        endpointType: found.EndpointType?.toLowerCase(),
        engineName: found.EngineName,
        sslMode: found.SslMode,
        certificateArn: found.CertificateArn,
        kmsKeyArn: found.KmsKeyId,
        secretsManagerArn: settings?.SecretsManagerSecretId,
        secretsManagerAccessRoleArn: settings?.SecretsManagerAccessRoleArn,
        mysqlSettings: state.mysqlSettings && {
          ...state.mysqlSettings,
          afterConnectScript: settings?.AfterConnectScript,
          eventsPollInterval: settings?.EventsPollInterval,
          targetDbType: settings?.TargetDbType,
        },
      }
    );
  },
  delete: async ({ state }, { dms }) =>
    dms.deleteEndpoint({ EndpointArn: required(state.endpointArn, "an ARN") }),
  replaceOn: "all",
  deleteBeforeReplace: true,
});

/** The emulator cannot modify a task, so every change makes a new one. */
const replicationTask = resource<aws.dms.ReplicationTaskArgs, aws.dms.ReplicationTaskState>({
  async create(inputs, { dms }) {
    const made = await dms.createReplicationTask({
      ReplicationTaskIdentifier: inputs.replicationTaskId,
      ResourceIdentifier: inputs.resourceIdentifier,
      MigrationType: inputs.migrationType as "full-load",
      ReplicationInstanceArn: inputs.replicationInstanceArn,
      SourceEndpointArn: inputs.sourceEndpointArn,
      TargetEndpointArn: inputs.targetEndpointArn,
      TableMappings: inputs.tableMappings,
      ReplicationTaskSettings: inputs.replicationTaskSettings,
      Tags: tagList(inputs.tagsAll),
    });
    return required(made.ReplicationTask?.ReplicationTaskIdentifier, "a task id");
  },
  async configure(id, inputs, aws) {
    if (!inputs.startReplicationTask) return;
    const { ReplicationTaskArn, Status } = required(await findTask(id, aws), "the task");
    if (Status === "running") return;
    await aws.dms.startReplicationTask({
      ReplicationTaskArn,
      StartReplicationTaskType: "start-replication",
    });
  },
  async read({ id }, aws) {
    const found = await findTask(id, aws);
    return (
      found && {
        replicationTaskId: id,
        replicationTaskArn: found.ReplicationTaskArn,
        migrationType: found.MigrationType,
        replicationInstanceArn: found.ReplicationInstanceArn,
        sourceEndpointArn: found.SourceEndpointArn,
        targetEndpointArn: found.TargetEndpointArn,
        tableMappings: found.TableMappings,
        replicationTaskSettings: found.ReplicationTaskSettings,
        status: found.Status,
      }
    );
  },
  async delete({ id }, aws) {
    const found = await findTask(id, aws);
    if (!found) return;
    const { ReplicationTaskArn, Status } = found;
    if (Status === "running") await aws.dms.stopReplicationTask({ ReplicationTaskArn });
    await aws.dms.deleteReplicationTask({ ReplicationTaskArn });
  },
  replaceOn: "all",
  deleteBeforeReplace: true,
  tagging: taskTagging,
});

async function findTask(id: string, { dms }: Aws) {
  const Filters = [{ Name: "replication-task-id", Values: [id] }];
  const { ReplicationTasks } = await dms.describeReplicationTasks({ Filters });
  return ReplicationTasks?.find(({ Status }) => Status !== "deleting");
}

/** Replication from a source to a target. */
export const dms: ResourceTable = {
  "aws:dms/replicationSubnetGroup:ReplicationSubnetGroup": subnetGroup,
  "aws:dms/replicationInstance:ReplicationInstance": replicationInstance,
  "aws:dms/endpoint:Endpoint": endpoint,
  "aws:dms/replicationTask:ReplicationTask": replicationTask,
};
