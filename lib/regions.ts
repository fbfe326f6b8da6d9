/** An AWS partition: a group of regions with accounts and ARNs of its own. */
export type Partition = "aws" | "aws-cn" | "aws-us-gov";

/**
 * The regions of each partition that RDS and DMS serve, as botocore 1.44.5 lists them (November
 * 2026). Regions of other partitions (`us-iso…`, `eusc-de-east-1`) are left out: AWS publishes no
 * rotation functions for them.
 */
const regionsOf: Readonly<Record<Partition, readonly string[]>> = {
  aws: [
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
  ],
  "aws-cn": ["cn-north-1", "cn-northwest-1"],
  "aws-us-gov": ["us-gov-east-1", "us-gov-west-1"],
};

/** The AWS regions that a stack can be in. */
export const regions: readonly string[] = Object.values(regionsOf).flat();

/** All partitions. */
export const partitions = Object.keys(regionsOf) as readonly Partition[];

/** The partition that a region belongs to: the second part of every ARN in it. */
export function partitionOf(region: string): Partition {
  return partitions.find((partition) => regionsOf[partition].includes(region)) ?? "aws";
}

/** The domain of a partition's service endpoints. */
export function dnsSuffixOf(region: string): string {
  return partitionOf(region) === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}

/**
 * The host of a service in a region, as condition keys such as `kms:ViaService` and the principal of
 * CloudWatch Logs have it. Source: AWS CDK 2.276.0, `region-info`; other service principals are the
 * same in every partition.
 */
export function serviceHost(service: string, region: string): string {
  return `${service}.${region}.${dnsSuffixOf(region)}`;
}

/** Interface endpoints whose names in China begin with `cn.`. Source: AWS CDK 2.276.0, `vpc-endpoint`. */
const prefixedInChina: ReadonlySet<string> = new Set(["rds", "sts"]);

/** The name of the service behind a VPC endpoint. */
export function endpointServiceName(service: string, region: string): string {
  const name = `com.amazonaws.${region}.${service}`;
  return partitionOf(region) === "aws-cn" && prefixedInChina.has(service) ? `cn.${name}` : name;
}

/**
 * Regions in which the letters of the availability zones depend on the account, so that zones have to
 * be named. New regions are among them until AWS documents their zones.
 */
const regionsWithOtherZones: ReadonlySet<string> = new Set([
  "ap-east-2",
  "ap-northeast-1",
  "ap-southeast-6",
  "ca-central-1",
  "cn-north-1",
  "sa-east-1",
  "us-west-1",
]);

/** Whether every account has the availability zones a, b and c of a region. */
export function hasZonesABC(region: string): boolean {
  return regions.includes(region) && !regionsWithOtherZones.has(region);
}
