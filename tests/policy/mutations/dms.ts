import {
  add,
  all,
  at,
  each,
  type Document,
  type Mutate,
  type Mutations,
  without,
} from "../support/mutate";

const cluster = at("rds.Cluster", "database");
const parameters = at("rds.ClusterParameterGroup", "database");
const instance = at("dms.ReplicationInstance", "dms");
const task = at("dms.ReplicationTask", "dms-orders");
const target = at("dms.Endpoint", "dms-target");
const role = at("iam.Role", "dms-source-erp-access");
const vpcRole = at("iam.Role", "dms-dms-vpc-role");
const logsRole = at("iam.Role", "dms-dms-cloudwatch-logs-role");
const vpcPolicy = at("iam.RolePolicyAttachment", "dms-dms-vpc-role");

const settings = (change: (given: Document) => Document): Mutate =>
  task.json("replicationTaskSettings", change);
const tables = (rules: unknown): Mutate => task.set({ tableMappings: JSON.stringify({ rules }) });
const selection = (action: string) => ({
  "rule-type": "selection",
  "rule-id": "1",
  "rule-name": "1",
  "object-locator": { "schema-name": "orders", "table-name": "%" },
  "rule-action": action,
});

/** Aurora becomes a source, as in a way back; that alone is well. */
const wayBack = target.set({ endpointType: "source" });
const parameter = (value: string): Mutate =>
  parameters.set({ parameters: [{ name: "binlog_format", value }] });

const trust = (changes: Document): Mutate =>
  role.json<{ Statement: [Document] }>("assumeRolePolicy", ({ Statement: [first] }) => ({
    Statement: { ...first, ...changes },
  }));

export const dmsRules: Mutations = {
  "aurora-binlog-for-fallback": {
    "a mixed binary log": all(wayBack, parameter("MIXED")),
    "no binary log": all(wayBack, parameter("OFF")),
    "a backtrack window": all(wayBack, cluster.set({ backtrackWindow: 86_400 })),
  },
  "aurora-instance-class-allowlist": {
    ...each(
      ["db.t3.small", "db.m5.large", "db.r5.24xlarge"],
      (instanceClass) => instanceClass,
      (instanceClass) => at("rds.ClusterInstance", "database-1").set({ instanceClass }),
    ),
    "too much serverless capacity": cluster.set({
      serverlessv2ScalingConfiguration: { minCapacity: 1, maxCapacity: 256 },
    }),
  },
  "dms-engine-supported": {
    ...each(
      ["3.5.3", "3.4.7", "2.4.5"],
      (version) => version,
      (engineVersion) => instance.set({ engineVersion }),
    ),
    "no version": instance.remove("engineVersion"),
  },
  "dms-instance-class-allowlist": {
    ...each(
      ["dms.t2.micro", "dms.r4.large"],
      (replicationInstanceClass) => replicationInstanceClass,
      (replicationInstanceClass) => instance.set({ replicationInstanceClass }),
    ),
    "little storage": instance.set({ allocatedStorage: 20 }),
    "too much serverless capacity": add("dms.ReplicationConfig", "added", {
      computeConfig: { maxCapacityUnits: 384 },
    }),
  },
  "dms-no-autostart": {
    "a task that is started": task.set({ startReplicationTask: true }),
    "a serverless replication that is started": add("dms.ReplicationConfig", "added", {
      startReplication: "true",
    }),
  },
  "dms-private-placement": {
    "no subnet group": instance.remove("replicationSubnetGroupId"),
    "no security group": instance.remove("vpcSecurityGroupIds"),
    "an empty list of security groups": instance.set({ vpcSecurityGroupIds: [] }),
    "the VPC's default group": instance.set({
      vpcSecurityGroupIds: [at("ec2.DefaultSecurityGroup", "network-default")],
    }),
  },
  "dms-role-confused-deputy": {
    "no condition": trust({ Condition: undefined }),
    "any account": trust({ Condition: { StringLike: { "aws:SourceAccount": "*" } } }),
    "the wrong way round": trust({
      Condition: { StringNotEquals: { "aws:SourceAccount": "111122223333" } },
    }),
    "any ARN": trust({ Condition: { ArnLike: { "aws:SourceArn": "arn:aws:dms:*:*:*" } } }),
    "services in a list": trust({
      Principal: { Service: ["lambda.amazonaws.com", "dms.amazonaws.com"] },
      Condition: {},
    }),
  },
  "dms-service-roles": {
    "a role of another name": vpcRole.set({ name: "my-dms-vpc-role" }),
    "no role for logs": logsRole.drop(),
    "no policy": vpcPolicy.drop(),
    "another policy": vpcPolicy.set({
      policyArn: "arn:aws:iam::aws:policy/service-role/AmazonDMSCloudWatchLogsRole",
    }),
    "an instance that does not wait": (plan) => {
      const { urn } = instance.in(plan);
      return plan.map((item) => (item.urn === urn ? { ...item, dependencies: [] } : item));
    },
  },
  "dms-table-prep-safe": {
    "tables that are dropped": settings((given) => ({
      ...given,
      FullLoadSettings: { TargetTablePrepMode: "DROP_AND_CREATE" },
    })),
    "DMS's default": settings((given) => ({ ...given, FullLoadSettings: {} })),
    "no settings": task.remove("replicationTaskSettings"),
  },
  "dms-task-settings-valid": {
    "no tables": tables([]),
    "tables that are left out only": tables([selection("exclude")]),
    "a transformation only": tables([{ ...selection("rename"), "rule-type": "transformation" }]),
    "mappings that are no JSON": task.set({ tableMappings: "{rules:[]}" }),
    "mappings that are a list": task.set({ tableMappings: "[]" }),
    "no validation": settings((given) => ({
      ...given,
      ValidationSettings: { EnableValidation: false },
    })),
    "nothing said of validation": settings((given) => without(given, ["ValidationSettings"])),
    "no failure where no table is found": settings((given) => ({
      ...given,
      ErrorBehavior: { FailOnNoTablesCaptured: false },
    })),
    "LOBs without a limit": settings((given) => ({
      ...given,
      TargetMetadata: { FullLobMode: true },
    })),
    "LOBs with a limit of 0": settings((given) => ({
      ...given,
      TargetMetadata: { FullLobMode: true, InlineLobMaxSize: 0 },
    })),
  },
};
