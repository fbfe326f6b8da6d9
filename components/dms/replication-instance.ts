import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as dms from "@pulumi/aws/dms";
import * as pulumi from "@pulumi/pulumi";
import { taskLogGroupName } from "../../lib/dms-names";
import { physicalName } from "../../lib/names";
import type { Protection } from "../../lib/protection";
import type { DmsSettings, ReplicationInstanceSettings } from "../../lib/settings/dms";
import type { CommonArgs } from "../common";
import { createLogGroup } from "../log-group";

/** Arguments common to all replication instances. */
export interface ReplicationArgs
  extends CommonArgs, Pick<DmsSettings, "engineVersion" | "logRetentionDays"> {
  readonly dataKeyArn: pulumi.Input<string>;
  readonly logsKeyArn: pulumi.Input<string>;
  readonly subnetGroupId: pulumi.Input<string>;
  readonly securityGroupId: pulumi.Input<string>;
  /** Attachments of the DMS service roles; empty if the roles exist in the account already. */
  readonly serviceRoleAttachments: pulumi.Resource[];
}

/** Arguments of {@link ReplicationInstance}. */
export interface ReplicationInstanceArgs extends ReplicationArgs {
  /** The purpose in its physical names, such as `dms`. */
  readonly purpose: string;
  readonly settings: ReplicationInstanceSettings;
  /** Protection of the instance, but not of its logs, against deletion. */
  readonly guard: Protection["resourceOptions"];
}

/** A private, encrypted replication instance, with its logs. */
export class ReplicationInstance extends pulumi.ComponentResource {
  /** The instance as it is configured. */
  readonly settings: ReplicationInstanceSettings;
  readonly instanceArn: pulumi.Output<string>;
  readonly instanceId: pulumi.Output<string>;
  /** The log group of all tasks on the instance. */
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: ReplicationInstanceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:dms:ReplicationInstance", name, {}, opts);
    const instanceId = physicalName(args.environment, args.purpose);
    // DMS uses a group of this name that is there, and otherwise makes one that it keeps for ever
    // (seen in public code, not tried). Where DMS was faster, the group has to be imported.
    const logGroup = createLogGroup(name, taskLogGroupName(instanceId), args, { parent: this });
    this.logGroupName = logGroup.name;
    const instance = this.createInstance(name, instanceId, args, logGroup);
    this.settings = args.settings;
    this.instanceArn = instance.replicationInstanceArn;
    this.instanceId = instance.replicationInstanceId;
    this.registerOutputs({
      instanceArn: this.instanceArn,
      instanceId: this.instanceId,
      logGroupName: this.logGroupName,
    });
  }

  private createInstance(
    name: string,
    instanceId: string,
    args: ReplicationInstanceArgs,
    logGroup: cloudwatch.LogGroup,
  ): dms.ReplicationInstance {
    const { dnsNameServers = [], ...settings } = args.settings;
    return new dms.ReplicationInstance(
      name,
      {
        replicationInstanceId: instanceId,
        replicationInstanceClass: settings.class,
        allocatedStorage: settings.allocatedStorageGiB,
        multiAz: settings.multiAz,
        preferredMaintenanceWindow: settings.maintenanceWindow,
        ...(dnsNameServers.length > 0 && { dnsNameServers: dnsNameServers.join(",") }),
        engineVersion: args.engineVersion,
        allowMajorVersionUpgrade: false,
        autoMinorVersionUpgrade: true,
        publiclyAccessible: false,
        kmsKeyArn: args.dataKeyArn,
        replicationSubnetGroupId: args.subnetGroupId,
        vpcSecurityGroupIds: [args.securityGroupId],
        tags: { Name: instanceId, ...args.tags },
      },
      {
        parent: this,
        ...args.guard,
        dependsOn: [...args.serviceRoleAttachments, logGroup],
        // DMS has no two instances of one name.
        deleteBeforeReplace: true,
      },
    );
  }
}
