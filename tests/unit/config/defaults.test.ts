import { expect } from "chai";
import { usual } from "../../support/task-options";
import { configured, hybrid, parse, readProjectFile, shortest, spacious } from "./example";
import { edgeSettings } from "../../support/edge-settings";

describe("defaults of the configuration", () => {
  it("complete the shortest configuration", () => {
    const { edge, dms, database, ...rest } = parse(shortest());
    expect(rest).to.deep.equal({
      project: "migration-landing-zone",
      region: "us-east-1",
      environment: "dev",
      protect: true,
      tags: { owner: "platform-team", costCenter: "4711", dataClassification: "internal" },
      network: {
        cidr: "10.20.0.0/16",
        availabilityZones: 2,
        natGateways: "single",
        flowLogRetentionDays: 7,
      },
      encryption: {},
      secrets: { rotation: { strategy: "singleUser", days: 30 } },
      observability: { alertEmails: [] },
      operations: { heartbeat: false, access: {} },
    });
    expect(database).to.deep.equal({
      engineVersion: "8.0.mysql_aurora.3.10.0",
      port: 3306,
      adminUsername: "aurora_admin",
      autoMinorVersionUpgrade: true,
      parameterPreset: "migration",
      parameters: {},
      instances: { class: "db.r6g.large", count: 2 },
      backup: { window: "03:00-04:00", retentionDays: 7 },
      maintenanceWindow: "sun:04:30-sun:05:30",
      caCertificateIdentifier: "rds-ca-rsa2048-g1",
      insightsMode: "standard",
      logRetentionDays: 30,
      performanceInsightsRetentionDays: 7,
      monitoringIntervalSeconds: 60,
    });
    expect(dms).to.deep.equal({
      serviceRoles: "create",
      engineVersion: "3.6.1",
      replicationInstance: {
        class: "dms.c6i.large",
        allocatedStorageGiB: 100,
        multiAz: true,
        maintenanceWindow: "sun:06:00-sun:07:00",
      },
      replicationInstances: {},
      logRetentionDays: 30,
      assessments: { enabled: true, retentionDays: 365 },
      sources: {
        erp: {
          host: "mysql.corp.example",
          port: 3306,
          engine: "mysql",
          username: "dms_source",
          cidrs: ["198.51.100.20/32"],
          sslMode: "verify-full",
          caCertificateFile: "certificates/corp-example-root-ca.pem",
          caCertificate: readProjectFile("certificates/corp-example-root-ca.pem"),
          binlogRetentionHours: 72,
          serverTimezone: "UTC",
          eventsPollIntervalSeconds: 5,
          executeTimeoutSeconds: 60,
          cleanMetadataOnMismatch: false,
        },
      },
      target: {
        username: "dms_target",
        sslMode: "verify-full",
        parallelLoadThreads: 1,
        maxFileSizeKB: 32_768,
      },
      wayBack: { username: "dms_reverse", binlogRetentionHours: 168 },
      migrations: {},
    });
    expect(edge).to.deep.equal({
      domainName: "orders.corp.example",
      ...edgeSettings,
      hostedZoneId: "Z0123456789EXAMPLE",
      allowedCidrs: ["0.0.0.0/0"],
      waf: {
        allowedCidrs: [],
        blockedCidrs: [],
        allowedCountries: [],
        blockedCountries: [],
        rateLimitPerFiveMinutes: 2000,
        managedRuleGroups: [
          "AWSManagedRulesAmazonIpReputationList",
          "AWSManagedRulesCommonRuleSet",
          "AWSManagedRulesKnownBadInputsRuleSet",
          "AWSManagedRulesSQLiRuleSet",
        ],
        countOnly: [],
        redactedHeaders: [],
        redactQueryString: false,
        loggedRequests: "all",
        logRetentionDays: 30,
      },
    });
  });

  it("complete the gateway, the application of the data centre, the migrations and serverless capacity", () => {
    const tree = configured(hybrid(), {
      "database.instances": undefined,
      "database.serverless": { minCapacity: 0.5, maxCapacity: 16 },
    });
    const { network, dms, database, edge } = parse(tree);
    expect(edge.onPremises).to.deep.equal({
      addresses: ["192.168.10.40"],
      port: 8443,
      trafficPercent: 90,
      stickinessSeconds: 0,
    });
    const proposals = {
      encryptionAlgorithms: ["AES256", "AES256-GCM-16"],
      integrityAlgorithms: ["SHA2-256", "SHA2-384", "SHA2-512"],
      dhGroups: [14, 19, 20, 21],
    };
    const tunnel = {
      phase1: { ...proposals, lifetimeSeconds: 28800 },
      phase2: { ...proposals, lifetimeSeconds: 3600 },
      startupAction: "start",
      dpdTimeoutSeconds: 30,
      dpdTimeoutAction: "restart",
    };
    expect(network.onPremises?.gateways).to.deep.equal([
      {
        ipAddress: "203.0.113.10",
        bgpAsn: 65000,
        routing: "static",
        tunnels: [tunnel, tunnel],
        logRetentionDays: 30,
      },
    ]);
    expect(dms.migrations).to.deep.equal({
      orders: {
        source: "erp",
        type: "full-load-and-cdc",
        tables: [{ schema: "orders", table: "%", action: "include" }],
        transformations: [],
        ...usual,
      },
    });
    expect(database.serverless?.count).to.equal(2);
  });

  it("let the environment have another name than the stack", () => {
    const tree = configured(shortest(), { environment: "rehearsal" });
    expect(parse(tree, { stack: "Corp_Staging" }).environment).to.equal("rehearsal");
  });

  it("let the VPC and the data centre reach an internal load balancer, and nobody else", () => {
    const tree = configured(spacious(), { "edge.internal": true });
    expect(parse(tree).edge.allowedCidrs).to.deep.equal(["10.20.0.0/16", "192.168.10.0/24"]);
    const near = configured(shortest(), { "edge.internal": true });
    expect(parse(near).edge.allowedCidrs).to.deep.equal(["10.20.0.0/16"]);
    const chosen = configured(tree, { "edge.allowedCidrs": ["192.168.10.7/32"] });
    expect(parse(chosen).edge.allowedCidrs).to.deep.equal(["192.168.10.7/32"]);
  });

  it("take a source to be in the data centre", () => {
    const tree = configured(spacious(), { "dms.sources.erp.cidrs": undefined });
    expect(parse(tree).dms.sources["erp"]?.cidrs).to.deep.equal(["192.168.10.0/24"]);
  });
});
