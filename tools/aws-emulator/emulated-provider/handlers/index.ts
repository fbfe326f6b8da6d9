import type { OfflineResource, OfflineTable } from "../offline-resource";
import type { Resource, ResourceTable } from "../resource";
import { unemulatedTypes } from "../unemulated";
import { acm } from "./acm";
import { applicationAutoscaling } from "./application-autoscaling";
import { budgetResources } from "./budgets";
import { backupResources } from "./backup";
import { cloudwatch } from "./cloudwatch";
import { dms } from "./dms";
import { ec2Endpoints } from "./ec2-endpoints";
import { ec2Instance } from "./ec2-instance";
import { ec2Routes } from "./ec2-routes";
import { ec2SecurityGroups } from "./ec2-security-groups";
import { ec2Vpc } from "./ec2-vpc";
import { ec2Vpn } from "./ec2-vpn";
import { elbListener } from "./elbv2-listener";
import { elbListenerCertificate } from "./elbv2-listener-certificate";
import { elbListenerRule } from "./elbv2-listener-rule";
import { elbLoadBalancer } from "./elbv2-load-balancer";
import { elbTargetGroup } from "./elbv2-target-group";
import { eventBridge } from "./eventbridge";
import { iam } from "./iam";
import { iamIdentityProvider } from "./iam-identity-provider";
import { kms } from "./kms";
import { logs } from "./logs";
import { randomResources } from "./random";
import { rdsCluster } from "./rds-cluster";
import { rdsEvents } from "./rds-events";
import { rdsGroups } from "./rds-groups";
import { route53Resolver } from "./route53-resolver";
import { s3Bucket } from "./s3-bucket";
import { s3Settings } from "./s3-settings";
import { secretsManager } from "./secretsmanager";
import { serverlessRepository } from "./serverlessrepository";
import { sns } from "./sns";
import { wafv2 } from "./wafv2";

/** Handling of a resource type: in the emulator, or without it. */
export type Handler =
  | { readonly kind: "aws"; readonly resource: Resource }
  | { readonly kind: "offline"; readonly resource: OfflineResource };

/** Every resource type that is really created in the emulator, by type token. */
export const awsResources: ResourceTable = {
  ...acm,
  ...applicationAutoscaling,
  ...budgetResources,
  ...backupResources,
  ...cloudwatch,
  ...dms,
  ...ec2Endpoints,
  ...ec2Instance,
  ...ec2Routes,
  ...ec2SecurityGroups,
  ...ec2Vpc,
  ...ec2Vpn,
  ...elbListener,
  ...elbListenerCertificate,
  ...elbListenerRule,
  ...elbLoadBalancer,
  ...elbTargetGroup,
  ...eventBridge,
  ...iam,
  ...iamIdentityProvider,
  ...kms,
  ...logs,
  ...rdsCluster,
  ...rdsEvents,
  ...rdsGroups,
  ...route53Resolver,
  ...s3Bucket,
  ...s3Settings,
  ...secretsManager,
  ...serverlessRepository,
  ...sns,
  ...wafv2,
};

/** Every resource type that exists without AWS, by type token. */
const offlineResources: OfflineTable = { ...randomResources, ...unemulatedTypes };

/** @throws Error for a type that nobody handles. */
export function handlerOf(type: string): Handler {
  const aws = awsResources[type];
  if (aws) return { kind: "aws", resource: aws };
  const offline = offlineResources[type];
  if (offline) return { kind: "offline", resource: offline };
  throw new Error(
    `The local provider cannot create ${type}: add a handler in tools/aws-emulator/emulated-provider/handlers, or the reason why there is none in unemulated.ts.`,
  );
}
