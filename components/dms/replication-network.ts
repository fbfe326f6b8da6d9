import * as dms from "@pulumi/aws/dms";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../lib/names";
import {
  createReplicationSecurityGroup,
  type ReplicationSecurityGroupArgs,
} from "./replication-security-group";

/** Arguments of {@link ReplicationNetwork}. */
export interface ReplicationNetworkArgs extends Omit<ReplicationSecurityGroupArgs, "groupName"> {
  /** Attachments of the DMS service roles; empty if the roles exist in the account already. */
  readonly serviceRoleAttachments: pulumi.Resource[];
}

/** The network of all replications: private subnets, and one security group. */
export class ReplicationNetwork extends pulumi.ComponentResource {
  readonly subnetGroupId: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: ReplicationNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:dms:ReplicationNetwork", name, {}, opts);
    const physical = physicalName(args.environment, "dms");
    const child = { parent: this };
    this.securityGroupId = createReplicationSecurityGroup(
      name,
      { ...args, groupName: physical },
      child,
    );
    const subnetGroup = new dms.ReplicationSubnetGroup(
      name,
      {
        replicationSubnetGroupId: physical,
        replicationSubnetGroupDescription: "Private subnets of everything that replicates",
        subnetIds: args.network.privateSubnetIds,
        tags: { Name: physical, ...args.tags },
      },
      { ...child, dependsOn: args.serviceRoleAttachments },
    );
    this.subnetGroupId = subnetGroup.replicationSubnetGroupId;
    this.registerOutputs({
      subnetGroupId: this.subnetGroupId,
      securityGroupId: this.securityGroupId,
    });
  }
}
