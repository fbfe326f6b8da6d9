import { type Assumptions, defaultAssumptions } from "@landing-zone/cost/assumptions";
import { estimateOf, type Estimate } from "@landing-zone/cost/estimate";
import type { Plan } from "@landing-zone/plan/plan";
import { backupVaultOf } from "./backup-vault";
import { databaseOf } from "./database";
import { edgeOf } from "./edge";
import { factsOf, type Fact, type LandingZone } from "./facts";
import { logStoresOf, type LogStore } from "./logs";
import { networkOf } from "./network";
import { PlanGraph } from "@landing-zone/plan/plan-graph";
import { policyVerdictOf, type PolicyVerdict } from "./policies";
import { replicationOf } from "./replication";
import { keysOf, secretsOf, type Key, type Secret } from "./secrets";
import { securityGroupsOf, type SecurityGroups } from "./security-groups";
import { windowsOf, type Window } from "./windows";

/** Contents of a report on a plan. */
export interface ReportModel extends LandingZone {
  readonly graph: PlanGraph;
  readonly facts: readonly Fact[];
  readonly securityGroups: SecurityGroups;
  readonly secrets: readonly Secret[];
  readonly keys: readonly Key[];
  readonly logs: readonly LogStore[];
  readonly windows: readonly Window[];
  /** Undefined when no policy pack was run. */
  readonly policies: PolicyVerdict | undefined;
  readonly cost: Estimate;
}

/**
 * Reads a plan. Parts that it has not are empty or undefined.
 *
 * @param assumptions What the cost assumes about use.
 */
export function reportModelOf(
  plan: Plan,
  assumptions: Assumptions = defaultAssumptions,
): ReportModel {
  const graph = new PlanGraph(plan);
  const zone: LandingZone = {
    network: networkOf(graph),
    database: databaseOf(graph),
    replication: replicationOf(graph),
    edge: edgeOf(graph),
    vault: backupVaultOf(graph),
  };
  return {
    ...zone,
    graph,
    facts: factsOf(graph, zone),
    securityGroups: securityGroupsOf(graph),
    secrets: secretsOf(graph),
    keys: keysOf(graph),
    logs: logStoresOf(graph),
    windows: windowsOf(zone),
    policies: policyVerdictOf(plan),
    cost: estimateOf(plan, assumptions),
  };
}
