import type { CommonArgs } from "../../components/common";
import { protectionFor } from "../../lib/protection";

/** Common arguments of the components in unit tests, for an environment that protects its data. */
export const commonArgs: CommonArgs = {
  environment: "test",
  region: "us-east-1",
  accountId: "123456789012",
  protection: protectionFor(true),
};

export const dataKeyArn = "arn:aws:kms:us-east-1:123456789012:key/data";
export const logsKeyArn = "arn:aws:kms:us-east-1:123456789012:key/logs";
