import { readFileSync } from "node:fs";
import {
  Database,
  databaseSettings,
  defaultTags,
  Dms,
  dmsSettings,
  Edge,
  edgeSettings,
  Encryption,
  encryptionSettings,
  Networking,
  networkSettings,
  Observability,
  observabilitySettings,
  Operations,
  operationsSettings,
  protectionFor,
  secretsSettings,
  zonesOf,
} from "@migration-landing-zone/components";
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";

const config = new pulumi.Config();
const region = new pulumi.Config("aws").require("region");
const environment = pulumi.getStack();
const tags = {
  owner: config.require("owner"),
  costCenter: config.require("costCenter"),
  dataClassification: "confidential" as const,
};

const provider = new Provider("aws", {
  region,
  defaultTags: { tags: defaultTags({ project: pulumi.getProject(), environment, tags }) },
});
const options = { providers: [provider] };
const common = {
  environment,
  region,
  accountId: getCallerIdentityOutput({}, { provider }).accountId,
  protection: protectionFor(config.getBoolean("protect") ?? true),
};

const encryption = new Encryption(
  "encryption",
  { ...common, ...encryptionSettings.parse({}) },
  options,
);
const { dataKeyArn, logsKeyArn } = encryption;

const onPremisesCidrs = [config.require("onPremisesCidr")];
const networking = networkSettings.parse({
  cidr: config.require("vpcCidr"),
  onPremises: {
    cidrs: onPremisesCidrs,
    gateways: [{ ipAddress: config.require("gatewayAddress") }],
  },
});
const zones = zonesOf(region, networking);
const network = new Networking(
  "network",
  { ...common, ...networking, zones, publicReachesOnPremises: false, logsKeyArn },
  options,
);

const database = new Database(
  "database",
  {
    ...common,
    ...databaseSettings.parse({
      instances: { class: "db.r6g.large" },
      backup: { window: "03:00-04:00" },
      maintenanceWindow: "sun:04:30-sun:05:30",
    }),
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
  {
    ...common,
    ...edgeSettings.parse({ certificateArn: config.require("certificateArn") }),
    allowedCidrs: [config.require("allowedCidr")],
    network,
    database,
    logsKeyArn,
  },
  options,
);

const replication = dmsSettings.parse({
  serviceRoles: config.get("serviceRoles") ?? "create",
  replicationInstance: { class: "dms.c6i.large", maintenanceWindow: "sun:06:00-sun:07:00" },
  sources: {
    source: { host: config.require("sourceHost"), caCertificateFile: "source-ca.pem" },
  },
  migrations: {
    [config.require("schema")]: {
      source: "source",
      tables: [{ schema: config.require("schema") }],
    },
  },
});
const dms = new Dms(
  "dms",
  {
    ...common,
    ...replication,
    sources: {
      source: {
        ...replication.sources["source"]!,
        caCertificate: readFileSync("source-ca.pem", "utf8"),
      },
    },
    network,
    onPremisesCidrs,
    target: {
      host: database.endpoint,
      port: database.port,
      securityGroupId: database.securityGroupId,
      adminSecretArn: database.adminSecretArn,
      timeZone: "UTC",
    },
    targetUser: replication.target,
    rotation: secretsSettings.parse({}).rotation,
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
    ...observabilitySettings.parse({ alertEmails: [config.require("alertEmail")] }),
    dms,
    database,
    edge,
    network,
    logsKeyArn,
  },
  options,
);

new Operations(
  "operations",
  {
    ...common,
    access: operationsSettings.parse({}).access,
    network,
    database,
    sourcePeers: dms.sourcePeers,
    accessLogsBucketName: edge.accessLogsBucketName,
    dataKeyArn,
  },
  options,
);

export const { vpcId } = network;
export const { endpoint, adminSecretArn } = database;
export const { taskArns, sourceSecretArns, targetSecretArn } = dms;
export const { loadBalancerDnsName } = edge;
export const { alarmTopicArn, dashboardName } = observability;
