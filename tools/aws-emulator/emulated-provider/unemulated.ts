import { createHash } from "node:crypto";
import type { OfflineResource } from "./offline-resource";

/** A resource type that the emulator lacks: it is in the state only. */
export interface UnemulatedResource extends OfflineResource {
  /** Why nothing is created for it, to be shown to people. */
  readonly why: string;
}

/**
 * The resource types that nothing is created for, by type token: they are in the state only, with
 * ids and ARNs of the right form. Tried with moto 5.2.5.
 */
export const unemulatedTypes: Readonly<Record<string, UnemulatedResource>> = {
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": {
    why: "the emulator has no composite alarms",
    make: ({ alarmName }, { arn }) => ({
      id: String(alarmName),
      outputs: { arn: arn("cloudwatch", `alarm:${String(alarmName)}`) },
    }),
    replaceOn: ["alarmName"],
  },
  "aws:backup/selection:Selection": {
    why: "the emulator has no selections of backup plans",
    make: (_, { urn }) => ({ id: identifier(urn).toLowerCase() }),
    replaceOn: "all",
  },
  "aws:dms/certificate:Certificate": {
    why: "the emulator cannot import DMS certificates",
    make: ({ certificateId }, { urn, arn }) => ({
      id: String(certificateId),
      outputs: { certificateArn: arn("dms", `cert:${identifier(urn)}`) },
    }),
    replaceOn: ["certificateId", "certificatePem", "certificateWallet"],
  },
  "aws:dms/eventSubscription:EventSubscription": {
    why: "the emulator has no DMS event subscriptions",
    make: ({ name }, { arn }) => ({
      id: String(name),
      outputs: { arn: arn("dms", `es:${String(name)}`) },
    }),
    replaceOn: ["name", "sourceIds", "sourceType"],
  },
  "aws:dms/replicationConfig:ReplicationConfig": {
    why: "the emulator has no serverless replications of DMS",
    make: ({ resourceIdentifier }, { arn }) => {
      const made = arn("dms", `replication-config:${String(resourceIdentifier)}`);
      return { id: made, outputs: { arn: made } };
    },
    replaceOn: ["replicationConfigIdentifier", "resourceIdentifier"],
  },
  "aws:ec2/vpnConnectionRoute:VpnConnectionRoute": {
    why: "the emulator has no static routes of VPN connections",
    make: ({ destinationCidrBlock, vpnConnectionId }) => ({
      id: `${String(destinationCidrBlock)}:${String(vpnConnectionId)}`,
    }),
    replaceOn: "all",
  },
  "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation": {
    why: "the emulator does not propagate routes of VPN gateways",
    make: ({ vpnGatewayId, routeTableId }) => ({
      id: `${String(vpnGatewayId)}_${String(routeTableId)}`,
    }),
    replaceOn: "all",
  },
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": {
    why: "the transit gateway is there before the stack, and the emulator starts empty",
    make: (_, { urn, arn }) => {
      const id = `tgw-attach-${identifier(urn).toLowerCase().slice(0, 17)}`;
      return { id, outputs: { arn: arn("ec2", `transit-gateway-attachment/${id}`) } };
    },
    replaceOn: ["transitGatewayId", "vpcId"],
  },
  "aws:route53/record:Record": {
    why: "the hosted zone is there before the stack, and the emulator starts empty",
    make: ({ zoneId, name, type }) => ({
      id: [zoneId, name, type].join("_"),
      outputs: { fqdn: String(name).replace(/\.$/, "") },
    }),
    replaceOn: ["zoneId", "name", "type"],
  },
};

/**
 * Properties of emulated types that the emulator does not keep or act on, by type token, to be
 * shown to people. The state has the declared value in each case.
 */
export const emulationLimits: Readonly<Record<string, string>> = {
  "aws:appautoscaling/target:Target": "nothing is scaled; tags are not kept",
  "aws:budgets/budget:Budget":
    "cannot be changed, only replaced; the subscribers and tags are not returned",
  "aws:backup/plan:Plan":
    "its rules cannot be changed, and copies are not kept; tags are not read back",
  "aws:backup/vault:Vault": "tags are not read back",
  "aws:cloudwatch/logGroup:LogGroup": "a change of its key replaces it",
  "aws:dms/endpoint:Endpoint": "cannot be changed, only replaced; stays in the status creating",
  "aws:dms/replicationSubnetGroup:ReplicationSubnetGroup": "its subnets are not kept",
  "aws:dms/replicationTask:ReplicationTask":
    "cannot be changed, only replaced; its ARN ends in its name rather than in resourceIdentifier",
  "aws:ec2/route:Route": "the transit gateway that it leads to is not kept",
  "aws:ec2/vpcEndpoint:VpcEndpoint":
    "a route table that is added later gets no route to a gateway endpoint",
  "aws:ec2/vpnConnection:VpnConnection":
    "tunnel options are not kept; both tunnels have the same address",
  "aws:lb/listener:Listener":
    "a certificate that is not part of the stack is replaced by one of the emulator's own",
  "aws:lb/loadBalancer:LoadBalancer":
    "deletion protection is kept but not enforced; of health check logs only that they are on",
  "aws:lb/targetGroupAttachment:TargetGroupAttachment": "the zone of a target is not kept",
  "aws:rds/cluster:Cluster":
    "log exports cannot be changed later; Database Insights and life cycle support are not kept; a snapshot of it cannot be restored",
  "aws:rds/eventSubscription:EventSubscription": "cannot be changed, only replaced",
  "aws:rds/parameterGroup:ParameterGroup": "parameters cannot be reset to their defaults",
  "aws:rds/clusterParameterGroup:ClusterParameterGroup":
    "parameters cannot be reset to their defaults",
  "aws:route53/resolverRule:ResolverRule": "cannot be changed, only replaced",
  "aws:serverlessrepository/cloudFormationStack:CloudFormationStack":
    "only the rotation function and its role are made; the function does nothing",
};

/**
 * Changes that AWS makes in place, and for which only the emulator needs a new object, by type token.
 * DMS endpoints and tasks, which it cannot change at all, are not listed property by property.
 */
export const emulatorReplaces: Readonly<Record<string, readonly string[]>> = {
  "aws:budgets/budget:Budget": ["budgetType", "limitAmount", "timeUnit"],
  "aws:cloudwatch/logGroup:LogGroup": ["kmsKeyId"],
  "aws:dms/replicationSubnetGroup:ReplicationSubnetGroup": ["replicationSubnetGroupDescription"],
  "aws:ec2/instance:Instance": ["iamInstanceProfile"],
  "aws:ec2/routeTableAssociation:RouteTableAssociation": ["routeTableId"],
  "aws:rds/eventSubscription:EventSubscription": [
    "enabled",
    "eventCategories",
    "snsTopic",
    "sourceIds",
    "sourceType",
  ],
};

/** The types among the given ones that are in the state only, with the reason. */
export function unemulatedAmong(
  types: Iterable<string>,
): readonly { readonly type: string; readonly why: string }[] {
  return [...new Set(types)].sort().flatMap((type) => {
    const unemulated = unemulatedTypes[type];
    return unemulated === undefined ? [] : [{ type, why: unemulated.why }];
  });
}

/** An identifier that follows from a text, in the form in which DMS makes them. */
function identifier(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 26).toUpperCase();
}
