import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { Provider } from "@pulumi/aws/provider";
import {
  Database,
  Dms,
  Edge,
  Encryption,
  Networking,
  Observability,
  Operations,
} from "./components/index";
import { loadConfig } from "./config";
import { phasesOf } from "./lib/phases";
import { protectionFor } from "./lib/protection";
import { defaultTags } from "./lib/tags";
import { zonesOf } from "./lib/zones";
import { outputsOf } from "./outputs";

const config = loadConfig();
const { environment, region } = config;

const provider = new Provider("aws", {
  region,
  defaultTags: { tags: defaultTags(config) },
  ...(config.accountId ? { allowedAccountIds: [config.accountId] } : {}),
});
const options = { providers: [provider] };
const common = {
  environment,
  region,
  accountId: config.accountId ?? getCallerIdentityOutput({}, { provider }).accountId,
  permissionsBoundaryArn: config.permissionsBoundaryArn,
  protection: protectionFor(config.protect),
};
const zones = zonesOf(region, config.network);

const encryption = new Encryption("encryption", { ...common, ...config.encryption }, options);
const { dataKeyArn, logsKeyArn } = encryption;

const network = new Networking(
  "network",
  {
    ...common,
    ...config.network,
    zones,
    servesSessions: config.operations.access.host !== undefined,
    publicReachesOnPremises: config.edge.onPremises !== undefined && !config.edge.internal,
    logsKeyArn,
  },
  options,
);

const database = new Database(
  "database",
  {
    ...common,
    ...config.database,
    vpcId: network.vpcId,
    subnetIds: network.databaseSubnetIds,
    zones,
    dataKeyArn,
    logsKeyArn,
  },
  options,
);

const edge = new Edge(
  "edge",
  { ...common, ...config.edge, phase: config.phase, network, database, logsKeyArn },
  options,
);

const { target: targetUser, ...replication } = config.dms;
const dms = new Dms(
  "dms",
  {
    ...common,
    ...replication,
    network,
    onPremisesCidrs: config.network.onPremises?.cidrs ?? [],
    target: {
      host: database.endpoint,
      port: database.port,
      securityGroupId: database.securityGroupId,
      adminSecretArn: database.adminSecretArn,
      timeZone: config.database.parameters.time_zone ?? "UTC",
    },
    phase: config.phase,
    targetUser,
    rotation: config.secrets.rotation,
    accessLogsBucketName: edge.accessLogsBucketName,
    dataKeyArn,
    logsKeyArn,
  },
  options,
);

const observability = new Observability(
  "observability",
  {
    ...common,
    ...config.observability,
    dms,
    database,
    edge,
    network,
    logsKeyArn,
  },
  options,
);

const operations = new Operations(
  "operations",
  {
    ...common,
    access: config.operations.access,
    network,
    database,
    sourcePeers: dms.sourcePeers,
    accessLogsBucketName: edge.accessLogsBucketName,
    dataKeyArn,
  },
  options,
);

export = outputsOf({
  environment,
  region,
  zones,
  phases: phasesOf(config.phase, config.dms.migrations),
  binlogRetentionHours: config.dms.wayBack.binlogRetentionHours,
  encryption,
  network,
  database,
  dms,
  edge,
  observability,
  operations,
});
