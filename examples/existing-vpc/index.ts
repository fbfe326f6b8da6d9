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
  existingVpc: {
    id: "vpc-0a1b2c3d4e5f60718",
    zones: {
      "us-east-1a": {
        public: { subnetId: "subnet-0a1b2c3d4e5f60711", routeTableId: "rtb-0a1b2c3d4e5f60711" },
        private: { subnetId: "subnet-0a1b2c3d4e5f60712", routeTableId: "rtb-0a1b2c3d4e5f60712" },
        database: { subnetId: "subnet-0a1b2c3d4e5f60713", routeTableId: "rtb-0a1b2c3d4e5f60713" },
      },
      "us-east-1b": {
        public: { subnetId: "subnet-0a1b2c3d4e5f60714", routeTableId: "rtb-0a1b2c3d4e5f60711" },
        private: { subnetId: "subnet-0a1b2c3d4e5f60715", routeTableId: "rtb-0a1b2c3d4e5f60712" },
        database: { subnetId: "subnet-0a1b2c3d4e5f60716", routeTableId: "rtb-0a1b2c3d4e5f60713" },
      },
    },
    // Leave this out, and the component makes the private endpoints.
    endpoints: { securityGroupId: "sg-0a1b2c3d4e5f60711", s3PrefixListId: "pl-0a1b2c3d" },
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

const replication = dmsSettings.parse({
  replicationInstance: { class: "dms.c6i.large", maintenanceWindow: "sun:06:00-sun:07:00" },
  sources: {
    // The VPC has a way to the data centre, so the source's ranges are given here.
    erp: {
      host: "mysql.corp.example",
      cidrs: ["192.168.10.0/24"],
      caCertificateFile: "source-ca.pem",
    },
  },
  migrations: { orders: { source: "erp", tables: [{ schema: "orders" }] } },
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
