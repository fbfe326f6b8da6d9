import { typeOf } from "@landing-zone/plan/urn";
import { type DangerousChange, type Judge } from "./dangerous-change";
import { type PlannedChange } from "./planned-change";
import { judgeEndpoint, judgeReplication, judgeReplicationInstance } from "./replication";
import { Replications } from "./replications";
import { judgeStateful, statefulTypes } from "./stateful";
import { judgeVpnConnection, judgeVpnGateway } from "./vpn";

export { type DangerousChange } from "./dangerous-change";
export { type PlannedChange } from "./planned-change";
export { type Replication, Replications } from "./replications";

const judges: Readonly<Record<string, Judge>> = {
  "aws:ec2/vpnConnection:VpnConnection": judgeVpnConnection,
  "aws:ec2/vpnGateway:VpnGateway": judgeVpnGateway,
  "aws:dms/replicationTask:ReplicationTask": judgeReplication("replication-task"),
  "aws:dms/replicationConfig:ReplicationConfig": judgeReplication("replication"),
  "aws:dms/endpoint:Endpoint": judgeEndpoint,
  "aws:dms/replicationInstance:ReplicationInstance": judgeReplicationInstance,
  ...Object.fromEntries(statefulTypes.map((type) => [type, judgeStateful(type)])),
};

/** The consequence for an object that outlives its resource, of any type. */
const kept =
  "it stays in AWS, but outside the stack: nobody manages it, and its replacement starts empty";

/**
 * The changes of a plan that would cut off the data centre, disturb a running replication, or lose
 * data.
 *
 * @param replications The account's replications. Default: unknown, and every one may be running.
 */
export function dangerousChangesOf(
  changes: readonly PlannedChange[],
  replications = new Replications(),
): readonly DangerousChange[] {
  return changes.flatMap((change) => {
    const judged = judges[typeOf(change.urn)]?.(change, replications);
    if (judged === undefined) return [];
    const isKept = change.isKept && change.operation !== "update";
    return [{ urn: change.urn, ...judged, ...(isKept && { consequence: kept }) }];
  });
}

/**
 * Replacements and deletions that Pulumi refuses because the resource is protected, each with its
 * consequence if it were made.
 */
export function refusedChangesOf(
  changes: readonly PlannedChange[],
  replications = new Replications(),
): readonly DangerousChange[] {
  return changes.map((change) => {
    const [dangerous] = dangerousChangesOf([change], replications);
    return {
      urn: change.urn,
      what: `is protected and would be ${change.operation}d`,
      consequence: dangerous?.consequence ?? "the object is deleted",
      instead: dangerous?.instead ?? "undo the change that replaces or removes it",
    };
  });
}
