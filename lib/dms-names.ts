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

/**
 * The CloudWatch log group that DMS writes the logs of a replication instance's tasks to. DMS fixes
 * the name.
 */
export function taskLogGroupName(replicationInstanceId: string): string {
  return `dms-tasks-${replicationInstanceId}`;
}
