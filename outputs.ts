import type * as pulumi from "@pulumi/pulumi";
import type { Database } from "./components/database";
import type { Dms } from "./components/dms";
import type { Edge } from "./components/edge";
import type { Encryption } from "./components/encryption";
import type { Networking } from "./components/networking";
import type { Operations } from "./components/operations";
import type { Observability } from "./components/observability";
import { dashboardUrl } from "./lib/dashboard";
import { mapValues } from "./lib/map-values";
import type { Phase } from "./lib/phases";
import type { StackOutputs } from "./lib/stack-outputs";

interface LandingZone {
  readonly environment: string;
  readonly region: string;
  readonly zones: string[];
  /** Phases of the stack and of each migration; undefined without phases. */
  readonly phases:
    { readonly stack: Phase; readonly migrations: Record<string, Phase> } | undefined;
  readonly binlogRetentionHours: number;
  readonly encryption: Encryption;
  readonly network: Networking;
  readonly database: Database;
  readonly dms: Dms;
  readonly edge: Edge;
  readonly observability: Observability;
  readonly operations: Operations;
}

/** The stack's outputs, as `docs/outputs.md` promises them. */
export function outputsOf(zone: LandingZone): StackOutputs {
  const { environment, region, encryption } = zone;
  return {
    environment,
    region,
    availabilityZones: zone.zones,
    ...networkOutputs(zone.network),
    ...databaseOutputs(zone.database),
    ...phaseOutputs(zone),
    ...dmsOutputs(zone.dms),
    ...wayBackOutputs(zone),
    ...edgeOutputs(zone.edge),
    ...observabilityOutputs(zone.observability, region),
    ...operationsOutputs(zone.operations),
    dataKeyArn: encryption.dataKeyArn,
    logsKeyArn: encryption.logsKeyArn,
    keyAliases: encryption.aliases,
  };
}

function networkOutputs(network: Networking) {
  const { vpnConnectionIds, transitGatewayAttachmentId, dnsEndpointId } = network;
  const [vpnConnectionId] = vpnConnectionIds;
  return {
    vpcId: network.vpcId,
    vpcManagedBy: network.vpcManagedBy,
    publicSubnetIds: network.publicSubnetIds,
    privateSubnetIds: network.privateSubnetIds,
    databaseSubnetIds: network.databaseSubnetIds,
    ...(network.natGatewayIds.length > 0 && { natGatewayIds: network.natGatewayIds }),
    ...(network.defaultSecurityGroupId && {
      defaultSecurityGroupId: network.defaultSecurityGroupId,
    }),
    ...(network.endpointIds && { vpcEndpointIds: network.endpointIds }),
    flowLogGroupName: network.flowLogGroupName,
    ...(vpnConnectionId && { vpnConnectionId, vpnConnectionIds }),
    ...(transitGatewayAttachmentId && { transitGatewayAttachmentId }),
    ...(dnsEndpointId && { dnsEndpointId }),
  } satisfies Partial<StackOutputs>;
}

function databaseOutputs(database: Database) {
  const { backupPlan, readers } = database;
  return {
    auroraClusterEndpoint: database.endpoint,
    auroraReaderEndpoint: database.readerEndpoint,
    auroraDbSecretArn: database.adminSecretArn,
    auroraSecurityGroupId: database.securityGroupId,
    ...(backupPlan && {
      backupVaultName: backupPlan.vaultName,
      backupPlanId: backupPlan.planId,
    }),
    ...(readers && { auroraReaders: readers }),
    auroraParameterPreset: database.parameterPreset,
  } satisfies Partial<StackOutputs>;
}

function dmsOutputs(dms: Dms) {
  return {
    onPremisesDbSecretArn: firstOf(dms.sourceSecretArns),
    onPremisesDbSecretArns: dms.sourceSecretArns,
    dmsTargetDbSecretArn: dms.targetSecretArn,
    dmsReplicationInstanceArn: dms.replicationInstanceArn,
    dmsReplicationInstanceArns: mapValues(dms.replicationInstances, (it) => it.instanceArn),
    dmsSourceEndpointArns: dms.sourceEndpointArns,
    dmsTargetEndpointArn: dms.targetEndpointArn,
    dmsReplicationTaskArns: dms.taskArns.forward,
    dmsReplicationConfigArns: dms.replicationConfigArns.forward,
    dmsLogGroupName: dms.logGroupName,
    dmsLogGroupNames: mapValues(dms.replicationInstances, (it) => it.logGroupName),
    ...(dms.assessments && {
      assessmentBucketName: dms.assessments.bucketName,
      assessmentRoleArn: dms.assessments.roleArn,
    }),
    dmsSecurityGroupId: dms.securityGroupId,
  } satisfies Partial<StackOutputs>;
}

function phaseOutputs({ phases }: LandingZone) {
  if (phases === undefined) return {};
  return {
    phase: phases.stack,
    migrationPhases: phases.migrations,
  } satisfies Partial<StackOutputs>;
}

/** The way back, and the way there once more: as far as the phases have them. */
function wayBackOutputs({ dms, phases, binlogRetentionHours }: LandingZone) {
  const { wayBack, taskArns, replicationConfigArns } = dms;
  const isReturned = Object.values(phases?.migrations ?? {}).includes("returned");
  return {
    ...(wayBack && {
      dmsReverseSourceEndpointArn: wayBack.aurora.endpointArn,
      dmsReverseTargetEndpointArns: mapValues(wayBack.sources, (it) => it.endpointArn),
      dmsReverseSourceDbSecretArn: wayBack.aurora.secretArn,
      dmsReverseTargetDbSecretArns: mapValues(wayBack.sources, (it) => it.secretArn),
      dmsReverseTaskArns: taskArns.back,
      dmsReverseReplicationConfigArns: replicationConfigArns.back,
      auroraBinlogRetentionHours: String(binlogRetentionHours),
    }),
    ...(isReturned && {
      dmsForwardAgainTaskArns: taskArns.again,
      dmsForwardAgainReplicationConfigArns: replicationConfigArns.again,
    }),
  } satisfies Partial<StackOutputs>;
}

function edgeOutputs(edge: Edge) {
  return {
    loadBalancerArn: edge.loadBalancerArn,
    loadBalancerDnsName: edge.loadBalancerDnsName,
    loadBalancerScheme: edge.loadBalancerScheme,
    targetGroupArn: edge.targetGroupArn,
    ...(edge.onPremisesTargetGroupArn && {
      onPremisesTargetGroupArn: edge.onPremisesTargetGroupArn,
    }),
    ...(edge.additionalCertificateArns.length > 0 && {
      additionalCertificateArns: edge.additionalCertificateArns,
    }),
    ...(edge.maintenance && {
      httpsListenerArn: edge.maintenance.listenerArn,
      maintenanceRuleArn: edge.maintenance.ruleArn,
    }),
    applicationSecurityGroupId: edge.applicationSecurityGroupId,
    accessLogsBucketName: edge.accessLogsBucketName,
    webAclArn: edge.webAclArn,
    wafLogGroupName: edge.wafLogGroupName,
  } satisfies Partial<StackOutputs>;
}

function observabilityOutputs(observability: Observability, region: string) {
  const { healthAlarmName, dashboardName, alarmTopicArn, budgetName } = observability;
  return {
    healthAlarmName,
    dashboardName,
    dashboardUrl: dashboardName.apply((name) => dashboardUrl(region, name)),
    alarmTopicArn,
    ...(budgetName && { budgetName }),
  } satisfies Partial<StackOutputs>;
}

function operationsOutputs({ bucketName, accessHostId }: Operations) {
  return {
    operationsBucketName: bucketName,
    ...(accessHostId && { accessHostId }),
  } satisfies Partial<StackOutputs>;
}

function firstOf(secrets: Record<string, pulumi.Output<string>>): pulumi.Output<string> {
  const first = Object.values(secrets)[0];
  if (!first) throw new Error("There is no source database: dms.sources is empty");
  return first;
}
