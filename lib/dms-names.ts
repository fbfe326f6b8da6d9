import { createHash } from "node:crypto";
import { physicalName } from "./names";

/** The roles that DMS looks for by name in an account, and the AWS managed policy of each. */
export const dmsServiceRoles = {
  "dms-vpc-role": "AmazonDMSVPCManagementRole",
  "dms-cloudwatch-logs-role": "AmazonDMSCloudWatchLogsRole",
};

/** DMS's limit for a resource identifier, which ends the task's ARN. */
export const maxTaskIdentifierLength = 31;

/**
 * The resource identifier of a migration's replication task: the last part of the task's ARN, and so
 * the `ReplicationTaskIdentifier` of its CloudWatch metrics.
 *
 * @throws RangeError when it is longer than {@link maxTaskIdentifierLength}.
 */
export function taskIdentifier(environment: string, migration: string): string {
  const identifier = `${migration}-${environment}`;
  if (identifier.length > maxTaskIdentifierLength) {
    throw new RangeError(
      `The task identifier "${identifier}" has ${identifier.length} characters; DMS allows ${maxTaskIdentifierLength}. Shorten the migration's name.`,
    );
  }
  return identifier;
}

/** The name of the replication instance that migrations without one of their own have in common. */
export const defaultInstance = "default";

/** The purpose of a replication instance in its physical names: `dms`, or `dms-<name>`. */
export function instancePurpose(name: string): string {
  return name === defaultInstance ? "dms" : `dms-${name}`;
}

/**
 * The CloudWatch log group that DMS writes the logs of a replication instance's tasks to. DMS fixes
 * the name.
 */
export function taskLogGroupName(replicationInstanceId: string): string {
  return `dms-tasks-${replicationInstanceId}`;
}

/**
 * The CloudWatch log group of a serverless replication.
 *
 * @param resourceIdentifier The last part of the replication's ARN.
 */
export function serverlessLogGroupName(resourceIdentifier: string): string {
  return `dms-serverless-replication-${resourceIdentifier}`;
}

/**
 * The name of a certificate in DMS, which has none of the same name twice and cannot change one: so
 * that another certificate can be there before the endpoint lets go of the old one.
 *
 * @param purpose What the certificate is for, such as `source-orders-ca`.
 * @param pem The certificate, on which the name depends.
 */
export function certificateIdentifier(environment: string, purpose: string, pem: string): string {
  const digest = createHash("sha256").update(pem).digest("hex").slice(0, 8);
  return physicalName(environment, `${purpose}-${digest}`);
}
