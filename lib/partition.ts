/** An AWS partition: a group of regions with accounts and ARNs of its own. */
export type Partition = "aws" | "aws-cn" | "aws-us-gov";

/** The partition that a region belongs to: the second part of every ARN in it. */
export function partitionOf(region: string): Partition {
  if (region.startsWith("cn-")) {
    return "aws-cn";
  }
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
