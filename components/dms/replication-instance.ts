import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { taskLogGroupName } from "../../lib/dms-names";
import { physicalName } from "../../lib/names";
import { createLogGroup } from "../log-group";
import {
  createReplicationSecurityGroup,
  type ReplicationSecurityGroupArgs,
} from "./replication-security-group";

/** Size and care of a replication instance. */
export interface ReplicationInstanceSettings {
  /** Instance class, such as `dms.t3.medium`. */
  readonly class: string;
  readonly allocatedStorageGiB: number;
  /** Whether a standby runs in a second availability zone. */
  readonly multiAz: boolean;
  /** Weekly maintenance window in UTC, `ddd:hh:mm-ddd:hh:mm`. */
  readonly maintenanceWindow: string;
}

/** Arguments of {@link ReplicationInstance}. */
export interface ReplicationInstanceArgs extends Omit<ReplicationSecurityGroupArgs, "groupName"> {
  readonly settings: ReplicationInstanceSettings;
  /** Version of the DMS engine, such as `3.6.1`. */
  readonly engineVersion: string;
  /** Days that task logs are kept. */
  readonly logRetentionDays: number;
  readonly dataKeyArn: pulumi.Input<string>;
  readonly logsKeyArn: pulumi.Input<string>;
  /** What the service roles of DMS are attached by; empty when the account has them already. */
  readonly serviceRoleAttachments: pulumi.Resource[];
}

/** A private, encrypted replication instance, with its subnets, its security group and its logs. */
export class ReplicationInstance extends pulumi.ComponentResource {
  readonly instanceArn: pulumi.Output<string>;
  readonly instanceId: pulumi.Output<string>;
  readonly subnetGroupId: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  /** The log group of all tasks on the instance. */
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: ReplicationInstanceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:dms:ReplicationInstance", name, {}, opts);
    const instanceId = physicalName(args.environment, "dms");
    const child = { parent: this };
    this.securityGroupId = createReplicationSecurityGroup(
      name,
      { ...args, groupName: instanceId },
      child,
    );
    const subnetGroup = new aws.dms.ReplicationSubnetGroup(
      name,
      {
        replicationSubnetGroupId: instanceId,
        replicationSubnetGroupDescription: "Private subnets of the replication instance",
        subnetIds: args.network.privateSubnetIds,
        tags: { Name: instanceId, ...args.tags },
      },
      { ...child, dependsOn: args.serviceRoleAttachments },
    );
    // DMS uses a group of this name that is there, and otherwise makes one that it keeps for ever
    // (seen in public code, not tried). Where DMS was faster, the group has to be imported.
    const logGroup = createLogGroup(name, taskLogGroupName(instanceId), args, child);
    this.subnetGroupId = subnetGroup.replicationSubnetGroupId;
    this.logGroupName = logGroup.name;
    const instance = this.createInstance(name, instanceId, args, logGroup);
    this.instanceArn = instance.replicationInstanceArn;
    this.instanceId = instance.replicationInstanceId;
    this.registerOutputs({
      instanceArn: this.instanceArn,
      instanceId: this.instanceId,
      subnetGroupId: this.subnetGroupId,
      securityGroupId: this.securityGroupId,
      logGroupName: this.logGroupName,
    });
  }

  private createInstance(
    name: string,
    instanceId: string,
    args: ReplicationInstanceArgs,
    logGroup: aws.cloudwatch.LogGroup,
  ): aws.dms.ReplicationInstance {
    const { settings } = args;
    return new aws.dms.ReplicationInstance(
      name,
      {
        replicationInstanceId: instanceId,
        replicationInstanceClass: settings.class,
        allocatedStorage: settings.allocatedStorageGiB,
        multiAz: settings.multiAz,
        preferredMaintenanceWindow: settings.maintenanceWindow,
        engineVersion: args.engineVersion,
        allowMajorVersionUpgrade: false,
        autoMinorVersionUpgrade: true,
        publiclyAccessible: false,
        kmsKeyArn: args.dataKeyArn,
        replicationSubnetGroupId: this.subnetGroupId,
        vpcSecurityGroupIds: [this.securityGroupId],
        tags: { Name: instanceId, ...args.tags },
      },
      { parent: this, dependsOn: [...args.serviceRoleAttachments, logGroup] },
    );
  }
}
