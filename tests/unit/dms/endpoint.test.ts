import { expect } from "chai";
import { rdsRootCertificates } from "../../../lib/rds-certificates";
import { dataKeyArn } from "../../support/component-args";
import { promiseOf, type Recording } from "../../support/mocks";
import { caCertificate, deploy, dmsArgs, erp, statementsOf } from "./fixture";

const endpointType = "aws:dms/endpoint:Endpoint";
const certificateType = "aws:dms/certificate:Certificate";
const versionType = "aws:secretsmanager/secretVersion:SecretVersion";
const endpoints = [
  { name: "dms-source-erp", purpose: "source-erp" },
  { name: "dms-target", purpose: "target" },
];

describe("DMS endpoints", () => {
  let recording: Recording;
  before(async () => {
    ({ recording } = await deploy());
  });

  it("are a MySQL source and an Aurora target", () => {
    expect(recording.one(endpointType, "dms-source-erp").inputs).to.include({
      endpointId: "migration-source-erp-test",
      endpointType: "source",
      engineName: "mysql",
    });
    expect(recording.one(endpointType, "dms-target").inputs).to.include({
      endpointId: "migration-target-test",
      endpointType: "target",
      engineName: "aurora",
    });
  });

  it("read MariaDB as MariaDB, with the settings that both have", async () => {
    const { recording: other } = await deploy({ sources: { erp: { ...erp, engine: "mariadb" } } });
    const { engineName, mysqlSettings } = other.one(endpointType, "dms-source-erp").inputs;
    expect(engineName).to.equal("mariadb");
    expect(mysqlSettings).to.deep.equal(
      recording.one(endpointType, "dms-source-erp").inputs["mysqlSettings"],
    );
  });

  for (const { name, purpose } of endpoints) {
    it(`${purpose}: knows the login by secret only, which DMS refuses together with any of it`, () => {
      const { inputs } = recording.one(endpointType, name);
      expect(inputs).not.to.have.any.keys("username", "password", "serverName", "port");
      expect(inputs).to.include({
        secretsManagerArn: `arn:aws:mock:us-east-1:123456789012:${name}`,
        secretsManagerAccessRoleArn: `arn:aws:mock:us-east-1:123456789012:${name}-access`,
        kmsKeyArn: dataKeyArn,
      });
    });

    it(`${purpose}: names no database, which would be a difference for ever`, () => {
      expect(recording.one(endpointType, name).inputs).not.to.have.property("databaseName");
    });

    it(`${purpose}: waits until its secret has a value and its role may read it`, () => {
      expect(recording.one(endpointType, name).dependencies).to.include.members([
        recording.one(versionType, name).urn,
        recording.one("aws:iam/rolePolicy:RolePolicy", `${name}-access`).urn,
      ]);
    });

    it(`${purpose}: has a role that the regional service may assume, for this account`, () => {
      const { inputs } = recording.one("aws:iam/role:Role", `${name}-access`);
      expect(inputs["name"]).to.equal(`migration-${purpose}-access-test`);
      expect(statementsOf(inputs["assumeRolePolicy"])).to.deep.equal([
        {
          Effect: "Allow",
          Principal: { Service: "dms.us-east-1.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
        },
      ]);
    });

    it(`${purpose}: reads its own secret, with its key through Secrets Manager, and nothing else`, () => {
      const { inputs } = recording.one("aws:iam/rolePolicy:RolePolicy", `${name}-access`);
      expect(inputs["role"]).to.equal(`migration-${purpose}-access-test`);
      expect(statementsOf(inputs["policy"])).to.deep.equal([
        {
          Effect: "Allow",
          Action: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
          Resource: `arn:aws:mock:us-east-1:123456789012:${name}`,
        },
        {
          Effect: "Allow",
          Action: ["kms:Decrypt", "kms:DescribeKey"],
          Resource: dataKeyArn,
          Condition: {
            StringEquals: { "kms:ViaService": "secretsmanager.us-east-1.amazonaws.com" },
          },
        },
      ]);
    });
  }

  it("verify the server's certificate, as configured for each side", async () => {
    const lax = await deploy({ sources: { erp: { ...erp, sslMode: "verify-ca" } } });
    expect(lax.recording.one(endpointType, "dms-source-erp").inputs).to.include({
      sslMode: "verify-ca",
      certificateArn: "arn:certificate:dms-source-erp",
    });
    expect(recording.one(endpointType, "dms-target").inputs).to.include({
      sslMode: "verify-full",
      certificateArn: "arn:certificate:dms-target",
    });
  });

  it("trust the given CA on premises and Amazon's roots of the region for Aurora", async () => {
    const irish = (await deploy({ region: "eu-west-1" })).recording;
    expect(irish.one(certificateType, "dms-source-erp").inputs["certificatePem"]).to.equal(
      caCertificate,
    );
    expect(irish.one(certificateType, "dms-target").inputs["certificatePem"]).to.equal(
      rdsRootCertificates("eu-west-1"),
    );
  });

  it("can trust another CA while the old one is in use: DMS has no two certificates of one name", async () => {
    const renewed = caCertificate.replace("Zml4dHVyZQ==", "cmVuZXdlZA==");
    const after = (await deploy({ sources: { erp: { ...erp, caCertificate: renewed } } }))
      .recording;
    const idOf = (from: Recording, name: string) =>
      String(from.one(certificateType, name).inputs["certificateId"]);
    expect(idOf(after, "dms-source-erp")).not.to.equal(idOf(recording, "dms-source-erp"));
    expect(idOf(after, "dms-source-erp")).to.match(/^migration-source-erp-ca-[0-9a-f]{8}-test$/);
    expect(idOf(after, "dms-target")).to.equal(idOf(recording, "dms-target"));
  });

  it("load children before parents: the target checks no foreign keys for DMS", () => {
    const { mysqlSettings } = recording.one(endpointType, "dms-target").inputs;
    expect(mysqlSettings).to.include({ afterConnectScript: "SET FOREIGN_KEY_CHECKS=0" });
  });

  it("state every setting, so that a second update sends no zeros", () => {
    expect(recording.one(endpointType, "dms-target").inputs["mysqlSettings"]).to.deep.equal({
      afterConnectScript: "SET FOREIGN_KEY_CHECKS=0",
      authenticationMethod: "password",
      maxFileSize: 65_536,
      parallelLoadThreads: 4,
      targetDbType: "multiple-databases",
    });
    expect(recording.one(endpointType, "dms-source-erp").inputs["mysqlSettings"]).to.deep.equal({
      authenticationMethod: "password",
      cleanSourceMetadataOnMismatch: false,
      eventsPollInterval: 5,
      executeTimeout: 60,
      serverTimezone: "Europe/Berlin",
    });
  });

  it("log in where their servers answer, as the users that are configured", async () => {
    const { recording: named } = await deploy({
      sources: { erp: { ...erp, username: "reader" } },
      targetUser: { ...dmsArgs.targetUser, username: "writer" },
    });
    const login = (name: string) =>
      JSON.parse(named.one(versionType, name).inputs["secretString"] as string) as object;
    expect(login("dms-source-erp")).to.include({
      host: "mysql.corp.example",
      port: 3307,
      username: "reader",
    });
    const { host, port } = dmsArgs.target;
    expect(login("dms-target")).to.include({ host, port, username: "writer" });
  });

  it("use the secrets that are given, and make none for them", async () => {
    const { recording: given, result } = await deploy({
      sources: { erp: { ...erp, secretArn: "arn:secret:erp" } },
      targetUser: { ...dmsArgs.targetUser, secretArn: "arn:secret:aurora" },
    });
    expect(given.of("aws:secretsmanager/secret:Secret")).to.deep.equal([]);
    expect(given.of("migration:secrets:RotatedSecret")).to.deep.equal([]);
    expect(given.one(endpointType, "dms-source-erp").inputs).to.include({
      secretsManagerArn: "arn:secret:erp",
    });
    const { inputs } = given.one("aws:iam/rolePolicy:RolePolicy", "dms-source-erp-access");
    expect(statementsOf(inputs["policy"]).map(({ Resource }) => Resource)).to.deep.equal([
      "arn:secret:erp",
      "arn:aws:kms:us-east-1:123456789012:key/*",
    ]);
    expect(await promiseOf(result.targetSecretArn)).to.equal("arn:secret:aurora");
  });
});
