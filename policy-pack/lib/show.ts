import { isUnknown, raw, type Props } from "./unknowns";

/**
 * Properties whose values may stand in a message. Secrets reach a policy decrypted and unmarked,
 * and messages are printed and stored, so that nothing else is ever shown.
 */
export const showable: ReadonlySet<string> = new Set([
  "automaticallyAfterDays",
  "backupWindow",
  "backupRetentionPeriod",
  "cidrBlock",
  "cidrIpv4",
  "cidrIpv6",
  "customerMasterKeySpec",
  "deletionWindowInDays",
  "desyncMitigationMode",
  "duration",
  "endpointType",
  "engineName",
  "engineVersion",
  "fromPort",
  "instanceClass",
  "ipProtocol",
  "keyAlgorithm",
  "maintenanceWindow",
  "maxAggregationInterval",
  "migrationType",
  "monitoringInterval",
  "port",
  "preferredBackupWindow",
  "preferredMaintenanceWindow",
  "protocol",
  "recoveryWindowInDays",
  "region",
  "replicationInstanceClass",
  "retentionInDays",
  "rotationPeriodInDays",
  "runtime",
  "scheduleExpression",
  "sslMode",
  "sslPolicy",
  "toPort",
  "trafficType",
  "validationMethod",
]);

/**
 * Formats a property for a message: its value if it may be shown, otherwise only that it has one.
 */
export function show(props: Props, key: string): string {
  const value = raw(props, key);
  if (value === undefined || value === null) {
    return "nothing";
  }
  if (isUnknown(props, key)) {
    return "a value not known yet";
  }
  const plain =
    typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return plain && showable.has(key) ? JSON.stringify(value) : "a value not shown here";
}
