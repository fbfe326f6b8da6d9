/**
 * The configuration key that settles the findings of a rule, by rule. A test sets each and sees the
 * finding go.
 */
export const settlingKeys: Readonly<Record<string, string>> = {
  "alb-deletion-protection": "protect: true",
  "aurora-deletion-protection": "protect: true",
  "aurora-port": "database.port, not 3306",
  "backup-plan-covers-db": "database.backup.vault",
  "dms-multi-az": "multiAz: true of the replication instance",
  "secret-recovery-window": "protect: true",
  "stateful-protected": "protect: true",
};
