import type { PlanGraph } from "@landing-zone/plan/plan-graph";
import { counted, listOf, mapOf, numberOf, textOf } from "./values";

/** The vault that AWS Backup keeps copies of the cluster in. */
export interface BackupVault {
  readonly name: string;
  /** Whether nobody can delete a copy before its time. */
  readonly locked: boolean;
  readonly rules: readonly BackupRule[];
}

/** How often a copy is made, and how long it is kept. */
export interface BackupRule {
  readonly name: string;
  /** AWS's cron expression, in UTC. */
  readonly schedule: string | undefined;
  /** Minutes after the schedule within which AWS begins. */
  readonly startMinutes: number | undefined;
  /** Days; undefined: for ever. */
  readonly keptDays: number | undefined;
}

/** The backup vault of a plan; undefined without one. */
export function backupVaultOf(graph: PlanGraph): BackupVault | undefined {
  const vault = graph.one("backupVault");
  return (
    vault && {
      name: textOf(vault.inputs["name"]) ?? vault.name,
      locked: graph.users(vault, "backupVaultLock", "backupVaultName").length > 0,
      rules: graph
        .all("backupPlan")
        .flatMap(({ inputs }) => listOf(inputs["rules"]))
        .map((rule) => ruleOf(mapOf(rule))),
    }
  );
}

/** A rule in words, such as `daily 35 days`. */
export function retentionOf({ name, keptDays }: BackupRule): string {
  return `${name} ${keptDays === undefined ? "for ever" : counted(keptDays, "day")}`;
}

function ruleOf(rule: Readonly<Record<string, unknown>>): BackupRule {
  return {
    name: textOf(rule["ruleName"]) ?? "rule",
    schedule: textOf(rule["schedule"]),
    startMinutes: numberOf(rule["startWindow"]),
    keptDays: numberOf(mapOf(rule["lifecycle"])["deleteAfter"]),
  };
}
