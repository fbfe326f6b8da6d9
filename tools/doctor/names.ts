import { z } from "zod";
import { type Inspection, fault, fine, type Subject } from "./finding";

/** A command that lists the objects of one kind, and where their names are. */
interface NamedKind {
  readonly kind: string;
  readonly command: readonly [service: string, operation: string, ...args: string[]];
  /** Property of the answer that holds the list. */
  readonly key: string;
  /** The property of an item with its name, or an ARN that ends with it. */
  readonly name: string;
}

/** Objects of an account and region whose names must be free. The program names each `migration-…-<environment>`. */
const kinds: readonly NamedKind[] = [
  kind("secret", ["secretsmanager", "list-secrets", "--include-planned-deletion"], "SecretList"),
  kind("bucket", ["s3api", "list-buckets"], "Buckets"),
  kind("role", ["iam", "list-roles"], "Roles", "RoleName"),
  kind("log group", ["logs", "describe-log-groups"], "logGroups", "logGroupName"),
  kind("KMS alias", ["kms", "list-aliases"], "Aliases", "AliasName"),
  kind("topic", ["sns", "list-topics"], "Topics", "TopicArn"),
  kind("Aurora cluster", ["rds", "describe-db-clusters"], "DBClusters", "DBClusterIdentifier"),
  kind("Aurora instance", ["rds", "describe-db-instances"], "DBInstances", "DBInstanceIdentifier"),
  kind(
    "DB subnet group",
    ["rds", "describe-db-subnet-groups"],
    "DBSubnetGroups",
    "DBSubnetGroupName",
  ),
  kind(
    "cluster parameter group",
    ["rds", "describe-db-cluster-parameter-groups"],
    "DBClusterParameterGroups",
    "DBClusterParameterGroupName",
  ),
  kind(
    "parameter group",
    ["rds", "describe-db-parameter-groups"],
    "DBParameterGroups",
    "DBParameterGroupName",
  ),
  kind(
    "replication instance",
    ["dms", "describe-replication-instances"],
    "ReplicationInstances",
    "ReplicationInstanceIdentifier",
  ),
  kind(
    "replication task",
    ["dms", "describe-replication-tasks", "--without-settings"],
    "ReplicationTasks",
    "ReplicationTaskIdentifier",
  ),
  kind("DMS endpoint", ["dms", "describe-endpoints"], "Endpoints", "EndpointIdentifier"),
  kind(
    "replication subnet group",
    ["dms", "describe-replication-subnet-groups"],
    "ReplicationSubnetGroups",
    "ReplicationSubnetGroupIdentifier",
  ),
  kind("load balancer", ["elbv2", "describe-load-balancers"], "LoadBalancers", "LoadBalancerName"),
  kind("target group", ["elbv2", "describe-target-groups"], "TargetGroups", "TargetGroupName"),
  kind("web ACL", ["wafv2", "list-web-acls", "--scope", "REGIONAL"], "WebACLs"),
  kind("event rule", ["events", "list-rules"], "Rules"),
  kind("alarm", ["cloudwatch", "describe-alarms"], "MetricAlarms", "AlarmName"),
  kind("dashboard", ["cloudwatch", "list-dashboards"], "DashboardEntries", "DashboardName"),
  kind("backup vault", ["backup", "list-backup-vaults"], "BackupVaultList", "BackupVaultName"),
];

function kind(
  name: string,
  command: NamedKind["command"],
  key: string,
  property = "Name",
): NamedKind {
  return { kind: name, command, key, name: property };
}

const clusters = z.object({
  DBClusters: z.array(
    z.object({
      DBClusterIdentifier: z.string(),
      TagList: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
    }),
  ),
});

/** Whether another object of the account already has a name that the stack will use. */
export function nameInspections(subject: Subject): readonly Inspection[] {
  return kinds.map((kind) => ({
    name: `names of ${kind.kind}s`,
    inspect: async () => {
      if (await isDeployed(subject)) return fine("the stack is deployed, and has its names");
      const taken = await takenNames(subject, kind);
      return taken.length === 0
        ? fine(`no ${kind.kind} has a name of the stack`)
        : fault(`taken: ${taken.join(", ")}`, fixFor(kind, subject));
    },
  }));
}

function fixFor({ kind }: NamedKind, { stack }: Subject): string {
  const rename = "or choose another environment name";
  return kind === "secret"
    ? `Delete the secret for good (aws secretsmanager delete-secret --force-delete-without-recovery), ${rename}; a secret that waits for its deletion keeps its name.`
    : `Delete the ${kind}, ${rename}; if a deployment of ${stack} was interrupted, deploy again.`;
}

/** An Aurora cluster with the stack's tags is the stack's own. */
async function isDeployed({ aws, config }: Subject): Promise<boolean> {
  const { DBClusters } = await aws.read(clusters, "rds", "describe-db-clusters");
  return DBClusters.some(({ TagList }) =>
    [
      ["Environment", config.environment],
      ["Project", config.project],
    ].every(([key, value]) => TagList.some((tag) => tag.Key === key && tag.Value === value)),
  );
}

async function takenNames(
  { aws, config }: Subject,
  { command: [service, operation, ...args], key, name }: NamedKind,
): Promise<readonly string[]> {
  const shape = z.object({ [key]: z.array(z.looseObject({})).default([]) });
  const answer = await aws.read(shape, service, operation, ...args);
  const ours = new RegExp(
    `(?:^|[/:-])migration-[\\w-]+-${config.environment}(?:-[A-Za-z0-9]{6})?(?:/\\w+)?$`,
  );
  return (answer[key] ?? []).flatMap((item) => {
    const text = item[name];
    if (typeof text !== "string" || !ours.test(text)) return [];
    return item["DeletedDate"] === undefined ? text : `${text} (scheduled for deletion)`;
  });
}
