import { expect } from "chai";
import { type Plan, type PlannedResource } from "@landing-zone/plan/plan";
import { planOf } from "../support/engine";

/** The property that holds a resource's physical name, where it is not `name`. */
const nameProperty: Readonly<Record<string, string>> = {
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": "alarmName",
  "aws:cloudwatch/dashboard:Dashboard": "dashboardName",
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": "policyName",
  "aws:dms/certificate:Certificate": "certificateId",
  "aws:dms/endpoint:Endpoint": "endpointId",
  "aws:dms/replicationConfig:ReplicationConfig": "replicationConfigIdentifier",
  "aws:dms/replicationInstance:ReplicationInstance": "replicationInstanceId",
  "aws:dms/replicationSubnetGroup:ReplicationSubnetGroup": "replicationSubnetGroupId",
  "aws:dms/replicationTask:ReplicationTask": "replicationTaskId",
  "aws:rds/cluster:Cluster": "clusterIdentifier",
  "aws:rds/clusterInstance:ClusterInstance": "identifier",
  "aws:s3/bucket:Bucket": "bucket",
};

/** Names inside of something that is named: a policy of a role, a record of a domain. */
const inner = ["aws:iam/rolePolicy:RolePolicy", "aws:route53/record:Record"];

/** Names that DMS fixes, once for an account. */
const serviceRole = /^dms-(vpc|cloudwatch-logs)-role$/;

/** Prefixes and suffixes of names that services require. */
const affixes =
  /^(\/aws\/(vendedlogs|lambda)\/|\/aws\/rds\/cluster\/|alias\/|aws-waf-logs-|dms-tasks-|dms-serverless-replication-)|\/(audit|error|slowquery|general|instance)$/g;

/** Greatest lengths of names, by type. */
const maxLength: Readonly<Record<string, number>> = {
  "aws:backup/plan:Plan": 50,
  "aws:backup/vault:Vault": 50,
  "aws:budgets/budget:Budget": 100,
  "aws:cloudwatch/eventRule:EventRule": 64,
  "aws:dms/endpoint:Endpoint": 63,
  "aws:dms/replicationConfig:ReplicationConfig": 63,
  "aws:dms/replicationInstance:ReplicationInstance": 63,
  "aws:dms/replicationTask:ReplicationTask": 63,
  "aws:iam/role:Role": 64,
  "aws:kms/alias:Alias": 256,
  "aws:lb/loadBalancer:LoadBalancer": 32,
  "aws:lb/targetGroup:TargetGroup": 32,
  "aws:rds/cluster:Cluster": 63,
  "aws:rds/clusterInstance:ClusterInstance": 63,
  "aws:route53/resolverEndpoint:ResolverEndpoint": 64,
  "aws:route53/resolverRule:ResolverRule": 64,
  "aws:s3/bucket:Bucket": 63,
  // The name is the function's too, which ends at 64.
  "aws:serverlessrepository/cloudFormationStack:CloudFormationStack": 64,
  "aws:wafv2/ipSet:IpSet": 128,
  "aws:wafv2/webAcl:WebAcl": 128,
};
const usualMaxLength = 255;

interface Named {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
}

function namedIn(plan: Plan): Named[] {
  return plan.resources
    .filter(({ custom, type }) => custom && type.startsWith("aws:") && !inner.includes(type))
    .flatMap(({ urn, type, inputs }: PlannedResource) => {
      const name = inputs[nameProperty[type] ?? "name"];
      return typeof name === "string" && !serviceRole.test(name) ? [{ urn, type, name }] : [];
    });
}

const isIn = ({ resources }: Plan, type: string): boolean =>
  resources.some((resource) => resource.type === type);

/** The purposes of the security groups, by stack. */
const securityGroups: Readonly<Record<string, readonly string[]>> = {
  dev: [
    "aurora",
    "dms",
    "source-erp-rotation",
    "target-rotation",
    "edge",
    "application",
    "endpoints",
  ],
  staging: [
    "aurora",
    "dms",
    "source-rehearsal-rotation",
    "target-rotation",
    "edge",
    "application",
    "endpoints",
  ],
  prod: [
    "aurora",
    "dms",
    "source-crm-rotation",
    "source-erp-rotation",
    "target-rotation",
    "edge",
    "application",
    "dns",
    "endpoints",
  ],
};

/** The longest names that the configuration takes. */
const [environment, source, migration] = ["e".repeat(16), "s".repeat(20), "m".repeat(14)];
const longest = {
  environment,
  "dms.sources": {
    [source]: {
      host: "mysql.corp.example",
      caCertificateFile: "certificates/corp-example-root-ca.pem",
    },
  },
  "dms.migrations": { [migration]: { source, tables: [{ schema: "orders" }] } },
  "aws:region": "ap-southeast-1",
  "network.availabilityZones": ["ap-southeast-1a", "ap-southeast-1b"],
  "edge.certificateArn":
    "arn:aws:acm:ap-southeast-1:111122223333:certificate/5f0d2c1e-0000-4000-8000-000000000001",
};

describe("Physical names", function () {
  this.timeout(180_000);

  for (const stack of ["dev", "staging", "prod"]) {
    it(`of ${stack} are migration-<purpose>-${stack}, each once for a type`, async () => {
      const plan = await planOf({ stack });
      const named = namedIn(plan);
      expect(named.map(({ type }) => type)).to.include.members(
        Object.keys(nameProperty).filter((type) => isIn(plan, type)),
      );
      for (const { urn, name } of named) {
        expect(name.replace(affixes, ""), urn).to.match(
          new RegExp(`^migration-[a-z0-9]+(-[a-z0-9]+)*-${stack}$`),
        );
      }
      const identities = named.map(({ type, name }) => `${type} ${name}`);
      expect(identities.filter((it, index) => identities.indexOf(it) !== index)).to.deep.equal([]);
    });
  }

  for (const [stack, purposes] of Object.entries(securityGroups)) {
    it(`of the security groups of ${stack} describe their purpose, also in the tag Name`, async () => {
      const { resources } = await planOf({ stack });
      const groups = resources.filter(({ type }) => type === "aws:ec2/securityGroup:SecurityGroup");
      expect(groups.map(({ inputs }) => inputs["name"])).to.have.members(
        purposes.map((purpose) => `migration-${purpose}-${stack}`),
      );
      for (const { inputs } of groups) {
        expect(inputs["tags"]).to.deep.equal({ Name: inputs["name"] });
      }
    });
  }

  it("fit AWS's limits with the longest names that the configuration takes", async () => {
    const named = namedIn(await planOf({ config: longest }));
    expect(named.map(({ name }) => name).join(" "))
      .to.include(source)
      .and.include(migration);
    for (const { urn, type, name } of named) {
      expect(name.length, `${urn} ${name}`).to.be.at.most(maxLength[type] ?? usualMaxLength);
    }
  });

  it("stay when a source, a migration and a zone are added", async () => {
    const before = namedIn(await planOf());
    const after = namedIn(
      await planOf({
        config: {
          "dms.sources.another": { ...longest["dms.sources"][source] },
          "dms.migrations.another": { source: "another", tables: [{ schema: "another" }] },
          "network.availabilityZones": 3,
        },
      }),
    );
    const names = new Map(after.map(({ urn, name }) => [urn, name]));
    for (const { urn, name } of before) expect(names.get(urn), urn).to.equal(name);
    expect(after.length).to.be.greaterThan(before.length);
  });
});
