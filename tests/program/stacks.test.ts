import { expect } from "chai";
import { stackOutputs } from "../../lib/stack-outputs";
import { type Plan, type PlannedResource } from "@landing-zone/plan/plan";
import { mandatoryViolations, planOf } from "../support/engine";

/** The resource's own parents, nearest first. */
function ancestors(plan: Plan, resource: PlannedResource): PlannedResource[] {
  const parent = plan.resources.find(({ urn }) => urn === resource.parent);
  return parent ? [parent, ...ancestors(plan, parent)] : [];
}

/** The account that each stack file names. */
const accounts: Readonly<Record<string, string>> = {
  staging: '["111122223333"]',
  prod: '["444455556666"]',
};

/** Types that AWS has no tags for. */
const withoutTags = new Set([
  "aws:acm/certificateValidation:CertificateValidation",
  "aws:appautoscaling/policy:Policy",
  "aws:backup/selection:Selection",
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
  "aws:cloudwatch/dashboard:Dashboard",
  "aws:cloudwatch/eventTarget:EventTarget",
  "aws:cloudwatch/logMetricFilter:LogMetricFilter",
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
  "aws:ec2/route:Route",
  "aws:ec2/routeTableAssociation:RouteTableAssociation",
  "aws:ec2/vpnConnectionRoute:VpnConnectionRoute",
  "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:kms/alias:Alias",
  "aws:lb/listenerCertificate:ListenerCertificate",
  "aws:lb/targetGroupAttachment:TargetGroupAttachment",
  "aws:route53/record:Record",
  "aws:route53/resolverRuleAssociation:ResolverRuleAssociation",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketLogging:BucketLogging",
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  "aws:s3/bucketPolicy:BucketPolicy",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  "aws:s3/bucketVersioning:BucketVersioning",
  "aws:secretsmanager/secretRotation:SecretRotation",
  "aws:secretsmanager/secretVersion:SecretVersion",
  "aws:sns/topicPolicy:TopicPolicy",
  "aws:sns/topicSubscription:TopicSubscription",
  "aws:wafv2/webAclAssociation:WebAclAssociation",
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
]);

for (const stack of ["dev", "staging", "prod"]) {
  describe(`The ${stack} stack`, () => {
    let plan: Plan;
    before(async function () {
      this.timeout(120_000);
      plan = await planOf({ stack, policyPack: true });
    });

    it("violates no mandatory policy", () => {
      expect(mandatoryViolations(plan)).to.deep.equal([]);
      expect(plan.policies!.evaluations, "at least one rule a resource").to.be.greaterThan(
        plan.resources.filter(({ custom }) => custom).length,
      );
    });

    it("has every resource in a component of the landing zone, and no name twice", () => {
      for (const resource of plan.resources) {
        const outermost = ancestors(plan, resource).at(-1) ?? resource;
        expect(outermost.type, resource.urn).to.match(/^migration:/);
      }
      const urns = plan.resources.map(({ urn }) => urn);
      expect(new Set(urns).size).to.equal(urns.length);
    });

    it("goes to one region and, where one is named, one account only", () => {
      const providers = plan.providers.filter(({ type }) => type === "pulumi:providers:aws");
      expect(
        providers.map(({ inputs }) => [inputs["region"], inputs["allowedAccountIds"]]),
      ).to.deep.equal([["us-east-1", accounts[stack]]]);
    });

    it("tags everything with its owner, cost centre and the sensitivity of its data", () => {
      for (const { urn, type, custom, inputs } of plan.resources) {
        if (!custom || !type.startsWith("aws:") || withoutTags.has(type)) continue;
        expect(inputs["tagsAll"], urn)
          .to.include({ Environment: stack, Owner: "platform-team", CostCenter: "4711" })
          .and.to.include.keys("DataClassification");
      }
    });

    it("registers its components without inputs, so that none waits for another's outputs", () => {
      const given = plan.resources
        .filter(({ type, inputs }) => type.startsWith("migration:") && Object.keys(inputs).length)
        .map(({ name, inputs }) => ({ name, inputs }));
      // Plain text, by which a policy sees that the account has the roles of DMS.
      const roles = ["dms-vpc-role", "dms-cloudwatch-logs-role"];
      const serviceRoleArns = roles.map((role) => `arn:aws:iam::111122223333:role/${role}`);
      expect(given).to.deep.equal(
        stack === "staging" ? [{ name: "dms", inputs: { serviceRoleArns } }] : [],
      );
    });

    it("has the outputs of the contract, and no other", () => {
      const off = [
        "accessHostId",
        "phase",
        "migrationPhases",
        "dmsReverseSourceEndpointArn",
        "dmsReverseTargetEndpointArns",
        "dmsReverseSourceDbSecretArn",
        "dmsReverseTargetDbSecretArns",
        "dmsReverseTaskArns",
        "dmsReverseReplicationConfigArns",
        "dmsForwardAgainTaskArns",
        "dmsForwardAgainReplicationConfigArns",
        "auroraBinlogRetentionHours",
        "httpsListenerArn",
        "maintenanceRuleArn",
      ];
      const absentIn: Record<string, string[]> = {
        dev: [
          "additionalCertificateArns",
          "auroraReaders",
          "backupPlanId",
          "backupVaultName",
          "dnsEndpointId",
          "onPremisesTargetGroupArn",
          "transitGatewayAttachmentId",
        ],
        prod: ["transitGatewayAttachmentId"],
        staging: [
          "additionalCertificateArns",
          "auroraReaders",
          "backupPlanId",
          "backupVaultName",
          "dnsEndpointId",
          "natGatewayIds",
          "onPremisesTargetGroupArn",
          "vpnConnectionId",
          "vpnConnectionIds",
        ],
      };
      expect(plan.outputs).to.have.all.keys(
        Object.keys(stackOutputs).filter(
          (name) => !absentIn[stack]?.includes(name) && !off.includes(name),
        ),
      );
    });
  });
}

describe("The prod stack", () => {
  it("has every component of the landing zone", async function () {
    this.timeout(120_000);
    const { resources } = await planOf({ stack: "prod" });
    const components = resources.filter(({ custom }) => !custom).map(({ type }) => type);
    expect(new Set(components.filter((type) => type.startsWith("migration:")))).to.have.keys(
      "migration:database:BackupPlan",
      "migration:database:Database",
      "migration:dms:Assessments",
      "migration:dms:Dms",
      "migration:dms:Endpoint",
      "migration:dms:ReplicationInstance",
      "migration:dms:ReplicationNetwork",
      "migration:edge:AccessLogsBucket",
      "migration:edge:Edge",
      "migration:edge:LoadBalancer",
      "migration:edge:WebAcl",
      "migration:encryption:Encryption",
      "migration:network:FlowLogs",
      "migration:network:NatGateways",
      "migration:network:Networking",
      "migration:network:OnPremises",
      "migration:network:OnPremisesDns",
      "migration:network:PrivateEndpoints",
      "migration:network:SecurityGroup",
      "migration:network:SiteToSiteVpn",
      "migration:network:VirtualPrivateGateway",
      "migration:observability:AlarmTopic",
      "migration:observability:Observability",
      "migration:operations:Operations",
      "migration:secrets:RotatedSecret",
    );
  });
});
