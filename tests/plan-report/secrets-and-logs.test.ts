import { expect } from "chai";
import type { PropertyMap } from "@landing-zone/plan/values";
import { logStoresOf } from "@landing-zone/plan-report/model/logs";
import { PlanGraph } from "@landing-zone/plan/plan-graph";
import { keysOf, secretsOf } from "@landing-zone/plan-report/model/secrets";
import { PlanBuilder } from "./plan-builder";

const graphOf = (builder: PlanBuilder) => new PlanGraph(builder.plan());

describe("Secrets of a report", () => {
  const rotated = (
    application: string,
    rotationRules: PropertyMap = { automaticallyAfterDays: 45 },
  ) => {
    const builder = new PlanBuilder();
    const secret = builder.add("aws:secretsmanager/secret:Secret", "source", { name: "source" });
    const version = builder.add(
      "aws:secretsmanager/secretVersion:SecretVersion",
      "source",
      {},
      { uses: { secretId: [secret] } },
    );
    const lambda = builder.add(
      "aws:serverlessrepository/cloudFormationStack:CloudFormationStack",
      "source",
      {
        name: "source-rotation",
        applicationId: `arn:aws:serverlessrepo:x:y:applications/${application}`,
      },
    );
    builder.add(
      "aws:secretsmanager/secretRotation:SecretRotation",
      "source",
      { rotationRules },
      { uses: { secretId: [version], rotationLambdaArn: [lambda] } },
    );
    return secretsOf(graphOf(builder));
  };

  it("finds a secret's rotation through the version that it waits for", () => {
    const [secret] = rotated("SecretsManagerRDSMySQLRotationSingleUser");
    expect(secret).to.include({ interval: "every 45 days", rotationFunction: "source-rotation" });
  });

  it("reads a schedule, and how long the rotation may take", () => {
    const interval = (rules: PropertyMap) => rotated("any", rules)[0]?.interval;
    const duration = "2h";
    expect(interval({ scheduleExpression: "rate(10 days)", duration })).to.equal(
      "every 10 days, within 2h",
    );
    expect(interval({ scheduleExpression: "cron(0 4 1 * ? *)" })).to.equal("cron(0 4 1 * ? *)");
  });

  it("distinguishes the strategies by the rotation application", () => {
    const [single] = rotated("SecretsManagerRDSMySQLRotationSingleUser");
    const [alternating] = rotated("SecretsManagerRDSMySQLRotationMultiUser");
    expect(single?.strategy).to.match(/^single user/);
    expect(alternating?.strategy).to.match(/^alternating users/);
  });

  it("does not hide a secret that nothing rotates", () => {
    const builder = new PlanBuilder();
    builder.add("aws:secretsmanager/secret:Secret", "idle", { name: "idle" });
    expect(secretsOf(graphOf(builder))[0]).to.include({ name: "idle", interval: "never" });
  });

  it("counts the administrator that RDS manages, existing secrets and the VPN's keys", () => {
    const builder = new PlanBuilder();
    builder.add("aws:rds/cluster:Cluster", "database", {
      clusterIdentifier: "aurora",
      manageMasterUserPassword: true,
    });
    const arn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:existing";
    builder.add("aws:dms/endpoint:Endpoint", "source", { secretsManagerArn: arn });
    builder.add("aws:ec2/vpnConnection:VpnConnection", "vpn", {
      presharedKeyStorage: "SecretsManager",
    });
    const secrets = secretsOf(graphOf(builder));
    expect(secrets.map(({ name, interval }) => `${name}: ${interval}`)).to.deep.equal([
      "aurora administrator: every 7 days",
      `${arn}: not by this stack`,
      "vpn pre-shared keys: never",
    ]);
  });

  it("names keys by their alias and counts what they encrypt, not what else mentions them", () => {
    const builder = new PlanBuilder();
    const key = builder.add("aws:kms/key:Key", "data", { enableKeyRotation: true });
    const uses = (property: string) => ({ uses: { [property]: [key] } });
    builder.add("aws:kms/alias:Alias", "data", { name: "alias/data" }, uses("targetKeyId"));
    builder.add("aws:secretsmanager/secret:Secret", "one", {}, uses("kmsKeyId"));
    builder.add("aws:secretsmanager/secret:Secret", "two", {}, uses("kmsKeyId"));
    builder.add("aws:iam/rolePolicy:RolePolicy", "reader", {}, uses("policy"));
    expect(keysOf(graphOf(builder))).to.deep.equal([
      {
        name: "alias/data",
        description: "",
        rotationDays: 365,
        uses: [["secretsmanager.Secret", 2]],
      },
    ]);
  });
});

describe("Logs of a report", () => {
  it("finds the writers of a log group by a property or a dependency", () => {
    const builder = new PlanBuilder();
    const flow = builder.add("aws:cloudwatch/logGroup:LogGroup", "flow", { retentionInDays: 7 });
    const tasks = builder.add("aws:cloudwatch/logGroup:LogGroup", "tasks", { retentionInDays: 30 });
    builder.add("aws:ec2/flowLog:FlowLog", "flow", {}, { uses: { logDestination: [flow] } });
    builder.add("aws:iam/rolePolicy:RolePolicy", "flow", {}, { uses: { policy: [flow] } });
    builder.add(
      "aws:dms/replicationInstance:ReplicationInstance",
      "dms",
      {},
      { dependsOn: [tasks] },
    );
    const stores = logStoresOf(graphOf(builder));
    expect(stores.map(({ writers }) => writers)).to.deep.equal([
      ["VPC flow logs"],
      ["DMS replication tasks"],
    ]);
    expect(stores.map(({ retentionDays }) => retentionDays)).to.deep.equal([7, 30]);
  });

  it("shows a group without retention, or with CloudWatch's zero, as kept for ever", () => {
    const builder = new PlanBuilder();
    builder.add("aws:cloudwatch/logGroup:LogGroup", "unset");
    builder.add("aws:cloudwatch/logGroup:LogGroup", "zero", { retentionInDays: 0 });
    for (const { retentionDays } of logStoresOf(graphOf(builder))) {
      expect(retentionDays).to.equal(undefined);
    }
  });

  it("takes a bucket's retention from its lifecycle and names its encryption", () => {
    const builder = new PlanBuilder();
    const bucket = builder.add("aws:s3/bucket:Bucket", "logs", { bucket: "logs" });
    const uses = { uses: { bucket: [bucket] } };
    builder.add(
      "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      "logs",
      { rules: [{ expiration: { days: 90 } }] },
      uses,
    );
    builder.add(
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      "logs",
      { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
      uses,
    );
    builder.add("aws:lb/loadBalancer:LoadBalancer", "edge", {}, { uses: { accessLogs: [bucket] } });
    expect(logStoresOf(graphOf(builder))).to.deep.equal([
      {
        name: "logs",
        kind: "bucket",
        writers: ["load balancer"],
        retentionDays: 90,
        encryption: "SSE-S3 (AES256)",
      },
    ]);
  });
});
