import { readFileSync } from "node:fs";
import {
  Database,
  databaseSettings,
  defaultTags,
  Dms,
  dmsSettings,
  Encryption,
  encryptionSettings,
  Networking,
  networkSettings,
  Observability,
  observabilitySettings,
  protectionFor,
  secretsSettings,
  zonesOf,
} from "@migration-landing-zone/components";
import { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";

const environment = pulumi.getStack();
const region = "us-east-1";
const tags = {
  owner: "platform-team",
  costCenter: "4711",
  dataClassification: "confidential",
} as const;
const provider = new Provider("aws", {
  region,
  defaultTags: { tags: defaultTags({ project: pulumi.getProject(), environment, tags }) },
});
const options = { providers: [provider] };
const common = {
  environment,
  region,
  accountId: "111122223333",
  protection: protectionFor(true),
};

const { dataKeyArn, logsKeyArn } = new Encryption(
  "encryption",
  { ...common, ...encryptionSettings.parse({}) },
  options,
);

const networking = networkSettings.parse({
  cidr: "10.20.0.0/16",
  onPremises: { cidrs: ["192.168.10.0/24"], gateways: [{ ipAddress: "203.0.113.10" }] },
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
      serverless: { minCapacity: 0.5, maxCapacity: 16 },
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

const replication = dmsSettings.parse({
  replicationInstance: { class: "dms.t3.medium", maintenanceWindow: "sun:06:00-sun:07:00" },
  sources: { erp: { host: "mysql.corp.example", caCertificateFile: "source-ca.pem" } },
  migrations: {
    orders: {
      source: "erp",
      tables: [{ schema: "orders" }],
      serverless: { maxCapacityUnits: 16, maintenanceWindow: "sun:08:00-sun:09:00" },
    },
  },
});
const caCertificate = readFileSync("source-ca.pem", "utf8");
const dms = new Dms(
  "dms",
  {
    ...common,
    ...replication,
    sources: {
      erp: { ...replication.sources["erp"]!, caCertificate },
    },
    network,
    onPremisesCidrs: networking.onPremises?.cidrs ?? [],
    target: {
      host: database.endpoint,
      port: database.port,
      securityGroupId: database.securityGroupId,
      adminSecretArn: database.adminSecretArn,
      timeZone: "UTC",
    },
    targetUser: replication.target,
    rotation: secretsSettings.parse({}).rotation,
    // A bucket of yours that S3 writes access logs to.
    accessLogsBucketName: "corp-access-logs",
    dataKeyArn,
    logsKeyArn,
  },
  options,
);

const observability = new Observability(
  "observability",
  {
    ...common,
    ...observabilitySettings.parse({ alertEmails: ["dba@corp.example"] }),
    network,
    database,
    dms,
    logsKeyArn,
  },
  options,
);

export const { endpoint, adminSecretArn } = database;
export const { taskArns, sourceSecretArns, targetSecretArn } = dms;
export const { alarmTopicArn } = observability;
