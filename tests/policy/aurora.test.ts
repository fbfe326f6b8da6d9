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
    "three days": [[cluster({ backupRetentionPeriod: 3 })], /for 3 day\(s\); 7 are required/],
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
  compliant: {
    "the default": [cluster(), member("one", { autoMinorVersionUpgrade: true })],
    "an instance that stays on a long-term support release": [
      cluster(),
      member("one", { autoMinorVersionUpgrade: false, engineVersion: "8.0.mysql_aurora.3.10.2" }),
    ],
  },
  violations: {
    "an instance that stays": [
      [cluster(), member("one", { autoMinorVersionUpgrade: false })],
      /is false/,
    ],
    "an instance that stays on another release": [
      [
        cluster(),
        member("one", { autoMinorVersionUpgrade: false, engineVersion: "8.0.mysql_aurora.3.11.0" }),
      ],
      /is false/,
    ],
  },
  unknown: {
    "an unknown switch": [cluster({ autoMinorVersionUpgrade: unknown })],
    "an unknown version": [
      cluster(),
      member("one", { autoMinorVersionUpgrade: false, engineVersion: unknown }),
    ],
  },
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
  violations: {
    "admin, in any case": [[cluster({ masterUsername: "Admin" })], /common administrator name/],
  },
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
