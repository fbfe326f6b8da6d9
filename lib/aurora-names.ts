/** The CloudWatch log group that an Aurora cluster exports a log to. RDS fixes the name. */
export function exportedLogGroupName(clusterIdentifier: string, log: string): string {
  return `/aws/rds/cluster/${clusterIdentifier}/${log}`;
}
