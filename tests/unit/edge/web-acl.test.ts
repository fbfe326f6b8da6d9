import { expect } from "chai";
import { logsKeyArn } from "../../support/component-args";
import { deploy, withWaf } from "./edge-args";

const loggingType = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";
const ipSetType = "aws:wafv2/ipSet:IpSet";
const logGroupName = "aws-waf-logs-migration-edge-test";

describe("The web application firewall", () => {
  it("guards the load balancer, and blocks an address over the configured limit", async () => {
    const { recording } = await deploy(withWaf({ rateLimitPerFiveMinutes: 500 }));
    const webAcl = recording.one("aws:wafv2/webAcl:WebAcl");
    expect(webAcl.inputs["scope"]).to.equal("REGIONAL");
    expect(JSON.stringify(webAcl.inputs["rules"])).to.include('"limit":500');
    const association = recording.one("aws:wafv2/webAclAssociation:WebAclAssociation");
    expect(association.inputs["resourceArn"]).to.equal("arn:load-balancer");
    expect(association.dependencies).to.include(webAcl.urn);
  });

  it("logs to an encrypted group that expires, with a name that WAF accepts", async () => {
    const { recording } = await deploy(withWaf({ logRetentionDays: 60 }));
    const logGroup = recording.one("aws:cloudwatch/logGroup:LogGroup");
    expect(logGroup.inputs).to.include({
      name: logGroupName,
      kmsKeyId: logsKeyArn,
      retentionInDays: 60,
    });
    expect(recording.one(loggingType).dependencies).to.include(logGroup.urn);
  });

  it("stops logging before it logs elsewhere: the real provider replaces, and a web ACL has one", async () => {
    const { recording } = await deploy(withWaf({}));
    expect(recording.one(loggingType).deleteBeforeReplace).to.equal(true);
  });

  it("logs only once log delivery may write to that group, for this account", async () => {
    const { recording } = await deploy();
    const policy = recording.one("aws:cloudwatch/logResourcePolicy:LogResourcePolicy");
    expect(recording.one(loggingType).dependencies).to.include(policy.urn);
    const document = JSON.parse(policy.inputs["policyDocument"] as string) as {
      Statement: object[];
    };
    expect(document.Statement).to.have.length(1);
    expect(document.Statement[0]).to.deep.include({
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Resource: `arn:aws:logs:us-east-1:123456789012:log-group:${logGroupName}:*`,
      Condition: {
        StringEquals: { "aws:SourceAccount": "123456789012" },
        ArnLike: { "aws:SourceArn": "arn:aws:logs:us-east-1:123456789012:*" },
      },
    });
  });

  it("keeps credentials out of its logs", async () => {
    const { recording } = await deploy();
    expect(recording.one(loggingType).inputs["redactedFields"]).to.deep.equal([
      { singleHeader: { name: "authorization" } },
      { singleHeader: { name: "cookie" } },
    ]);
  });

  it("redacts more headers and the query string in its logs when configured", async () => {
    const { recording } = await deploy(
      withWaf({ redactedHeaders: ["x-api-key", "cookie"], redactQueryString: true }),
    );
    expect(recording.one(loggingType).inputs["redactedFields"]).to.deep.equal([
      { singleHeader: { name: "authorization" } },
      { singleHeader: { name: "cookie" } },
      { singleHeader: { name: "x-api-key" } },
      { queryString: {} },
    ]);
  });

  it("logs all requests, or only those that some rule blocked or counted", async () => {
    const all = await deploy();
    expect(all.recording.one(loggingType).inputs["loggingFilter"]).to.equal(undefined);
    const some = await deploy(withWaf({ loggedRequests: "blockedAndCounted" }));
    const condition = (action: string) => ({ actionCondition: { action } });
    expect(some.recording.one(loggingType).inputs["loggingFilter"]).to.deep.equal({
      defaultBehavior: "DROP",
      filters: [
        {
          behavior: "KEEP",
          requirement: "MEETS_ANY",
          conditions: [condition("BLOCK"), condition("COUNT")],
        },
      ],
    });
  });

  it("looks at lists of addresses, which can change without the web ACL", async () => {
    const { recording } = await deploy(
      withWaf({ allowedCidrs: ["203.0.113.64/28"], blockedCidrs: ["198.51.100.0/24"] }),
      { outputs: { [ipSetType]: ({ name }) => ({ arn: `arn:${name}` }) } },
    );
    expect(recording.one(ipSetType, "edge-waf-allowed").inputs).to.deep.include({
      scope: "REGIONAL",
      ipAddressVersion: "IPV4",
      addresses: ["203.0.113.64/28"],
    });
    const rules = JSON.stringify(recording.one("aws:wafv2/webAcl:WebAcl").inputs["rules"]);
    expect(rules).to.include("arn:edge-waf-allowed").and.include("arn:edge-waf-blocked");
    expect(rules).not.to.include("203.0.113.64");
  });

  it("has no lists when nobody is on them", async () => {
    expect((await deploy()).recording.of(ipSetType)).to.be.empty;
  });
});
