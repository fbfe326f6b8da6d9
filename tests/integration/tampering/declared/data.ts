import {
  type ModifyDBClusterCommandInput,
  type ModifyDBInstanceCommandInput,
} from "@aws-sdk/client-rds";
import { type Cloud } from "../cloud";
import { suspendVersions, type Undo } from "../changes";
import {
  alwaysStatement,
  declaredOf,
  foreignAccount,
  foreignStatement,
  tamperings,
  withStatement,
} from "./row";

const clusterType = "aws:rds/cluster:Cluster";
const instanceType = "aws:rds/clusterInstance:ClusterInstance";
const clusterGroupType = "aws:rds/clusterParameterGroup:ClusterParameterGroup";
const groupType = "aws:rds/parameterGroup:ParameterGroup";
const dmsType = "aws:dms/replicationInstance:ReplicationInstance";
const bucketType = "aws:s3/bucket:Bucket";

type Known = Pick<Cloud, "declared" | "outputs">;

const clusterLabel = (cloud: Known) => `Aurora cluster ${declaredOf(cloud, clusterType).id}`;

/** A property of the cluster: its name, AWS's, the value that somebody gives it, and the message. */
const clusterChanges: readonly (readonly [
  name: string,
  change: Omit<ModifyDBClusterCommandInput, "DBClusterIdentifier">,
  back: (
    inputs: Readonly<Record<string, unknown>>,
  ) => Omit<ModifyDBClusterCommandInput, "DBClusterIdentifier">,
  says: string,
])[] = [
  [
    "backups are kept for a day",
    { BackupRetentionPeriod: 1 },
    (it) => ({ BackupRetentionPeriod: Number(it["backupRetentionPeriod"]) }),
    'backupRetentionPeriod is "1"',
  ],
  [
    "the cluster can no longer be deleted by the stack",
    { DeletionProtection: true },
    () => ({ DeletionProtection: false }),
    'deletionProtection is "true"',
  ],
  [
    "snapshots are no longer tagged",
    { CopyTagsToSnapshot: false },
    () => ({ CopyTagsToSnapshot: true }),
    'copyTagsToSnapshot is "false"',
  ],
  [
    "the cluster is backed up at another time",
    { PreferredBackupWindow: "12:00-13:00" },
    (it) => ({ PreferredBackupWindow: String(it["preferredBackupWindow"]) }),
    'preferredBackupWindow is "12:00-13:00"',
  ],
  [
    "the cluster is maintained at another time",
    { PreferredMaintenanceWindow: "wed:12:00-wed:13:00" },
    (it) => ({ PreferredMaintenanceWindow: String(it["preferredMaintenanceWindow"]) }),
    'preferredMaintenanceWindow is "wed:12:00-wed:13:00"',
  ],
  [
    "the cluster takes parameters of Aurora",
    { DBClusterParameterGroupName: "default.aurora-mysql8.0" },
    (it) => ({ DBClusterParameterGroupName: String(it["dbClusterParameterGroupName"]) }),
    'dbClusterParameterGroupName is "default.aurora-mysql8.0"',
  ],
];

const clusters = tamperings("the Aurora cluster, and the instances that are in it", [
  ...clusterChanges.map(([name, change, back, says]) => ({
    name,
    says: (cloud: Known) => [`${clusterLabel(cloud)}: ${says}`, "expected"],
    tamper: async (cloud: Cloud): Promise<Undo> => {
      const { id: DBClusterIdentifier, inputs } = declaredOf(cloud, clusterType);
      await cloud.rds.modifyDBCluster({ DBClusterIdentifier, ...change });
      return () => cloud.rds.modifyDBCluster({ DBClusterIdentifier, ...back(inputs) });
    },
  })),
  {
    name: "the cluster loses its tag of an owner",
    says: (cloud) => [`${clusterLabel(cloud)}: tagsAll.Owner is absent`],
    tamper: async (cloud) => {
      const { inputs, outputs } = declaredOf(cloud, clusterType);
      const ResourceName = String(outputs["arn"]);
      const tags = inputs["tagsAll"] as Record<string, string>;
      await cloud.rds.removeTagsFromResource({ ResourceName, TagKeys: ["Owner"] });
      const Tags = [{ Key: "Owner", Value: tags["Owner"] }];
      return () => cloud.rds.addTagsToResource({ ResourceName, Tags });
    },
  },
  {
    name: "somebody adds an instance",
    says: (cloud) => [`${clusterLabel(cloud)}: members has "somebody"`, "which is not declared"],
    tamper: async (cloud) => {
      const DBInstanceIdentifier = "somebody";
      await cloud.rds.createDBInstance({
        DBInstanceIdentifier,
        DBClusterIdentifier: declaredOf(cloud, clusterType).id,
        DBInstanceClass: "db.r6g.large",
        Engine: "aurora-mysql",
      });
      return () => cloud.rds.deleteDBInstance({ DBInstanceIdentifier, SkipFinalSnapshot: true });
    },
  },
]);

type InstanceChange = Omit<ModifyDBInstanceCommandInput, "DBInstanceIdentifier">;

const instanceChanges: readonly (readonly [
  name: string,
  change: InstanceChange,
  back: (inputs: Readonly<Record<string, unknown>>) => InstanceChange,
  says: string,
])[] = [
  [
    "an instance has another class",
    { DBInstanceClass: "db.t3.medium" },
    (it) => ({ DBInstanceClass: String(it["instanceClass"]) }),
    'instanceClass is "db.t3.medium"',
  ],
  [
    "an instance is public",
    { PubliclyAccessible: true },
    () => ({ PubliclyAccessible: false }),
    'publiclyAccessible is "true"',
  ],
  [
    "an instance is not upgraded",
    { AutoMinorVersionUpgrade: false },
    () => ({ AutoMinorVersionUpgrade: true }),
    'autoMinorVersionUpgrade is "false"',
  ],
  [
    "an instance is maintained at another time",
    { PreferredMaintenanceWindow: "wed:20:00-wed:21:00" },
    (it) => ({ PreferredMaintenanceWindow: String(it["preferredMaintenanceWindow"]) }),
    'preferredMaintenanceWindow is "wed:20:00-wed:21:00"',
  ],
  [
    "an instance becomes the writer last",
    { PromotionTier: 15 },
    (it) => ({ PromotionTier: Number(it["promotionTier"]) }),
    'promotionTier is "15"',
  ],
];

const instances = tamperings(
  "the Aurora instances, each with its class, groups and monitoring",
  instanceChanges.map(([name, change, back, says]) => ({
    name,
    says: (cloud: Known) => [
      `Aurora instance ${declaredOf(cloud, instanceType).id}: ${says}`,
      "expected",
    ],
    tamper: async (cloud: Cloud): Promise<Undo> => {
      const { id: DBInstanceIdentifier, inputs } = declaredOf(cloud, instanceType);
      await cloud.rds.modifyDBInstance({ DBInstanceIdentifier, ...change });
      return () => cloud.rds.modifyDBInstance({ DBInstanceIdentifier, ...back(inputs) });
    },
  })),
);

/** Sets a parameter of a group and restores the declared value. */
function setParameter(kind: "cluster" | "instance", ParameterName: string, ParameterValue: string) {
  return async (cloud: Cloud): Promise<Undo> => {
    const group = declaredOf(cloud, kind === "cluster" ? clusterGroupType : groupType);
    const declared = (group.inputs["parameters"] as { name: string; value: string }[]).find(
      ({ name }) => name === ParameterName,
    );
    const set = (value: string) => {
      const parameter = { ParameterName, ParameterValue: value, ApplyMethod: "immediate" } as const;
      return kind === "cluster"
        ? cloud.rds.modifyDBClusterParameterGroup({
            DBClusterParameterGroupName: group.id,
            Parameters: [parameter],
          })
        : cloud.rds.modifyDBParameterGroup({
            DBParameterGroupName: group.id,
            Parameters: [parameter],
          });
    };
    await set(ParameterValue);
    return () => set(declared?.value ?? "");
  };
}

const parameters = [
  ...tamperings("the cluster parameter groups, with exactly the parameters that are set", [
    {
      name: "the cluster takes connections without TLS",
      says: ["cluster parameter group", "require_secure_transport", '"OFF"'],
      tamper: setParameter("cluster", "require_secure_transport", "OFF"),
    },
    {
      name: "the cluster's audit log is off",
      says: ["cluster parameter group", "server_audit_logging", '"0"'],
      tamper: setParameter("cluster", "server_audit_logging", "0"),
    },
    {
      name: "the binary log has no rows",
      says: ["cluster parameter group", "binlog_row_image", '"minimal"'],
      tamper: setParameter("cluster", "binlog_row_image", "minimal"),
    },
  ]),
  ...tamperings("the instance parameter groups, with exactly the parameters that are set", [
    {
      name: "a client may no longer load files",
      says: ["instance parameter group", "local_infile", '"0"', "expected"],
      tamper: setParameter("instance", "local_infile", "0"),
    },
    {
      name: "slow queries are logged from an hour on",
      says: ["instance parameter group", "long_query_time", '"3600"'],
      tamper: setParameter("instance", "long_query_time", "3600"),
    },
  ]),
];

const subnetGroups = tamperings("the subnet group of Aurora", [
  {
    name: "the subnet group loses its tag of an owner",
    says: ["DB subnet group", "tagsAll.Owner is absent", "expected"],
    tamper: async ({ rds, declared }) => {
      const { inputs, outputs } = declaredOf({ declared }, "aws:rds/subnetGroup:SubnetGroup");
      const ResourceName = String(outputs["arn"]);
      const tags = inputs["tagsAll"] as Record<string, string>;
      await rds.removeTagsFromResource({ ResourceName, TagKeys: ["Owner"] });
      const Tags = [{ Key: "Owner", Value: tags["Owner"] }];
      return () => rds.addTagsToResource({ ResourceName, Tags });
    },
  },
]);

const snapshots = tamperings("snapshots of the cluster that no other account may restore", [
  {
    name: "another account may restore a snapshot",
    says: ["snapshot shared with others stolen", foreignAccount, "expected none"],
    tamper: async (cloud) => {
      const DBClusterSnapshotIdentifier = "stolen";
      const DBClusterIdentifier = declaredOf(cloud, clusterType).id;
      await cloud.rds.createDBClusterSnapshot({ DBClusterSnapshotIdentifier, DBClusterIdentifier });
      await cloud.rds.modifyDBClusterSnapshotAttribute({
        DBClusterSnapshotIdentifier,
        AttributeName: "restore",
        ValuesToAdd: [foreignAccount],
      });
      return () => cloud.rds.deleteDBClusterSnapshot({ DBClusterSnapshotIdentifier });
    },
  },
]);

const subscriptions = tamperings("the event subscriptions of RDS to the topic", [
  {
    name: "a further event subscription sends to the topic",
    says: ["RDS event subscription more: is there with", "expected none"],
    tamper: async ({ rds, outputs }) => {
      const SubscriptionName = "more";
      await rds.createEventSubscription({ SubscriptionName, SnsTopicArn: outputs.alarmTopicArn });
      return () => rds.deleteEventSubscription({ SubscriptionName });
    },
  },
]);

type BucketRow = readonly [
  name: string,
  says: readonly string[],
  tamper: (cloud: Cloud, Bucket: string, inputs: (type: string) => unknown) => Promise<Undo>,
];

function bucketPolicy(change: (policy: string) => string): BucketRow[2] {
  return async ({ s3 }, Bucket, inputs) => {
    const own = String(inputs("aws:s3/bucketPolicy:BucketPolicy"));
    await s3.putBucketPolicy({ Bucket, Policy: change(own) });
    return () => s3.putBucketPolicy({ Bucket, Policy: own });
  };
}

const bucketRows: readonly BucketRow[] = [
  [
    "lets another account do everything",
    ["policy.Statement has", foreignAccount],
    bucketPolicy((policy) => withStatement(policy, foreignStatement)),
  ],
  [
    "lets everybody do everything under a condition that always holds",
    ["policy.Statement has", "aws:PrincipalArn"],
    bucketPolicy((policy) => withStatement(policy, alwaysStatement)),
  ],
  [
    "demands TLS of one object only",
    ["policy.Statement", "only-this"],
    bucketPolicy((policy) => {
      const document = JSON.parse(policy) as { Statement: { Sid?: string; Resource: unknown }[] };
      const tls = document.Statement.find(({ Sid }) => Sid === "TlsOnly");
      if (tls !== undefined) tls.Resource = "arn:aws:s3:::only-this/one";
      return JSON.stringify(document);
    }),
  ],
  [
    "no longer keeps versions",
    ['versioning.status is "Suspended"', 'expected "Enabled"'],
    suspendVersions,
  ],
  [
    "may be made public",
    ["publicAccess is absent", "blockPublicPolicy"],
    async ({ s3 }, Bucket) => {
      await s3.deletePublicAccessBlock({ Bucket });
      return () =>
        s3.putPublicAccessBlock({
          Bucket,
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
        });
    },
  ],
  [
    "leaves objects to who wrote them",
    ['ownership is "ObjectWriter"', "expected"],
    async ({ s3 }, Bucket, inputs) => {
      const own = String(inputs("aws:s3/bucketOwnershipControls:BucketOwnershipControls"));
      const set = (ObjectOwnership: string) =>
        s3.putBucketOwnershipControls({
          Bucket,
          OwnershipControls: { Rules: [{ ObjectOwnership: ObjectOwnership as "ObjectWriter" }] },
        });
      await set("ObjectWriter");
      return () => set(own);
    },
  ],
  [
    "tells somebody about every object",
    ["notifications is", "TopicConfigurations", "expected absent"],
    async ({ s3, outputs }, Bucket) => {
      const set = (TopicArn?: string) =>
        s3.putBucketNotificationConfiguration({
          Bucket,
          NotificationConfiguration:
            TopicArn === undefined
              ? {}
              : { TopicConfigurations: [{ TopicArn, Events: ["s3:ObjectCreated:*"] }] },
        });
      await set(outputs.alarmTopicArn);
      return () => set();
    },
  ],
  [
    "is a web site",
    ['website is "index.html"', "expected absent"],
    async ({ s3 }, Bucket) => {
      await s3.putBucketWebsite({
        Bucket,
        WebsiteConfiguration: { IndexDocument: { Suffix: "index.html" } },
      });
      return () => s3.deleteBucketWebsite({ Bucket });
    },
  ],
  [
    "may be used by pages of others",
    ["cors is", "expected absent"],
    async ({ s3 }, Bucket) => {
      const rule = { AllowedOrigins: ["*"], AllowedMethods: ["GET"] };
      await s3.putBucketCors({ Bucket, CORSConfiguration: { CORSRules: [rule] } });
      return () => s3.deleteBucketCors({ Bucket });
    },
  ],
];

/** The declared parts of a bucket, by resource type. */
const declaredParts: Readonly<
  Record<string, (inputs: Readonly<Record<string, unknown>>) => unknown>
> = {
  "aws:s3/bucketPolicy:BucketPolicy": (inputs) => inputs["policy"],
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": (inputs) =>
    (inputs["rule"] as Record<string, unknown>)["objectOwnership"],
};

const buckets = tamperings(
  "the buckets, with policy, encryption, versions, life cycle and access of each",
  [/edge-logs/, /assessments/].flatMap((bucket) =>
    bucketRows.map(([name, says, tamper]) => ({
      name: `the bucket ${bucket.source} ${name}`,
      says: (cloud: Known) => [
        `bucket ${declaredOf(cloud, bucketType, bucket).id}: ${says[0] ?? ""}`,
        ...says.slice(1),
      ],
      tamper: (cloud: Cloud) => {
        const { id } = declaredOf(cloud, bucketType, bucket);
        return tamper(cloud, id, (type) => {
          const part = cloud.declared.of(type).find(({ inputs }) => inputs["bucket"] === id);
          return part === undefined ? undefined : declaredParts[type]?.(part.inputs);
        });
      },
    })),
  ),
);

const dms = [
  ...tamperings("the replication instances: class, storage, network, key and windows of each", [
    {
      name: "the replication instance has another class",
      says: ({ declared }) => [
        `replication instance ${declaredOf({ declared }, dmsType).id}: replicationInstanceClass is "dms.t3.large"`,
        "expected",
      ],
      tamper: changeInstance(
        "ReplicationInstanceClass",
        "dms.t3.large",
        "replicationInstanceClass",
      ),
    },
    {
      name: "the replication instance is maintained at another time",
      says: ["replication instance", 'preferredMaintenanceWindow is "wed:12:00-wed:13:00"'],
      tamper: changeInstance(
        "PreferredMaintenanceWindow",
        "wed:12:00-wed:13:00",
        "preferredMaintenanceWindow",
      ),
    },
    {
      name: "the replication instance has more storage",
      says: ["replication instance", 'allocatedStorage is "999"', "expected"],
      tamper: changeInstance("AllocatedStorage", 999, "allocatedStorage"),
    },
    {
      name: "the replication instance is in two zones",
      says: ["replication instance", "multiAz is", "expected"],
      tamper: changeInstance("MultiAZ", true, "multiAz"),
    },
  ]),
  ...tamperings("the DMS endpoints: engine, secret, role, TLS and settings of each", [
    {
      name: "a further endpoint with a name of the environment is made",
      says: ({ outputs }) => [
        `DMS endpoint migration-more-${outputs.environment}: is there with`,
        "expected none",
      ],
      tamper: async ({ dms: service, outputs }) => {
        const { Endpoint } = await service.createEndpoint({
          EndpointIdentifier: `migration-more-${outputs.environment}`,
          EndpointType: "target",
          EngineName: "mysql",
        });
        return () => service.deleteEndpoint({ EndpointArn: Endpoint?.EndpointArn });
      },
    },
  ]),
  ...tamperings("the replication tasks: endpoints, type, tables and settings of each", [
    {
      name: "a further task copies all tables",
      says: ["replication task copy-all: is there with", "expected none", "made by hand"],
      tamper: async ({ dms: service, outputs, declared }) => {
        const { inputs } = declaredOf({ declared }, "aws:dms/replicationTask:ReplicationTask");
        const { ReplicationTask } = await service.createReplicationTask({
          ReplicationTaskIdentifier: "copy-all",
          ReplicationInstanceArn: outputs.dmsReplicationInstanceArn,
          SourceEndpointArn: String(inputs["sourceEndpointArn"]),
          TargetEndpointArn: String(inputs["targetEndpointArn"]),
          MigrationType: "full-load",
          TableMappings: "{}",
        });
        return () =>
          service.deleteReplicationTask({
            ReplicationTaskArn: ReplicationTask?.ReplicationTaskArn,
          });
      },
    },
  ]),
];

function changeInstance(name: string, value: unknown, input: string) {
  return async (cloud: Cloud): Promise<Undo> => {
    const { inputs, outputs } = declaredOf(cloud, dmsType);
    const ReplicationInstanceArn = String(outputs["replicationInstanceArn"]);
    const set = (it: unknown) =>
      cloud.dms.modifyReplicationInstance({
        ReplicationInstanceArn,
        ApplyImmediately: true,
        [name]: it,
      });
    await set(value);
    return () => set(inputs[input]);
  };
}

export const declaredDataTamperings = [
  ...clusters,
  ...instances,
  ...parameters,
  ...subnetGroups,
  ...snapshots,
  ...subscriptions,
  ...buckets,
  ...dms,
];
