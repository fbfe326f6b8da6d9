import { auroraBinlogForFallback } from "../../policy-pack/policies/dms/aurora-binlog-for-fallback";
import { auroraInstanceClassAllowlist } from "../../policy-pack/policies/dms/aurora-instance-class-allowlist";
import { dmsInstanceClassAllowlist } from "../../policy-pack/policies/dms/dms-instance-class-allowlist";
import { describeRule } from "./support/describe-rule";
import { draft, ref, unknown } from "./support/plan";

const replication = (props = {}) => draft("dms.ReplicationInstance", "dms", props);
const serverless = (props: object) => draft("dms.ReplicationConfig", "orders", props);

describeRule(dmsInstanceClassAllowlist, {
  compliant: {
    "an accepted class": [
      replication({ replicationInstanceClass: "dms.r6i.2xlarge", allocatedStorage: 100 }),
    ],
    "a small serverless replication": [serverless({ computeConfig: { maxCapacityUnits: 16 } })],
  },
  violations: {
    "another class": [
      [replication({ replicationInstanceClass: "dms.t2.micro" })],
      /is "dms\.t2\.micro"/,
    ],
    "little storage": [
      [replication({ replicationInstanceClass: "dms.r5.large", allocatedStorage: 20 })],
      /20 GiB; 50 are required/,
    ],
    "a large serverless replication": [
      [serverless({ computeConfig: { maxCapacityUnits: 384 } })],
      /384; 64 are accepted/,
    ],
  },
  unknown: { "an unknown class": [replication({ replicationInstanceClass: unknown })] },
});

const instance = (instanceClass: unknown) => draft("rds.ClusterInstance", "one", { instanceClass });
const cluster = (props = {}) => draft("rds.Cluster", "aurora", props);

describeRule(auroraInstanceClassAllowlist, {
  compliant: {
    "an accepted class": [instance("db.r6g.large")],
    "accepted capacity": [cluster({ serverlessv2ScalingConfiguration: { maxCapacity: 16 } })],
  },
  violations: {
    "another class": [[instance("db.t2.small")], /is "db\.t2\.small"/],
    "a class that only begins like one": [[instance("db.serverless.large")], /is "db\.serverless/],
    "too much capacity": [
      [cluster({ serverlessv2ScalingConfiguration: { maxCapacity: 256 } })],
      /256 ACUs; 128 are accepted/,
    ],
  },
  unknown: { "an unknown class": [instance(unknown)] },
});

const source = draft("dms.Endpoint", "back", { endpointType: "source", engineName: "aurora" });
const binlog = (value: unknown) =>
  draft("rds.ClusterParameterGroup", "parameters", {
    parameters: [{ name: "binlog_format", value }],
  });
const logging = (props = {}) =>
  cluster({ dbClusterParameterGroupName: ref("parameters"), ...props });

describeRule(auroraBinlogForFallback, {
  compliant: {
    "a row log": [source, binlog("ROW"), logging()],
    "a cluster that nothing is read from": [cluster()],
    "a cluster that is only written to": [
      draft("dms.Endpoint", "target", { endpointType: "target", engineName: "aurora" }),
      draft("dms.Endpoint", "source", { endpointType: "source", engineName: "mysql" }),
      cluster(),
    ],
  },
  violations: {
    "no log": [[source, cluster()], /binlog_format is not ROW/],
    "a statement log": [[source, binlog("STATEMENT"), logging()], /not ROW/],
    backtrack: [
      [source, binlog("ROW"), logging({ backtrackWindow: 3600 })],
      /backtrackWindow excludes/,
    ],
  },
  unknown: { "an unknown format": [source, binlog(unknown), logging()] },
});
