import { dmsEngineSupported } from "../../policy-pack/policies/dms/dms-engine-supported";
import { dmsNoAutostart } from "../../policy-pack/policies/dms/dms-no-autostart";
import { dmsPrivatePlacement } from "../../policy-pack/policies/dms/dms-private-placement";
import { dmsRoleConfusedDeputy } from "../../policy-pack/policies/dms/dms-role-confused-deputy";
import { dmsServiceRoles } from "../../policy-pack/policies/dms/dms-service-roles";
import { dmsTablePrepSafe } from "../../policy-pack/policies/dms/dms-table-prep-safe";
import { dmsTaskSettingsValid } from "../../policy-pack/policies/dms/dms-task-settings-valid";
import { describeRule } from "./support/describe-rule";
import { draft, ref, unknown } from "./support/plan";

const role = (name: string) => draft("iam.Role", name, { name });
const attachment = (name: string, policy: string) =>
  draft("iam.RolePolicyAttachment", `${name}-policy`, {
    role: ref(name),
    policyArn: `arn:aws:iam::aws:policy/service-role/${policy}`,
  });
const vpcRole = [role("dms-vpc-role"), attachment("dms-vpc-role", "AmazonDMSVPCManagementRole")];
const logsRole = [
  role("dms-cloudwatch-logs-role"),
  attachment("dms-cloudwatch-logs-role", "AmazonDMSCloudWatchLogsRole"),
];
const roleArns = ["dms-vpc-role", "dms-cloudwatch-logs-role"].map(
  (name) => `arn:aws:iam::111122223333:role/${name}`,
);
const after = ["dms-vpc-role-policy", "dms-cloudwatch-logs-role-policy"];
const replication = (props = {}) => draft("dms.ReplicationInstance", "dms", props);

describeRule(dmsServiceRoles, {
  compliant: {
    "both roles, made first": [...vpcRole, ...logsRole, { ...replication(), dependsOn: after }],
    "a stack without replication": [role("other")],
    "roles of the account that a component names": [
      draft("corp:dms:Replication", "replication", { roles: roleArns }),
      replication(),
    ],
  },
  violations: {
    "one role of two": [
      [...vpcRole, { ...replication(), dependsOn: after.slice(0, 1) }],
      /dms-cloudwatch-logs-role is missing/,
    ],
    "a role without its policy": [
      [
        ...vpcRole,
        role("dms-cloudwatch-logs-role"),
        { ...replication(), dependsOn: after.slice(0, 1) },
      ],
      /no attachment of AmazonDMSCloudWatchLogsRole/,
    ],
    "an instance that may come first": [
      [...vpcRole, ...logsRole, replication()],
      /may create it before them/,
    ],
    "an instance that waits for one role only": [
      [...vpcRole, ...logsRole, { ...replication(), dependsOn: after.slice(0, 1) }],
      /may create it before them/,
    ],
    "a subnet group that may come first": [
      [...vpcRole, ...logsRole, draft("dms.ReplicationSubnetGroup", "subnets")],
      /may create it before them/,
    ],
  },
  unknown: {
    "an unknown policy": [
      ...vpcRole,
      role("dms-cloudwatch-logs-role"),
      draft("iam.RolePolicyAttachment", "x", {
        role: ref("dms-cloudwatch-logs-role"),
        policyArn: unknown,
      }),
      { ...replication(), dependsOn: [...after.slice(0, 1), "x"] },
    ],
  },
  remarks: {
    "roles made elsewhere": [[replication()], /set `external`/],
    "one role of two that a component names": [
      [
        draft("corp:dms:Replication", "replication", { roles: roleArns.slice(0, 1) }),
        replication(),
      ],
      /set `external`/,
    ],
    "roles that another resource than a component names": [
      [draft("iam.Policy", "policy", { roles: roleArns }), replication()],
      /set `external`/,
    ],
  },
});

const trust = (more: object, service = "dms.amazonaws.com") =>
  draft("iam.Role", "dms", {
    name: "dms",
    assumeRolePolicy: JSON.stringify({
      Statement: [
        { Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole", ...more },
      ],
    }),
  });

describeRule(dmsRoleConfusedDeputy, {
  compliant: {
    "one account": [
      trust({ Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } } }),
    ],
    "another service": [trust({}, "lambda.amazonaws.com")],
  },
  violations: {
    "any account": [[trust({})], /any account/],
    "any account of a region's service": [
      [trust({}, "dms.us-east-1.amazonaws.com")],
      /any account/,
    ],
    "any account in one of two statements": [
      [
        draft("iam.Role", "dms", {
          assumeRolePolicy: JSON.stringify({
            Statement: [
              { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" } },
              {
                Effect: "Allow",
                Principal: { Service: ["lambda.amazonaws.com", "dms.amazonaws.com"] },
              },
            ],
          }),
        }),
      ],
      /any account/,
    ],
    "another condition": [
      [trust({ Condition: { StringEquals: { "aws:RequestedRegion": "us-east-1" } } })],
      /any account/,
    ],
  },
  unknown: { "an unknown trust": [draft("iam.Role", "dms", { assumeRolePolicy: unknown })] },
});

const placed = { replicationSubnetGroupId: "private", vpcSecurityGroupIds: [unknown] };

describeRule(dmsPrivatePlacement, {
  compliant: {
    "a place of its own": [replication(placed)],
    "a serverless place": [draft("dms.ReplicationConfig", "s", { computeConfig: placed })],
  },
  violations: {
    "no subnet group": [
      [replication({ ...placed, replicationSubnetGroupId: undefined })],
      /no replicationSubnetGroupId/,
    ],
    "no security group": [
      [replication({ ...placed, vpcSecurityGroupIds: [] })],
      /no vpcSecurityGroupIds/,
    ],
    "a serverless replication without": [
      [draft("dms.ReplicationConfig", "s", placed)],
      /no vpcSecurityGroupIds/,
    ],
    "the default group": [
      [
        draft("ec2.DefaultSecurityGroup", "default"),
        replication({ ...placed, vpcSecurityGroupIds: [ref("default")] }),
      ],
      /default security group is used/,
    ],
  },
  unknown: { "unknown groups": [replication({ ...placed, vpcSecurityGroupIds: unknown })] },
});

const mappings = (rule: object) =>
  JSON.stringify({ rules: [{ "rule-type": "selection", "rule-action": "include", ...rule }] });
const settings = (more: object) =>
  JSON.stringify({ ValidationSettings: { EnableValidation: true }, ...more });
const task = (props: object = {}) =>
  draft("dms.ReplicationTask", "orders", {
    migrationType: "full-load-and-cdc",
    tableMappings: mappings({}),
    replicationTaskSettings: settings({ FullLoadSettings: { TargetTablePrepMode: "DO_NOTHING" } }),
    ...props,
  });
const serverless = (props: object) =>
  draft("dms.ReplicationConfig", "orders", {
    replicationType: "full-load-and-cdc",
    tableMappings: mappings({}),
    replicationSettings: settings({}),
    ...props,
  });

describeRule(dmsTaskSettingsValid, {
  compliant: {
    "validated tables": [task()],
    "a load without changes, not validated": [
      task({ migrationType: "full-load", replicationTaskSettings: "{}" }),
    ],
    "a serverless replication": [serverless({})],
    "LOBs that are carried with their rows up to a size": [
      task({
        replicationTaskSettings: settings({
          TargetMetadata: { FullLobMode: true, InlineLobMaxSize: 32 },
        }),
      }),
    ],
  },
  violations: {
    "mappings that are no JSON": [
      [task({ tableMappings: "orders" })],
      /tableMappings is not a JSON object/,
    ],
    "mappings of nothing": [[task({ tableMappings: "{}" })], /selects no table/],
    "exclusions only": [
      [task({ tableMappings: mappings({ "rule-action": "exclude" }) })],
      /no table/,
    ],
    "settings that are no JSON": [
      [task({ replicationTaskSettings: "[" })],
      /missing or not a JSON object/,
    ],
    "no validation": [[task({ replicationTaskSettings: "{}" })], /EnableValidation/],
    "a task that may find nothing": [
      [
        task({
          replicationTaskSettings: settings({ ErrorBehavior: { FailOnNoTablesCaptured: false } }),
        }),
      ],
      /FailOnNoTablesCaptured/,
    ],
    "LOBs without a limit": [
      [task({ replicationTaskSettings: settings({ TargetMetadata: { FullLobMode: true } }) })],
      /FullLobMode/,
    ],
    "a serverless replication without validation": [
      [serverless({ replicationSettings: "{}" })],
      /EnableValidation/,
    ],
    "bad settings beside unknown mappings": [
      [task({ tableMappings: unknown, replicationTaskSettings: "{}" })],
      /EnableValidation/,
    ],
  },
  unknown: { "unknown mappings": [task({ tableMappings: unknown })] },
});

const prepares = (TargetTablePrepMode: unknown) =>
  settings({ FullLoadSettings: { TargetTablePrepMode } });

describeRule(dmsTablePrepSafe, {
  compliant: {
    "tables that stay": [task({ replicationTaskSettings: prepares("TRUNCATE_BEFORE_LOAD") })],
    "changes only": [task({ migrationType: "cdc", replicationTaskSettings: "{}" })],
  },
  violations: {
    "dropped tables": [
      [task({ replicationTaskSettings: prepares("DROP_AND_CREATE") })],
      /is DROP_AND_CREATE/,
    ],
    "DMS's default": [[task({ replicationTaskSettings: "{}" })], /is not set/],
    "a serverless replication's default": [[serverless({})], /is not set/],
  },
  unknown: { "unknown settings": [task({ replicationTaskSettings: unknown })] },
});

describeRule(dmsEngineSupported, {
  options: {
    versions: ["3.1.1=2026-11-27", "3.2.2=2026-11-28", "3.3.3=2027-03-08", "3.4.4"],
  },
  compliant: {
    "a version without an end": [replication({ engineVersion: "3.4.4" })],
    "a version whose end is far": [replication({ engineVersion: "3.3.3" })],
  },
  violations: {
    "a version past its end": [
      [replication({ engineVersion: "3.1.1" })],
      /engine 3\.1\.1 reached its end of life/,
    ],
    "an unknown version": [
      [replication({ engineVersion: "2.4.5" })],
      /is "2\.4\.5"; 3\.1\.1, 3\.2\.2, 3\.3\.3, 3\.4\.4 are accepted/,
    ],
    "no version": [[replication()], /is not stated/],
  },
  unknown: { "an unknown version": [replication({ engineVersion: unknown })] },
  remarks: {
    "a version on its last day": [
      [replication({ engineVersion: "3.2.2" })],
      /engine 3\.2\.2 reaches its end of life/,
    ],
  },
});

describeRule(dmsNoAutostart, {
  compliant: {
    "a task that waits": [task({ startReplicationTask: false })],
    "nothing said": [task()],
  },
  violations: {
    "a task that starts": [[task({ startReplicationTask: true })], /startReplicationTask is true/],
    "a serverless replication that starts": [
      [serverless({ startReplication: true })],
      /startReplication is/,
    ],
  },
  unknown: { "an unknown switch": [task({ startReplicationTask: unknown })] },
});
