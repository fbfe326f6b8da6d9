import { cidrNoOverlap } from "../../policy-pack/policies/operations/cidr-no-overlap";
import { iamNoAdmin } from "../../policy-pack/policies/operations/iam-no-admin";
import { iamNoManagedAdmin } from "../../policy-pack/policies/operations/iam-no-managed-admin";
import { iamNoServiceWildcard } from "../../policy-pack/policies/operations/iam-no-service-wildcard";
import { naming } from "../../policy-pack/policies/operations/naming";
import { providerCoverage } from "../../policy-pack/policies/operations/provider-coverage";
import { regionAllowlist } from "../../policy-pack/policies/operations/region-allowlist";
import { requiredTags } from "../../policy-pack/policies/operations/required-tags";
import { windowsExplicit } from "../../policy-pack/policies/operations/windows-explicit";
import { windowsNoOverlap } from "../../policy-pack/policies/operations/windows-no-overlap";
import { describeRule } from "./support/describe-rule";
import { draft, ref, unknown } from "./support/plan";

const cluster = (props = {}) => draft("rds.Cluster", "aurora", props);
const replication = (props = {}) => draft("dms.ReplicationInstance", "dms", props);
const stated = {
  preferredBackupWindow: "03:00-04:00",
  preferredMaintenanceWindow: "sun:04:30-sun:05:30",
};

describeRule(windowsExplicit, {
  compliant: {
    "a cluster's windows": [cluster(stated)],
    "a replication's window": [replication({ preferredMaintenanceWindow: "sun:23:30-mon:00:30" })],
    "a serverless replication's": [
      draft("dms.ReplicationConfig", "s", {
        computeConfig: { preferredMaintenanceWindow: "sun:06:00-sun:07:00" },
      }),
    ],
  },
  violations: {
    none: [[replication()], /preferredMaintenanceWindow is not stated/],
    "one of two": [
      [cluster({ ...stated, preferredBackupWindow: undefined })],
      /preferredBackupWindow is not/,
    ],
    "text that is no window": [
      [replication({ preferredMaintenanceWindow: "sunday night" })],
      /is "sunday night", which is not a valid window/,
    ],
  },
  unknown: { "an unknown window": [replication({ preferredMaintenanceWindow: unknown })] },
});

const database = (name: string, props = {}) =>
  draft("rds.Instance", name, {
    backupWindow: "08:00-09:00",
    maintenanceWindow: "sun:04:30-sun:05:30",
    ...props,
  });

describeRule(windowsNoOverlap, {
  options: { frozenWindows: ["sat:00:00-sat:08:00"] },
  compliant: {
    "windows apart": [
      cluster({ ...stated, preferredBackupWindow: "08:00-09:00" }),
      replication({ preferredMaintenanceWindow: "sun:06:00-sun:07:00" }),
    ],
    "a cluster and its instance, maintained at one time": [
      cluster({ ...stated, preferredBackupWindow: "08:00-09:00" }),
      draft("rds.ClusterInstance", "one", {
        clusterIdentifier: ref("aurora"),
        preferredMaintenanceWindow: stated.preferredMaintenanceWindow,
      }),
    ],
    "database instances, each like the other": [database("one"), database("two")],
  },
  violations: {
    "backup and maintenance of an instance": [
      [database("one", { backupWindow: "05:00-06:00" })],
      /maintenanceWindow of one overlaps backupWindow of one/,
    ],
    "an instance and a serverless replication": [
      [
        database("one"),
        draft("dms.ReplicationConfig", "s", {
          computeConfig: { preferredMaintenanceWindow: "sun:05:00-sun:06:00" },
        }),
      ],
      /preferredMaintenanceWindow of s overlaps maintenanceWindow of one/,
    ],
    "an instance in a frozen window": [
      [database("one", { maintenanceWindow: "sat:02:00-sat:03:00" })],
      /maintenanceWindow of one overlaps a frozen window/,
    ],
    "backup and maintenance": [
      [cluster({ ...stated, preferredBackupWindow: "04:00-05:00" })],
      /preferredMaintenanceWindow of aurora overlaps preferredBackupWindow of aurora/,
    ],
    "two resources, over the week's end": [
      [
        cluster({ preferredMaintenanceWindow: "sun:00:00-sun:00:45" }),
        replication({ preferredMaintenanceWindow: "sat:23:30-sun:00:15" }),
      ],
      /preferredMaintenanceWindow of dms overlaps preferredMaintenanceWindow of aurora/,
    ],
    "a frozen window": [
      [replication({ preferredMaintenanceWindow: "sat:02:00-sat:03:00" })],
      /overlaps a frozen window/,
    ],
  },
  unknown: {
    "an unknown window": [replication({ preferredMaintenanceWindow: unknown })],
    "an instance's unknown window": [database("one", { maintenanceWindow: unknown })],
    "a serverless replication's unknown windows": [
      draft("dms.ReplicationConfig", "s", { computeConfig: unknown }),
    ],
  },
});

const vpc = (cidrBlock: unknown) => draft("ec2.Vpc", "vpc", { cidrBlock });
const subnet = (name: string, cidrBlock: unknown) =>
  draft("ec2.Subnet", name, { vpcId: ref("vpc"), cidrBlock });

describeRule(cidrNoOverlap, {
  options: { onPremisesCidrs: ["172.16.0.0/12"] },
  compliant: {
    "networks apart": [
      vpc("10.20.0.0/16"),
      subnet("one", "10.20.0.0/21"),
      subnet("two", "10.20.8.0/21"),
      draft("ec2.VpnConnectionRoute", "route", { destinationCidrBlock: "192.168.10.0/24" }),
    ],
    "a range from an address manager": [vpc(undefined)],
  },
  violations: {
    "a public range": [[vpc("203.0.113.0/24")], /"203\.0\.113\.0\/24" is outside of/],
    "a declared range of the premises": [[vpc("172.20.0.0/16")], /overlaps the premises \(172\.16/],
    "a routed range of the premises": [
      [
        vpc("10.20.0.0/16"),
        draft("ec2.VpnConnectionRoute", "route", { destinationCidrBlock: "10.20.4.0/24" }),
      ],
      /overlaps the premises \(10\.20\.4/,
    ],
    "two subnets": [
      [vpc("10.20.0.0/16"), subnet("one", "10.20.0.0/20"), subnet("two", "10.20.8.0/21")],
      /overlaps the subnet one/,
    ],
  },
  unknown: { "an unknown range": [vpc(unknown)] },
});

const tags = { Owner: "dba", Environment: "dev", CostCenter: "4711" };
const secret = (props: object) => draft("secretsmanager.Secret", "db", props);
const provider = { defaultTags: JSON.stringify({ tags }) };

describeRule(requiredTags, {
  compliant: {
    "tags that the provider filled in": [secret({ tags: {}, tagsAll: tags })],
    "tags of the provider": [{ ...secret({}), provider }],
    "keys in another case": [
      secret({ tags: { owner: "dba", environment: "dev", costcenter: unknown } }),
    ],
  },
  violations: {
    "no tags": [[secret({})], /missing: Owner, Environment, CostCenter/],
    "one tag of three": [[secret({ tags: { Owner: "dba" } })], /missing: Environment, CostCenter/],
    "a tag of null": [[secret({ tagsAll: { ...tags, Owner: null } })], /missing: Owner/],
  },
  unknown: { "unknown tags": [secret({ tags: unknown })] },
});

const named = (replicationInstanceId: unknown) => replication({ replicationInstanceId });

describeRule(naming, {
  options: { patterns: ["migration-*"] },
  compliant: { "a good name": [named("migration-dms-dev")] },
  violations: {
    "two hyphens": [[named("migration--dms")], /DMS refuses the replicationInstanceId/],
    "a hyphen at the end": [[named("migration-")], /DMS refuses/],
    "a long name": [[named(`migration-${"x".repeat(60)}`)], /DMS refuses/],
    "another pattern": [[named("dms-dev")], /not like migration-\*/],
  },
  unknown: { "an unknown name": [named(unknown)] },
});

describeRule(regionAllowlist, {
  options: { regions: ["eu-*"] },
  compliant: {
    "the provider's region": [{ ...secret({}), provider: { region: "eu-central-1" } }],
    "a region of its own": [
      { ...secret({ region: "eu-west-1" }), provider: { region: "us-east-1" } },
    ],
  },
  violations: {
    "another region": [
      [{ ...secret({}), provider: { region: "us-east-1" } }],
      /"us-east-1"; eu-\*/,
    ],
    "a resource in another region": [[secret({ region: "us-west-2" })], /"us-west-2"/],
  },
  unknown: { "an unknown region": [secret({ region: unknown })] },
});

describeRule(providerCoverage, {
  options: { inPart: true },
  compliant: {
    "types that rules know": [secret({}), draft("random:index/randomPassword:RandomPassword", "p")],
    "properties that rules read, and names": [secret({ kmsKeyId: "key", name: "db", tags: {} })],
    components: [draft("pulumi:pulumi:Stack", "dev"), draft("migration:dms:Dms", "dms")],
  },
  violations: {
    "another provider": [
      [draft("aws-native:dms:ReplicationConfig", "s")],
      /types: aws-native:dms:ReplicationConfig \(1\)/,
    ],
    "the Cloud Control API": [[draft("cloudcontrol.Resource", "r")], /aws:cloudcontrol\/resource/],
    "a stack of CloudFormation": [[draft("cloudformation.Stack", "s")], /cloudformation\/stack/],
    "a module of Terraform": [[draft("vpc:index:Module", "m")], /vpc:index:Module \(1\)/],
    "a resource of such a module": [[draft("vpc:tf:aws_vpc", "m")], /vpc:tf:aws_vpc/],
    "another provider's resource": [
      [{ ...draft("tls:index/privateKey:PrivateKey", "k"), provider: {} }],
      /tls:index\/privateKey/,
    ],
    "a type of a covered service": [[draft("dms.MigrationProject", "project")], /MigrationProject/],
    "a type of another service, once": [
      [draft("dynamodb.Table", "a"), draft("dynamodb.Table", "b")],
      /^no rule judges resources of these types: aws:dynamodb\/table:Table \(2\)$/,
    ],
    "a type that is judged in part": [
      [secret({ forceOverwriteReplicaSecret: true, replicas: [] })],
      /no rule reads: secretsmanager\.Secret \(2\)$/,
    ],
  },
});

const policy = (statement: object) =>
  draft("iam.Policy", "policy", {
    policy: JSON.stringify({
      Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*", ...statement }],
    }),
  });

describeRule(iamNoAdmin, {
  compliant: { "one action": [policy({})], "a denial": [policy({ Effect: "Deny", Action: "*" })] },
  violations: {
    everything: [[policy({ Action: "*" })], /allows everything/],
    "everything but something": [
      [policy({ Action: undefined, NotAction: "iam:*" })],
      /allows everything/,
    ],
    "a role that may do everything": [
      [
        draft("iam.Role", "role", {
          inlinePolicies: [
            {
              policy: JSON.stringify({
                Statement: { Effect: "Allow", Action: ["*"], Resource: "*" },
              }),
            },
          ],
        }),
      ],
      /allows everything/,
    ],
  },
  unknown: { "an unknown policy": [draft("iam.Policy", "policy", { policy: unknown })] },
});

describeRule(iamNoServiceWildcard, {
  compliant: { "some actions": [policy({ Action: "s3:Get*" })] },
  violations: {
    "every action but some": [
      [policy({ Action: undefined, NotAction: ["iam:*"], Resource: "arn:aws:s3:::b" })],
      /every action/,
    ],
    "every action of a service": [
      [policy({ Action: ["s3:*"], Resource: "arn:aws:s3:::b" })],
      /every action/,
    ],
  },
  unknown: { "an unknown policy": [draft("iam.RolePolicy", "policy", { policy: unknown })] },
});

const attach = (policyArn: unknown) => draft("iam.RolePolicyAttachment", "link", { policyArn });

describeRule(iamNoManagedAdmin, {
  compliant: { "a narrow policy": [attach("arn:aws:iam::aws:policy/ReadOnlyAccess")] },
  violations: {
    "the administrator's": [
      [attach("arn:aws:iam::aws:policy/AdministratorAccess")],
      /AdministratorAccess attached/,
    ],
    "one on the role": [
      [draft("iam.Role", "role", { managedPolicyArns: ["arn:aws:iam::aws:policy/IAMFullAccess"] })],
      /IAMFullAccess attached/,
    ],
  },
  unknown: { "an unknown policy": [attach(unknown)] },
});
