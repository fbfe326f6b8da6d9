import { albDeletionProtection } from "../../policy-pack/policies/resilience/alb-deletion-protection";
import { albDesync } from "../../policy-pack/policies/resilience/alb-desync";
import { albDropHeaders } from "../../policy-pack/policies/resilience/alb-drop-headers";
import { albMultiAz } from "../../policy-pack/policies/resilience/alb-multi-az";
import { auroraAdminName } from "../../policy-pack/policies/resilience/aurora-admin-name";
import { auroraBacktrack } from "../../policy-pack/policies/resilience/aurora-backtrack";
import { auroraBackupRetention } from "../../policy-pack/policies/resilience/aurora-backup-retention";
import { auroraCopyTags } from "../../policy-pack/policies/resilience/aurora-copy-tags";
import { auroraDeletionProtection } from "../../policy-pack/policies/resilience/aurora-deletion-protection";
import { auroraEngineSupported } from "../../policy-pack/policies/resilience/aurora-engine-supported";
import { auroraIamAuth } from "../../policy-pack/policies/resilience/aurora-iam-auth";
import { auroraMinorUpgrade } from "../../policy-pack/policies/resilience/aurora-minor-upgrade";
import { auroraMonitoring } from "../../policy-pack/policies/resilience/aurora-monitoring";
import { auroraMultiInstance } from "../../policy-pack/policies/resilience/aurora-multi-instance";
import { auroraPort } from "../../policy-pack/policies/resilience/aurora-port";
import { backupPlanCoversDb } from "../../policy-pack/policies/resilience/backup-plan-covers-db";
import { dmsMinorUpgrade } from "../../policy-pack/policies/resilience/dms-minor-upgrade";
import { dmsMultiAz } from "../../policy-pack/policies/resilience/dms-multi-az";
import { multiAzNetwork } from "../../policy-pack/policies/resilience/multi-az-network";
import { requiredEndpoints } from "../../policy-pack/policies/resilience/required-endpoints";
import { s3Lifecycle } from "../../policy-pack/policies/resilience/s3-lifecycle";
import { s3Versioning } from "../../policy-pack/policies/resilience/s3-versioning";
import { statefulProtected } from "../../policy-pack/policies/resilience/stateful-protected";
import { vpnTwoTunnels } from "../../policy-pack/policies/resilience/vpn-two-tunnels";
import { describeRule } from "./support/describe-rule";
import { draft, ref, unknown } from "./support/plan";

const cluster = (props = {}) =>
  draft("rds.Cluster", "aurora", { engine: "aurora-mysql", ...props });
const member = (name: string, props = {}) =>
  draft("rds.ClusterInstance", name, { clusterIdentifier: ref("aurora"), ...props });

describeRule(auroraDeletionProtection, {
  compliant: {
    "protection and a snapshot": [
      cluster({ deletionProtection: true, finalSnapshotIdentifier: "last" }),
    ],
  },
  violations: {
    "no protection": [[cluster({ finalSnapshotIdentifier: "last" })], /deletionProtection/],
    "no snapshot": [
      [
        cluster({
          deletionProtection: true,
          skipFinalSnapshot: true,
          finalSnapshotIdentifier: "last",
        }),
      ],
      /no final snapshot/,
    ],
    "a snapshot without a name": [[cluster({ deletionProtection: true })], /no final snapshot/],
  },
  unknown: {
    "unknown protection": [
      cluster({ deletionProtection: unknown, finalSnapshotIdentifier: "last" }),
    ],
  },
});

describeRule(auroraBackupRetention, {
  compliant: { "a week": [cluster({ backupRetentionPeriod: 7 })] },
  violations: {
    "AWS's default": [[cluster()], /for 1 day/],
    "three days": [[cluster({ backupRetentionPeriod: 3 })], /for 3 day\(s\); 7 are wanted/],
  },
  unknown: { "an unknown period": [cluster({ backupRetentionPeriod: unknown })] },
});

describeRule(auroraMultiInstance, {
  compliant: {
    "two zones": [
      cluster(),
      member("one", { availabilityZone: "a" }),
      member("two", { availabilityZone: "b" }),
    ],
    "zones that AWS chooses": [cluster(), member("one"), member("two")],
  },
  violations: {
    "one instance": [[cluster(), member("one")], /has 1 instance/],
    "one zone": [
      [
        cluster(),
        member("one", { availabilityZone: "a" }),
        member("two", { availabilityZone: "a" }),
      ],
      /in one zone/,
    ],
  },
  unknown: {
    "an unknown zone": [cluster(), member("one", { availabilityZone: unknown }), member("two")],
  },
});

describeRule(auroraIamAuth, {
  compliant: { IAM: [cluster({ iamDatabaseAuthenticationEnabled: true })] },
  violations: { "no IAM": [[cluster()], /is not true/] },
  unknown: { "an unknown switch": [cluster({ iamDatabaseAuthenticationEnabled: unknown })] },
});

describeRule(auroraMinorUpgrade, {
  compliant: { "the default": [cluster(), member("one", { autoMinorVersionUpgrade: true })] },
  violations: {
    "an instance that stays": [
      [cluster(), member("one", { autoMinorVersionUpgrade: false })],
      /is false/,
    ],
  },
  unknown: { "an unknown switch": [cluster({ autoMinorVersionUpgrade: unknown })] },
});

const monitored = { monitoringInterval: 60, monitoringRoleArn: unknown };
describeRule(auroraMonitoring, {
  compliant: {
    "a monitored instance": [cluster(), member("one", monitored)],
    "a monitored cluster": [cluster(monitored), member("one")],
  },
  violations: {
    none: [[cluster(), member("one")], /no enhanced monitoring/],
    "an interval of zero": [
      [cluster(), member("one", { ...monitored, monitoringInterval: 0 })],
      /no enhanced/,
    ],
    "no role": [[cluster(), member("one", { monitoringInterval: 60 })], /no enhanced monitoring/],
  },
  unknown: { "an unknown interval": [cluster(), member("one", { monitoringInterval: unknown })] },
});

describeRule(auroraCopyTags, {
  compliant: { "copied tags": [cluster({ copyTagsToSnapshot: true })] },
  violations: { none: [[cluster()], /is not true/] },
  unknown: { "an unknown switch": [cluster({ copyTagsToSnapshot: unknown })] },
});

describeRule(auroraAdminName, {
  compliant: { "a name of its own": [cluster({ masterUsername: "aurora_admin" })] },
  violations: { "admin, in any case": [[cluster({ masterUsername: "Admin" })], /everybody tries/] },
  unknown: { "an unknown name": [cluster({ masterUsername: unknown })] },
});

describeRule(auroraPort, {
  compliant: { "a port of its own": [cluster({ port: 3307 })] },
  violations: {
    "the default": [[cluster()], /port 3306/],
    "it in words": [[cluster({ port: 3306 })], /port 3306/],
  },
  unknown: { "an unknown port": [cluster({ port: unknown })] },
});

const binlog = (value: unknown) =>
  draft("rds.ClusterParameterGroup", "parameters", {
    parameters: [{ name: "binlog_format", value }],
  });
const withParameters = (props = {}) =>
  cluster({ dbClusterParameterGroupName: ref("parameters"), ...props });
describeRule(auroraBacktrack, {
  compliant: {
    "a window": [cluster({ backtrackWindow: 86400 })],
    "a binary log instead": [binlog("ROW"), withParameters()],
  },
  violations: {
    neither: [[cluster()], /backtrackWindow/],
    "a binary log that is off": [[binlog("OFF"), withParameters()], /backtrackWindow/],
  },
  unknown: { "an unknown log": [binlog(unknown), withParameters()] },
});

const supported = {
  engineVersion: "8.0.mysql_aurora.3.10.0",
  engineLifecycleSupport: "open-source-rds-extended-support-disabled",
};
describeRule(auroraEngineSupported, {
  compliant: {
    "a supported version": [cluster(supported)],
    "another engine": [
      draft("rds.Cluster", "pg", { ...supported, engine: "aurora-postgresql", engineVersion: "1" }),
    ],
  },
  violations: {
    "an old version": [
      [cluster({ ...supported, engineVersion: "5.7.mysql_aurora.2.11.2" })],
      /engineVersion is "5\.7\.mysql_aurora\.2\.11\.2"/,
    ],
    "no version": [
      [cluster({ ...supported, engineVersion: undefined })],
      /engineVersion is nothing/,
    ],
  },
  unknown: { "an unknown version": [cluster({ engineVersion: unknown })] },
  remarks: {
    "paid support": [[cluster({ ...supported, engineLifecycleSupport: undefined })], /paid/],
  },
});

describeRule(dmsMultiAz, {
  compliant: {
    "a standby": [draft("dms.ReplicationInstance", "dms", { multiAz: true })],
    "a serverless standby": [
      draft("dms.ReplicationConfig", "s", { computeConfig: { multiAz: true } }),
    ],
  },
  violations: {
    none: [[draft("dms.ReplicationInstance", "dms")], /multiAz/],
    "none where serverless": [
      [draft("dms.ReplicationConfig", "s", { computeConfig: {}, multiAz: true })],
      /multiAz/,
    ],
  },
  unknown: { "an unknown switch": [draft("dms.ReplicationInstance", "dms", { multiAz: unknown })] },
});

const replication = (props = {}) => draft("dms.ReplicationInstance", "dms", props);
describeRule(dmsMinorUpgrade, {
  compliant: { upgrades: [replication({ autoMinorVersionUpgrade: true })] },
  violations: { "nothing said": [[replication()], /is not true/] },
  unknown: { "an unknown switch": [replication({ autoMinorVersionUpgrade: unknown })] },
});

const balancer = (props = {}) => draft("lb.LoadBalancer", "web", props);
describeRule(albDeletionProtection, {
  compliant: { protection: [balancer({ enableDeletionProtection: true })] },
  violations: { none: [[balancer()], /is not true/] },
  unknown: { "an unknown switch": [balancer({ enableDeletionProtection: unknown })] },
});
describeRule(albDropHeaders, {
  compliant: {
    "dropped headers": [balancer({ dropInvalidHeaderFields: true })],
    "a network load balancer": [balancer({ loadBalancerType: "network" })],
  },
  violations: { "kept headers": [[balancer()], /is not true/] },
  unknown: { "an unknown switch": [balancer({ dropInvalidHeaderFields: unknown })] },
});
describeRule(albDesync, {
  compliant: {
    "the default": [balancer()],
    strictest: [balancer({ desyncMitigationMode: "strictest" })],
  },
  violations: {
    "monitoring only": [[balancer({ desyncMitigationMode: "monitor" })], /is "monitor"/],
  },
  unknown: { "an unknown mode": [balancer({ desyncMitigationMode: unknown })] },
});
describeRule(albMultiAz, {
  compliant: {
    "two subnets": [balancer({ subnets: [unknown, unknown] })],
    "two mappings": [balancer({ subnetMappings: [{}, {}] })],
  },
  violations: {
    "one subnet": [[balancer({ subnets: [unknown] })], /fewer than two/],
    none: [[balancer()], /fewer/],
  },
  unknown: { "unknown subnets": [balancer({ subnets: unknown })] },
});

const subnet = (name: string, availabilityZone: unknown) =>
  draft("ec2.Subnet", name, { availabilityZone });
const databases = (...names: string[]) =>
  draft("rds.SubnetGroup", "db", { subnetIds: names.map((name) => ref(name)) });
describeRule(multiAzNetwork, {
  options: { natPerZone: true },
  compliant: {
    "two zones": [subnet("one", "a"), subnet("two", "b"), databases("one", "two")],
    "a gateway endpoint": [draft("ec2.VpcEndpoint", "s3", { vpcEndpointType: "Gateway" })],
    "a NAT gateway for each zone": [
      subnet("one", "a"),
      subnet("two", "b"),
      draft("ec2.NatGateway", "nat-a"),
      draft("ec2.NatGateway", "nat-b"),
    ],
  },
  violations: {
    "one subnet": [[subnet("one", "a"), databases("one")], /one subnet only/],
    "one zone": [[subnet("one", "a"), subnet("two", "a"), databases("one", "two")], /in one zone/],
    "an endpoint in one subnet": [
      [draft("ec2.VpcEndpoint", "kms", { vpcEndpointType: "Interface", subnetIds: [unknown] })],
      /one subnet only/,
    ],
    "one NAT gateway for two zones": [
      [subnet("one", "a"), subnet("two", "b"), draft("ec2.NatGateway", "nat")],
      /1 NAT gateway\(s\) serve 2 zones/,
    ],
  },
  unknown: {
    "unknown subnets": [draft("rds.SubnetGroup", "db", { subnetIds: unknown })],
    "unknown zones": [subnet("one", unknown), subnet("two", "a"), databases("one", "two")],
  },
});

const tunnels = (props: object) =>
  Object.fromEntries(
    [1, 2].flatMap((n) => Object.entries(props).map(([k, v]) => [`tunnel${n}${k}`, v as unknown])),
  );
const strong = tunnels({ DpdTimeoutAction: "restart", StartupAction: "start" });
const vpn = (props = {}) => draft("ec2.VpnConnection", "vpn", { ...strong, ...props });
describeRule(vpnTwoTunnels, {
  compliant: {
    BGP: [vpn()],
    "static routes": [
      vpn({ staticRoutesOnly: true }),
      draft("ec2.VpnConnectionRoute", "route", { vpnConnectionId: ref("vpn") }),
    ],
  },
  violations: {
    "tunnels that stay down": [
      [vpn({ tunnel2DpdTimeoutAction: "clear" })],
      /tunnel 2 is not restarted/,
    ],
    "no routes": [[vpn({ staticRoutesOnly: true })], /no route leads/],
  },
  unknown: { "an unknown action": [vpn({ tunnel1DpdTimeoutAction: unknown })] },
  remarks: {
    "a tunnel that waits": [[vpn({ tunnel1StartupAction: "add" })], /waits for the peer/],
  },
});

const vpc = draft("ec2.Vpc", "vpc");
const endpoint = (service: unknown, props = {}) =>
  draft("ec2.VpcEndpoint", `endpoint ${String(service)}`, {
    serviceName: service === unknown ? unknown : `com.amazonaws.us-east-1.${String(service)}`,
    vpcEndpointType: "Interface",
    privateDnsEnabled: true,
    ...props,
  });
describeRule(requiredEndpoints, {
  options: { services: ["kms", "s3"] },
  compliant: {
    "every endpoint": [
      vpc,
      replication(),
      endpoint("kms"),
      endpoint("s3", { vpcEndpointType: "Gateway" }),
    ],
    "a VPC without replication": [vpc],
  },
  violations: {
    "a missing endpoint": [[vpc, replication(), endpoint("kms")], /no endpoint for s3/],
    "an endpoint for another service": [
      [vpc, replication(), endpoint("s3"), endpoint("not-kms")],
      /for kms/,
    ],
    "public names": [[endpoint("kms", { privateDnsEnabled: false })], /privateDnsEnabled/],
  },
  unknown: { "an unknown service": [vpc, replication(), endpoint(unknown)] },
});

const bucket = draft("s3.Bucket", "data", { bucket: "data-dev" });
const versioning = (status: unknown) =>
  draft("s3.BucketVersioning", "v", { bucket: ref("data"), versioningConfiguration: { status } });
describeRule(s3Versioning, {
  compliant: {
    versions: [bucket, versioning("Enabled")],
    "a log bucket": [bucket, draft("ec2.FlowLog", "flows", { logDestination: ref("data") })],
  },
  violations: {
    none: [[bucket], /keeps no versions/],
    "no more": [[bucket, versioning("Suspended")], /no versions/],
  },
  unknown: { "an unknown status": [bucket, versioning(unknown)] },
});
const lifecycle = (status: string) =>
  draft("s3.BucketLifecycleConfigurationV2", "l", { bucket: ref("data"), rules: [{ status }] });
describeRule(s3Lifecycle, {
  compliant: {
    rules: [bucket, lifecycle("Enabled")],
  },
  violations: {
    none: [[bucket], /no lifecycle/],
    "disabled rules": [[bucket, lifecycle("Disabled")], /no lifecycle/],
  },
});

const selection = (props: object) => draft("backup.Selection", "databases", props);
const byTag = (value: unknown) =>
  selection({ selectionTags: [{ type: "STRINGEQUALS", key: "Backup", value }] });
const tagged = cluster({ tagsAll: { Backup: "daily" } });
describeRule(backupPlanCoversDb, {
  compliant: {
    "a selection of the cluster": [cluster(), selection({ resources: [ref("aurora")] })],
    "a selection by tag": [tagged, byTag("daily")],
  },
  violations: {
    none: [[cluster()], /no backup selection/],
    "another tag": [[tagged, byTag("weekly")], /no backup selection/],
  },
  unknown: { "an unknown tag": [tagged, byTag(unknown)] },
});

describeRule(statefulProtected, {
  compliant: { "a protected key": [{ ...draft("kms.Key", "key"), options: { protect: true } }] },
  violations: { "an unprotected key": [[draft("kms.Key", "key")], /not protected/] },
});
