import type { OfflineResource, OfflineTable } from "../offline-resource";
import type { Resource, ResourceTable } from "../resource";
import { ec2Endpoints } from "./ec2-endpoints";
import { ec2Vpn } from "./ec2-vpn";
import { iam } from "./iam";
import { kms } from "./kms";
import { logs } from "./logs";
import { ec2Routes } from "./ec2-routes";
import { ec2SecurityGroups } from "./ec2-security-groups";
import { ec2Vpc } from "./ec2-vpc";

/** How a resource type is handled: in the emulator, or without it. */
export type Handler =
  | { readonly kind: "aws"; readonly resource: Resource }
  | { readonly kind: "offline"; readonly resource: OfflineResource };

/** Every resource type that is really created in the emulator, by type token. */
export const awsResources: ResourceTable = {
  ...ec2Routes,
  ...ec2SecurityGroups,
  ...ec2Vpc,
  ...logs,
  ...kms,
  ...iam,
  ...ec2Vpn,
  ...ec2Endpoints,
};

const offlineResources: OfflineTable = {};

/** @throws Error for a type that nobody handles. */
export function handlerOf(type: string): Handler {
  const aws = awsResources[type];
  if (aws) return { kind: "aws", resource: aws };
  const offline = offlineResources[type];
  if (offline) return { kind: "offline", resource: offline };
  throw new Error(
    `The local provider cannot create ${type}: give it a handler in local/provider/handlers, or a stand-in in local/provider/stand-ins.ts.`,
  );
}
