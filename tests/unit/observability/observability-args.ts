import type { WatchedTask } from "../../../components/dms";
import { Observability, type ObservabilityArgs } from "../../../components/observability";
import { commonArgs, logsKeyArn } from "../../support/component-args";
import { type MockOptions, record } from "../../support/mocks";

/** A task that is watched as without phases. */
function usual(binlogRetentionHours: number): WatchedTask {
  return { watch: "usual", leg: "forward", binlogRetentionHours };
}

export const args: ObservabilityArgs = {
  ...commonArgs,
  logsKeyArn,
  alertEmails: ["dba@corp.example"],
  dms: {
    replicationInstances: {
      default: {
        instanceId: "migration-dms-test",
        settings: { class: "dms.t3.medium", allocatedStorageGiB: 100 },
        logGroupName: "dms-tasks-migration-dms-test",
      },
    },
    replicationConfigArns: { forward: { archive: "arn:config:archive" }, back: {}, again: {} },
    serverlessLogGroupNames: { archive: "dms-serverless-replication-archive-test" },
    taskIdentifiers: { orders: "orders-test" },
    taskInstances: { orders: "default" },
    watchedTasks: { orders: usual(96) },
    wayBack: undefined,
    taskIds: { forward: { orders: "migration-orders-test" }, back: {}, again: {} },
    sourceSecretArns: { shop: "arn:secret:source" },
    targetSecretArn: "arn:secret:target",
    rotationFunctionNames: {
      "source-shop": "migration-source-shop-rotation-test",
      target: "migration-target-rotation-test",
    },
  },
  database: {
    clusterIdentifier: "migration-aurora-test",
    instanceIdentifiers: ["migration-aurora-1-test", "migration-aurora-2-test"],
    instances: { class: "db.r6g.large" },
    parameterGroupNames: { instance: "migration-aurora-test" },
    adminSecretArn: "arn:secret:admin",
  },
  edge: {
    loadBalancerArnSuffix: "app/migration-edge-test/1",
    targetGroupArnSuffix: "targetgroup/migration-8443-test/2",
    certificateArn: "arn:certificate",
    additionalCertificateArns: [],
    webAclName: "migration-edge-test",
  },
  network: {
    vpnConnectionIds: ["vpn-1"],
    vpnTunnelAddresses: ["203.0.113.1", "203.0.113.2"],
    vpnLogGroupNames: ["/aws/vendedlogs/migration-vpn-tunnels-test"],
    natGatewayIds: ["nat-1"],
  },
};

/** Network arguments without a VPN and NAT gateways. */
export const noNetwork: ObservabilityArgs["network"] = {
  vpnConnectionIds: [],
  vpnTunnelAddresses: [],
  vpnLogGroupNames: [],
  natGatewayIds: [],
};

/** The inputs of an alarm that notifies the topic when it goes off and when it is over. */
export const toTheTopic = {
  actionsEnabled: true,
  alarmActions: ["arn:topic"],
  okActions: ["arn:topic"],
};

/** Metrics of an Aurora instance that are watched for every instance and reader. */
export const auroraMetrics = [
  "CPUUtilization",
  "FreeableMemory",
  "DatabaseConnections",
  "AuroraReplicaLag",
  "FreeLocalStorage",
];

/** The arguments with two migrations. */
export const twoMigrations: Partial<ObservabilityArgs> = {
  dms: {
    ...args.dms,
    taskIdentifiers: { billing: "billing-test", orders: "orders-test" },
    taskInstances: { billing: "default", orders: "default" },
    watchedTasks: { billing: usual(72), orders: usual(96) },
    taskIds: {
      forward: { billing: "migration-billing-test", orders: "migration-orders-test" },
      back: {},
      again: {},
    },
  },
};

/** The replication instances, with the shared one of a class and a size. */
export function sized(instanceClass: string, allocatedStorageGiB: number) {
  const settings = { class: instanceClass, allocatedStorageGiB };
  return { default: { ...args.dms.replicationInstances["default"]!, settings } };
}

/** The arguments without any migration. */
export const noMigration: Partial<ObservabilityArgs> = {
  dms: {
    ...args.dms,
    taskIdentifiers: {},
    watchedTasks: {},
    taskIds: { forward: {}, back: {}, again: {} },
    replicationConfigArns: { forward: {}, back: {}, again: {} },
    serverlessLogGroupNames: {},
  },
};

/** Runs an observability component under mocks and returns its registrations. */
export function deploy(changes: Partial<ObservabilityArgs> = {}, options: MockOptions = {}) {
  return record(() => new Observability("watch", { ...args, ...changes }), {
    outputs: { "aws:sns/topic:Topic": () => ({ arn: "arn:topic" }) },
    ...options,
  });
}

let standard: ReturnType<typeof deploy> | undefined;

/** Registrations for unchanged arguments. Recorded once for all tests, which only read them. */
export function deployStandard() {
  standard ??= deploy();
  return standard;
}
