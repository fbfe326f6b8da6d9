import { expect } from "chai";
import { stackOutputs } from "../../lib/stack-outputs";
import { type Plan, type PlannedResource } from "../../local/plan";
import { previewProgram } from "../support/engine";

/** The resource's own parents, nearest first. */
function ancestors(plan: Plan, resource: PlannedResource): PlannedResource[] {
  const parent = plan.resources.find(({ urn }) => urn === resource.parent);
  return parent ? [parent, ...ancestors(plan, parent)] : [];
}

/** Physical names that AWS fixes: account singletons and prefixes that a service demands. */
const namedByAws = ["dms-vpc-role", "dms-cloudwatch-logs-role"];

/** The property that holds a resource's physical name, by type; others have none or AWS makes it. */
const physicalNameProperty: Record<string, string> = {
  "aws:appautoscaling/policy:Policy": "name",
  "aws:backup/plan:Plan": "name",
  "aws:backup/selection:Selection": "name",
  "aws:backup/vault:Vault": "name",
  "aws:cloudwatch/logGroup:LogGroup": "name",
  "aws:cloudwatch/metricAlarm:MetricAlarm": "name",
  "aws:dms/endpoint:Endpoint": "endpointId",
  "aws:dms/replicationInstance:ReplicationInstance": "replicationInstanceId",
  "aws:dms/replicationSubnetGroup:ReplicationSubnetGroup": "replicationSubnetGroupId",
  "aws:dms/replicationTask:ReplicationTask": "replicationTaskId",
  "aws:ec2/securityGroup:SecurityGroup": "name",
  "aws:iam/role:Role": "name",
  "aws:kms/alias:Alias": "name",
  "aws:lb/loadBalancer:LoadBalancer": "name",
  "aws:lb/targetGroup:TargetGroup": "name",
  "aws:rds/cluster:Cluster": "clusterIdentifier",
  "aws:rds/clusterInstance:ClusterInstance": "identifier",
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": "name",
  "aws:rds/parameterGroup:ParameterGroup": "name",
  "aws:rds/subnetGroup:SubnetGroup": "name",
  "aws:s3/bucket:Bucket": "bucket",
  "aws:secretsmanager/secret:Secret": "name",
  "aws:sns/topic:Topic": "name",
  "aws:wafv2/ipSet:IpSet": "name",
  "aws:wafv2/webAcl:WebAcl": "name",
};

for (const stack of ["dev", "staging", "prod"]) {
  describe(`The ${stack} stack`, () => {
    let plan: Plan;
    before(async function () {
      this.timeout(120_000);
      const result = await previewProgram({ stack, policyPack: true });
      expect(result.exitCode, result.stdout + result.stderr).to.equal(0);
      plan = result.plan!;
    });

    it("violates no mandatory policy", () => {
      const violations = plan.policies!.results.filter(
        ({ outcome, level }) => outcome === "violation" && level === "mandatory",
      );
      expect(violations).to.deep.equal([]);
      expect(plan.policies!.evaluations).to.be.greaterThan(100);
    });

    it("has every resource in a component of the landing zone, and no name twice", () => {
      for (const resource of plan.resources) {
        const outermost = ancestors(plan, resource).at(-1) ?? resource;
        expect(outermost.type, resource.urn).to.match(/^migration:/);
      }
      const urns = plan.resources.map(({ urn }) => urn);
      expect(new Set(urns).size).to.equal(urns.length);
    });

    it("registers its components without inputs, so that none waits for another's outputs", () => {
      for (const component of plan.resources.filter(({ type }) => type.startsWith("migration:"))) {
        expect(component.inputs, component.urn).to.deep.equal({});
      }
    });

    it("ends every physical name with the environment", () => {
      const names = plan.resources.flatMap(({ type, inputs }) => {
        const property = physicalNameProperty[type];
        return property ? [inputs[property] as string] : [];
      });
      expect(names).to.have.length.greaterThan(50);
      const own = names.filter((name) => !namedByAws.includes(name));
      const exported = /^\/aws\/rds\/cluster\/[^/]+\/\w+$/;
      for (const name of own) {
        const owner = exported.test(name) ? name.split("/").at(-2) : name;
        expect(owner, name).to.match(new RegExp(`-${stack}$`));
      }
    });

    it("has the outputs of the contract, and no other", () => {
      const absentIn: Record<string, string[]> = {
        dev: ["auroraReaders", "backupPlanId", "backupVaultName", "onPremisesTargetGroupArn"],
        staging: [
          "auroraReaders",
          "backupPlanId",
          "backupVaultName",
          "onPremisesTargetGroupArn",
          "vpnConnectionId",
        ],
      };
      expect(plan.outputs).to.have.all.keys(
        Object.keys(stackOutputs).filter((name) => !absentIn[stack]?.includes(name)),
      );
    });
  });
}

describe("The prod stack", () => {
  it("plans at least 120 resources", async function () {
    this.timeout(120_000);
    const { plan } = await previewProgram({ stack: "prod" });
    expect(plan!.resources.length).to.be.at.least(120);
  });
});
