import { typeOf } from "@landing-zone/plan/urn";
import { type Danger, type Judge } from "./danger";
import { type PlannedChange } from "./planned-change";
import { judgeEndpoint, judgeReplication, judgeReplicationInstance } from "./replication";
import { Replications } from "./replications";
import { judgeStateful, statefulTypes } from "./stateful";
import { judgeVpnConnection, judgeVpnGateway } from "./vpn";

export { type Danger } from "./danger";
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

/** What becomes of an object that is not deleted with its resource, whatever it is. */
const kept =
  "it stays at AWS, but outside of the stack: nothing looks after it any more, and what takes its place begins empty";

/**
 * The changes of a plan that would cut off the data centre, disturb a replication that runs, or lose
 * what a resource keeps.
 *
 * @param replications What is known of the account's replications. Default: nothing, and every one
 *   may be running.
 */
export function dangersOf(
  changes: readonly PlannedChange[],
  replications = new Replications(),
): readonly Danger[] {
  return changes.flatMap((change) => {
    const danger = judges[typeOf(change.urn)]?.(change, replications);
    if (danger === undefined) return [];
    const isKept = change.isKept && change.operation !== "update";
    return [{ urn: change.urn, ...danger, ...(isKept && { consequence: kept }) }];
  });
}
