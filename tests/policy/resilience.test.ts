import { albDeletionProtection } from "../../policy-pack/policies/resilience/alb-deletion-protection";
import { albDesync } from "../../policy-pack/policies/resilience/alb-desync";
import { albDropHeaders } from "../../policy-pack/policies/resilience/alb-drop-headers";
import { albMultiAz } from "../../policy-pack/policies/resilience/alb-multi-az";
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

const task = (migrationType: string) =>
  draft("dms.ReplicationTask", migrationType, {
    migrationType,
    replicationInstanceArn: ref("dms"),
  });

describeRule(dmsMultiAz, {
  compliant: {
    "a standby": [draft("dms.ReplicationInstance", "dms", { multiAz: true })],
    "a serverless standby": [
      draft("dms.ReplicationConfig", "s", { computeConfig: { multiAz: true } }),
    ],
  },
  violations: {
    "none where a task replicates changes": [
      [draft("dms.ReplicationInstance", "dms"), task("full-load"), task("full-load-and-cdc")],
      /multiAz/,
    ],
    none: [[draft("dms.ReplicationInstance", "dms")], /multiAz/],
    "none where serverless": [
      [draft("dms.ReplicationConfig", "s", { computeConfig: {}, multiAz: true })],
      /multiAz/,
    ],
  },
  unknown: { "an unknown switch": [draft("dms.ReplicationInstance", "dms", { multiAz: unknown })] },
  remarks: {
    "none where tasks only load": [
      [draft("dms.ReplicationInstance", "dms"), task("full-load")],
      /started again/,
    ],
    "none for a serverless load": [
      [draft("dms.ReplicationConfig", "s", { computeConfig: {}, replicationType: "full-load" })],
      /started again/,
    ],
  },
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
    "subnets of another stack": [
      draft("rds.SubnetGroup", "db", { subnetIds: ["subnet-1", "subnet-2"] }),
    ],
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
    "a connection of a transit gateway, which has the routes": [
      vpn({ staticRoutesOnly: true, transitGatewayId: unknown }),
    ],
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
    "a tunnel that waits, and does nothing about a dead peer": [
      [vpn({ tunnel1StartupAction: "add", tunnel1DpdTimeoutAction: "none" })],
      /tunnel 1 is not restarted/,
    ],
    "no routes": [[vpn({ staticRoutesOnly: true })], /no route leads/],
  },
  unknown: { "an unknown action": [vpn({ tunnel1DpdTimeoutAction: unknown })] },
  remarks: {
    "a tunnel that waits": [[vpn({ tunnel1StartupAction: "add" })], /waits for the peer/],
    "a tunnel that waits, and is cleared": [
      [vpn({ tunnel1StartupAction: "add", tunnel1DpdTimeoutAction: "clear" })],
      /waits for the peer/,
    ],
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
    "a missing endpoint in a VPC that is given": [
      [replication(), endpoint("kms")],
      /no endpoint for s3/,
    ],
    "public names": [[endpoint("kms", { privateDnsEnabled: false })], /privateDnsEnabled/],
  },
  unknown: {
    "an unknown service": [vpc, replication(), endpoint(unknown)],
    "a network of another stack": [replication()],
  },
});

const bucket = draft("s3.Bucket", "data", { bucket: "data-dev" });
const versioning = (status: unknown) =>
  draft("s3.BucketVersioning", "v", { bucket: ref("data"), versioningConfiguration: { status } });

describeRule(s3Versioning, {
  compliant: {
    "versions, stated on the bucket": [
      draft("s3.Bucket", "data", { versioning: { enabled: true } }),
    ],
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

/** A secret that an endpoint reads. */
const read = (endpoint: object, props = {}) => [
  draft("secretsmanager.Secret", "secret", props),
  draft("dms.Endpoint", "endpoint", { secretsManagerArn: ref("secret"), ...endpoint }),
];
const fromAurora = { endpointType: "source", engineName: "aurora" };
const toPremises = { endpointType: "target", engineName: "mysql" };

describeRule(statefulProtected, {
  compliant: {
    "a protected key": [{ ...draft("kms.Key", "key"), options: { protect: true } }],
    "the secret of a way back that reads Aurora": read(fromAurora),
    "the secret of a way back that writes to the source": read(toPremises),
  },
  violations: {
    "an unprotected key": [[draft("kms.Key", "key")], /not protected/],
    "a secret of its own": [[draft("secretsmanager.Secret", "secret")], /not protected/],
    "the secret of a source": [
      read({ endpointType: "source", engineName: "mysql" }),
      /not protected/,
    ],
    "the secret of the target": [
      read({ endpointType: "target", engineName: "aurora" }),
      /not protected/,
    ],
    "one that the way there reads, too": [
      [
        ...read(fromAurora),
        draft("dms.Endpoint", "there", {
          secretsManagerArn: ref("secret"),
          endpointType: "target",
          engineName: "aurora",
        }),
      ],
      /not protected/,
    ],
    "the secret of a way back that is gone at once": [
      read(fromAurora, { recoveryWindowInDays: 0 }),
      /not protected/,
    ],
  },
});
