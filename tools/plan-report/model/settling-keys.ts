import type { PlannedResource } from "@landing-zone/plan/plan";
import { stringify } from "yaml";

/** A configuration key below the project's namespace, and a value that settles a finding. */
export interface SettlingKey {
  /** Dotted, such as `database.port`. */
  readonly path: string;
  readonly value: unknown;
}

/** A key as one writes it in a stack file: `database.port: 3307`. */
export function writtenKey({ path, value }: SettlingKey): string {
  return `${path}: ${stringify(value, { collectionStyle: "flow", flowCollectionPadding: false }).trim()}`;
}

/**
 * The configuration key that settles a finding of a rule; undefined where none does.
 *
 * @param resource What the finding is about; undefined for the stack as a whole.
 */
export function settlingKeyOf(
  policy: string,
  resource: PlannedResource | undefined,
): SettlingKey | undefined {
  const key = settlingKeys[policy];
  return typeof key === "function" ? resource && key(resource) : key;
}

const protect: SettlingKey = { path: "protect", value: true };

/** By rule. A test sets each and sees the finding go. */
const settlingKeys: Readonly<
  Record<string, SettlingKey | ((resource: PlannedResource) => SettlingKey)>
> = {
  "alarm-subscribers": { path: "observability.alertEmails", value: ["you@example.com"] },
  "alb-deletion-protection": protect,
  "aurora-deletion-protection": protect,
  "aurora-multi-instance": ({ inputs }) => ({
    path: `database.${"serverlessv2ScalingConfiguration" in inputs ? "serverless" : "instances"}.count`,
    value: 2,
  }),
  "aurora-port": { path: "database.port", value: 3307 },
  "backup-plan-covers-db": { path: "database.backup.vault", value: {} },
  "dms-multi-az": (resource) => ({ path: `${replicationPath(resource)}.multiAz`, value: true }),
  "dms-service-roles": { path: "accountId", value: "111122223333" },
  "secret-recovery-window": protect,
  "secret-rotation-window": { path: "secrets.rotation.window", value: "sat:22:00-sun:00:00" },
  "stateful-protected": protect,
  "waf-has-rules-and-metrics": { path: "edge.waf.countOnly", value: [] },
};

/** Configuration path of a replication instance, or of a migration that runs serverless. */
function replicationPath({ type, name }: PlannedResource): string {
  const own = name.replace(/^dms-?/, "");
  if (type === "aws:dms/replicationConfig:ReplicationConfig") {
    return `dms.migrations.${own}.serverless`;
  }
  return own === "" ? "dms.replicationInstance" : `dms.replicationInstances.${own}`;
}
