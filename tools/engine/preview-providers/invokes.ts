import { DeploymentError } from "@landing-zone/plan/errors";
import { isUnknown, type PropertyMap, revealed } from "@landing-zone/plan/values";

/** The AWS account that previews pretend to be in. */
const account = "123456789012";

/** How many availability zones a region is taken to have: `us-east-1a` to `us-east-1d`. */
const zoneLetters = ["a", "b", "c", "d"];

/** A function of the AWS provider, given the provider's own inputs and the call's arguments. */
type Invoke = (provider: PropertyMap, args: PropertyMap) => PropertyMap | undefined;

/** The contents of an account are unknown without one. */
const onlyInAnAccount: Invoke = () => undefined;

/**
 * Every data source that the program may read without an AWS account, by token, and its answer:
 * values that do not depend on an account, or unknown.
 */
const invokes: Readonly<Record<string, Invoke>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": (provider) => {
    const accountId = accountOf(provider);
    const arn = `arn:${partitionOf(regionOf(provider)).partition}:iam::${accountId}:user/local`;
    return { id: accountId, accountId, arn, userId: "AIDALOCALPREVIEW" };
  },
  "aws:index/getPartition:getPartition": (provider) => {
    const { partition, dnsSuffix } = partitionOf(regionOf(provider));
    const reverseDnsPrefix = dnsSuffix.split(".").reverse().join(".");
    return { id: partition, partition, dnsSuffix, reverseDnsPrefix };
  },
  "aws:index/getRegion:getRegion": (provider, args) => {
    const region = regionOf(provider, args);
    const endpoint = `ec2.${region}.${partitionOf(region).dnsSuffix}`;
    return { id: region, region, name: region, description: region, endpoint };
  },
  "aws:index/getAvailabilityZones:getAvailabilityZones": (provider, args) => {
    const region = regionOf(provider, args);
    const names = zoneLetters.map((letter) => `${region}${letter}`);
    return { id: region, region, names, zoneIds: [], groupNames: [region] };
  },
  "aws:ec2/getVpcs:getVpcs": onlyInAnAccount,
  "aws:ec2/getVpc:getVpc": onlyInAnAccount,
  "aws:ec2/getSubnets:getSubnets": onlyInAnAccount,
  "aws:ec2/getSubnet:getSubnet": onlyInAnAccount,
  "aws:ec2/getRouteTables:getRouteTables": onlyInAnAccount,
  "aws:ec2/getRouteTable:getRouteTable": onlyInAnAccount,
  "aws:ec2/getSecurityGroups:getSecurityGroups": onlyInAnAccount,
  "aws:ssm/getParameter:getParameter": onlyInAnAccount,
};

/**
 * Answers a function call to the AWS provider; undefined where only an account would know.
 * @throws DeploymentError for a token that has no answer here.
 */
export function invokeAws(
  token: string,
  provider: PropertyMap,
  args: PropertyMap,
): PropertyMap | undefined {
  const invoke = invokes[token];
  if (invoke === undefined) {
    throw new DeploymentError(unsupportedInvoke(token));
  }
  return invoke(provider, args);
}

/** Why a function call cannot be answered, and what to do about it. */
export function unsupportedInvoke(token: string): string {
  return `The program reads ${token}, which the local engine has no answer for: nothing is there to look it up in. Add it to the table in tools/engine/preview-providers/invokes.ts, or take the value from configuration.`;
}

function regionOf(provider: PropertyMap, args: PropertyMap = {}): string {
  const region = revealed(args["region"] ?? provider["region"] ?? null);
  if (typeof region !== "string" || isUnknown(region)) {
    throw new DeploymentError(
      "The AWS provider has no region: set aws:region in the stack's configuration.",
    );
  }
  return region;
}

/** The account the provider is restricted to, when that is exactly one. */
function accountOf(provider: PropertyMap): string {
  const allowed = revealed(provider["allowedAccountIds"] ?? null);
  const ids: unknown = typeof allowed === "string" ? JSON.parse(allowed) : allowed;
  const only: unknown = Array.isArray(ids) && ids.length === 1 ? ids[0] : undefined;
  return typeof only === "string" ? only : account;
}

function partitionOf(region: string): { partition: string; dnsSuffix: string } {
  if (region.startsWith("cn-")) {
    return { partition: "aws-cn", dnsSuffix: "amazonaws.com.cn" };
  }
  const partition = region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  return { partition, dnsSuffix: "amazonaws.com" };
}
