import { add, all, at, each, type Mutate, type Mutations } from "../support/mutate";

const balancer = at("lb.LoadBalancer", "edge-load-balancer");
const cluster = at("rds.Cluster", "database");
const parameters = at("rds.ClusterParameterGroup", "database");
const instance = at("dms.ReplicationInstance", "dms");
const databases = at("rds.SubnetGroup", "database");
const replications = at("dms.ReplicationSubnetGroup", "dms");
const vpn = at("ec2.VpnConnection", "network-vpn");
const lifecycle = at("s3.BucketLifecycleConfiguration", "edge-logs");
const bucket = at("s3.Bucket", "edge-logs");
const subnet = (name: string) => at("ec2.Subnet", `network-vpc-${name}`);
const member = (number: number) => at("rds.ClusterInstance", `database-${number}`);
const endpoint = (name: string) => at("ec2.VpcEndpoint", `network-endpoints-${name}`);

interface Parameter {
  readonly name: string;
}
const withoutBinlog = parameters.edit<Parameter[]>("parameters", (list) =>
  list.filter(({ name }) => name !== "binlog_format"),
);

/** A property that is switched off, and one that is not set, of the present and an older type. */
const offOrSilent = (key: string): Readonly<Record<string, Mutate>> => ({
  "one that is off": balancer.set({ [key]: false }),
  "one that says nothing": balancer.remove(key),
  "one of an older type": all(
    balancer.remove(key),
    balancer.become("elasticloadbalancingv2.LoadBalancer"),
  ),
});

const selection = at("backup.Selection", "database-backup");

export const resilienceRules: Mutations = {
  "alb-deletion-protection": offOrSilent("enableDeletionProtection"),
  "alb-desync": {
    "the monitor mode": balancer.set({ desyncMitigationMode: "monitor" }),
    "the monitor mode of an older type": all(
      balancer.set({ desyncMitigationMode: "monitor" }),
      balancer.become("alb.LoadBalancer"),
    ),
  },
  "alb-drop-headers": offOrSilent("dropInvalidHeaderFields"),
  "alb-multi-az": {
    "one subnet": balancer.set({ subnets: [subnet("public-1")] }),
    "one mapping": balancer.set({
      subnets: undefined,
      subnetMappings: [{ subnetId: subnet("public-1") }],
    }),
  },
  "aurora-admin-name": each(
    ["admin", "Root"],
    (name) => name,
    (masterUsername) => cluster.set({ masterUsername }),
  ),
  "aurora-backtrack": {
    "no binary log": withoutBinlog,
    "a binary log that is off": parameters.set({
      parameters: [{ name: "binlog_format", value: "OFF" }],
    }),
  },
  "aurora-backup-retention": {
    "one day": cluster.set({ backupRetentionPeriod: 1 }),
    "six days, as text": cluster.set({ backupRetentionPeriod: "6" }),
    "AWS's default": cluster.remove("backupRetentionPeriod"),
  },
  "aurora-copy-tags": {
    "no tags": cluster.set({ copyTagsToSnapshot: false }),
    "nothing said": cluster.remove("copyTagsToSnapshot"),
  },
  "aurora-deletion-protection": {
    "no protection": cluster.set({ deletionProtection: false }),
    "nothing said": cluster.remove("deletionProtection"),
    "no final snapshot": cluster.set({ skipFinalSnapshot: true }),
    "no name of the final snapshot": cluster.remove("finalSnapshotIdentifier"),
  },
  "aurora-engine-supported": {
    ...each(
      ["5.7.mysql_aurora.2.11.2", "8.0.mysql_aurora.3.02.0", "8.0"],
      (version) => version,
      (engineVersion) => cluster.set({ engineVersion }),
    ),
    "no version": cluster.remove("engineVersion"),
  },
  "aurora-iam-auth": {
    none: cluster.set({ iamDatabaseAuthenticationEnabled: false }),
    "nothing said": cluster.remove("iamDatabaseAuthenticationEnabled"),
  },
  "aurora-minor-upgrade": each(
    [1, 2],
    (number) => `instance ${number} without`,
    (number) =>
      member(number).set({
        autoMinorVersionUpgrade: false,
        engineVersion: "8.0.mysql_aurora.3.11.0",
      }),
  ),
  "aurora-monitoring": {
    "an interval of 0": member(1).set({ monitoringInterval: 0 }),
    "no interval": member(2).remove("monitoringInterval"),
    "no role": member(3).remove("monitoringRoleArn"),
  },
  "aurora-multi-instance": {
    "one instance": all(member(2).drop(), member(3).drop()),
    "one zone": all(
      ...[1, 2, 3].map((number) => member(number).set({ availabilityZone: "us-east-1a" })),
    ),
  },
  "backup-plan-covers-db": {
    "no selection": selection.drop(),
    "a selection of something else": selection.set({
      resources: ["arn:aws:rds:us-east-1:444455556666:cluster:other"],
    }),
    "a selection by a tag that the cluster does not have": selection.set({
      resources: undefined,
      selectionTags: [{ type: "STRINGEQUALS", key: "Backup", value: "yes" }],
    }),
  },
  "dms-minor-upgrade": {
    none: instance.set({ autoMinorVersionUpgrade: false }),
    "nothing said": instance.remove("autoMinorVersionUpgrade"),
  },
  "dms-multi-az": {
    "no standby": instance.set({ multiAz: false }),
    "nothing said": instance.remove("multiAz"),
    "a serverless replication without": add("dms.ReplicationConfig", "added", {
      computeConfig: { kmsKeyId: at("kms.Key", "encryption-data") },
    }),
  },
  "multi-az-network": {
    "databases in one subnet": databases.set({ subnetIds: [subnet("database-1")] }),
    "replication in one zone": replications.set({
      subnetIds: [subnet("database-1"), subnet("private-1")],
    }),
    "an endpoint in one subnet": endpoint("kms").set({ subnetIds: [subnet("private-1")] }),
    "a zone without a NAT gateway": at("ec2.NatGateway", "network-nat-3").drop(),
  },
  "required-endpoints": {
    ...each(
      ["secretsmanager", "logs", "kms", "s3"],
      (service) => `no endpoint for ${service}`,
      (service) => endpoint(service).drop(),
    ),
    "no endpoint for kms in a VPC that is given": all(
      at("ec2.Vpc", "network-vpc").drop(),
      endpoint("kms").drop(),
    ),
    "an endpoint that names are not resolved to": endpoint("logs").set({
      privateDnsEnabled: false,
    }),
  },
  "s3-lifecycle": {
    "no rules": lifecycle.drop(),
    "rules that are disabled": lifecycle.set({ rules: [{ id: "expire", status: "Disabled" }] }),
    "no rules of a bucket of the older type": all(lifecycle.drop(), bucket.become("s3.BucketV2")),
  },
  "s3-versioning": {
    "a bucket without": add("s3.Bucket", "added"),
    "versions that are suspended": all(
      add("s3.BucketV2", "added"),
      add("s3.BucketVersioningV2", "added", {
        bucket: at("s3.BucketV2", "added"),
        versioningConfiguration: { status: "Suspended" },
      }),
    ),
  },
  "stateful-protected": each(
    [cluster, bucket, at("kms.Key", "encryption-data"), at("secretsmanager.Secret", "dms-target")],
    ({ path }) => `an unprotected ${path}`,
    (subject) => subject.unprotect(),
  ),
  "vpn-two-tunnels": {
    ...each(
      ["tunnel1DpdTimeoutAction", "tunnel2DpdTimeoutAction"],
      (key) => `${key} clear`,
      (key) => vpn.set({ [key]: "clear" }),
    ),
    "a tunnel that waits, and does nothing about a dead peer": vpn.set({
      tunnel1StartupAction: "add",
      tunnel1DpdTimeoutAction: "none",
    }),
    "a tunnel that says nothing": vpn.remove("tunnel2DpdTimeoutAction"),
    "static routing without a route": vpn.set({ staticRoutesOnly: true }),
  },
};
