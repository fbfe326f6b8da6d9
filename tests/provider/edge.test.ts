import { expect } from "chai";
import type { PropertyMap } from "../../local/engine/values";
import { itLives } from "./lifecycle";
import { type Made, text } from "./provider-client";
import { network, provider, type Setup } from "./setup";

const visibility = (metricName: string) => ({
  metricName,
  cloudwatchMetricsEnabled: true,
  sampledRequestsEnabled: true,
});

const rateRule = (limit: number) => ({
  name: "rate",
  priority: 0,
  action: { block: {} },
  statement: { rateBasedStatement: { aggregateKeyType: "IP", limit } },
  visibilityConfig: visibility("rate"),
});

const managedRule = {
  name: "common",
  priority: 1,
  overrideAction: { none: {} },
  statement: { managedRuleGroupStatement: { vendorName: "AWS", name: "CommonRuleSet" } },
  visibilityConfig: visibility("common"),
};

function webAclInputs(name: string): PropertyMap {
  return {
    name,
    scope: "REGIONAL",
    defaultAction: { allow: {} },
    rules: [rateRule(2000), managedRule],
    visibilityConfig: visibility(name),
  };
}

async function loadBalancerInputs(setup: Setup, name: string): Promise<PropertyMap> {
  const { subnets, group } = await network(setup);
  const logs = { bucket: "logs-of-the-load-balancer", prefix: "access", enabled: true };
  return {
    name,
    subnets: subnets.map(({ id }) => id),
    securityGroups: [group.id],
    dropInvalidHeaderFields: true,
    enableDeletionProtection: true,
    accessLogs: logs,
    healthCheckLogs: logs,
    tags: { Name: "a" },
  };
}

async function loadBalancer(setup: Setup, name: string): Promise<Made> {
  await bucket(setup, "logs-of-the-load-balancer");
  const inputs = await loadBalancerInputs(setup, name);
  return setup.client.create("aws:lb/loadBalancer:LoadBalancer", name, inputs);
}

function bucket({ client }: Setup, name: string): Promise<Made> {
  return client.create("aws:s3/bucket:Bucket", name, { bucket: name });
}

async function targetGroup(setup: Setup, name: string): Promise<Made> {
  const { vpc } = await network(setup);
  const inputs = { name, vpcId: vpc.id, port: 8443, protocol: "HTTPS", targetType: "ip" };
  return setup.client.create("aws:lb/targetGroup:TargetGroup", name, inputs);
}

describe("load balancers and WAF in the emulator", () => {
  itLives("load balancer", async (setup) => {
    await bucket(setup, "logs-of-the-load-balancer");
    return {
      type: "aws:lb/loadBalancer:LoadBalancer",
      inputs: await loadBalancerInputs(setup, "balancer"),
      id: /^arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer\/app\/balancer\//,
      change: { enableDeletionProtection: false, tags: { Name: "b" } },
      replace: { internal: true },
      outside: {
        act: ({ id }, { elb }) =>
          elb.modifyLoadBalancerAttributes({
            LoadBalancerArn: id,
            Attributes: [
              { Key: "routing.http.drop_invalid_header_fields.enabled", Value: "false" },
            ],
          }),
        differs: "dropInvalidHeaderFields",
      },
    };
  });

  itLives("target group", async (setup) => ({
    type: "aws:lb/targetGroup:TargetGroup",
    inputs: {
      name: "targets",
      vpcId: (await network(setup)).vpc.id,
      port: 8443,
      protocol: "HTTPS",
      targetType: "ip",
      deregistrationDelay: 60,
      healthCheck: { protocol: "HTTPS", path: "/health", matcher: "200" },
    },
    id: /^arn:aws:elasticloadbalancing:.*:targetgroup\/targets\//,
    change: { healthCheck: { protocol: "HTTPS", path: "/ready", matcher: "200" } },
    replace: { port: 8444 },
    outside: {
      act: ({ id }, { elb }) =>
        elb.modifyTargetGroup({ TargetGroupArn: id, HealthCheckPath: "/theirs" }),
      differs: "healthCheck",
    },
  }));

  itLives("listener with a certificate of the stack's own", async (setup) => {
    const certificate = await setup.client.create("aws:acm/certificate:Certificate", "c", {
      domainName: "listener.example",
      validationMethod: "DNS",
    });
    const target = await targetGroup(setup, "of-listener");
    return {
      type: "aws:lb/listener:Listener",
      inputs: {
        loadBalancerArn: (await loadBalancer(setup, "with-listener")).id,
        port: 443,
        protocol: "HTTPS",
        sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
        certificateArn: certificate.id,
        defaultActions: [{ type: "forward", targetGroupArn: target.id }],
      },
      id: /^arn:aws:elasticloadbalancing:.*:listener\/app\/with-listener\//,
      change: { sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06", tags: { Name: "b" } },
      replace: { loadBalancerArn: "another" },
      outside: {
        act: ({ id }, { elb }) =>
          elb.modifyListener({ ListenerArn: id, SslPolicy: "ELBSecurityPolicy-2016-08" }),
        differs: "sslPolicy",
      },
    };
  });

  itLives("web ACL", () => ({
    type: "aws:wafv2/webAcl:WebAcl",
    inputs: webAclInputs("acl"),
    id: /^[0-9a-f-]{36}$/,
    change: { rules: [rateRule(500), managedRule], tags: { Name: "b" } },
    replace: { name: "other" },
    outside: {
      act: async ({ id }, { waf }) => {
        const key = { Id: id, Name: "acl", Scope: "REGIONAL" } as const;
        const { WebACL, LockToken } = await waf.getWebACL(key);
        await waf.updateWebACL({
          ...key,
          LockToken,
          DefaultAction: WebACL?.DefaultAction,
          Rules: WebACL?.Rules?.slice(1),
          VisibilityConfig: WebACL?.VisibilityConfig,
        });
      },
      differs: "rules",
    },
  }));

  itLives("web ACL association", async (setup) => {
    const inputs = webAclInputs("associated");
    const acl = await setup.client.create("aws:wafv2/webAcl:WebAcl", "a", inputs);
    const { id: resourceArn } = await loadBalancer(setup, "guarded");
    return {
      type: "aws:wafv2/webAclAssociation:WebAclAssociation",
      inputs: { webAclArn: acl.state["arn"] ?? null, resourceArn },
      id: /^arn:aws:wafv2:[^,]*,arn:aws:elasticloadbalancing:/,
      replace: { resourceArn: "another" },
      outside: {
        act: (_, { waf }) => waf.disassociateWebACL({ ResourceArn: resourceArn }),
        differs: "gone",
      },
    };
  });

  itLives("web ACL logging", async ({ client }) => {
    const inputs = webAclInputs("logging");
    const acl = await client.create("aws:wafv2/webAcl:WebAcl", "a", inputs);
    const group = await client.create("aws:cloudwatch/logGroup:LogGroup", "g", {
      name: "aws-waf-logs-test",
    });
    return {
      type: "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
      inputs: {
        resourceArn: acl.state["arn"] ?? null,
        logDestinationConfigs: [group.state["arn"] ?? null],
        redactedFields: [{ singleHeader: { name: "cookie" } }],
      },
      id: /^arn:aws:wafv2:us-east-1:123456789012:regional\/webacl\/logging\//,
      change: {
        redactedFields: [
          { singleHeader: { name: "cookie" } },
          { singleHeader: { name: "authorization" } },
        ],
      },
      replace: { resourceArn: "another" },
      outside: {
        act: ({ id }, { waf }) =>
          waf.putLoggingConfiguration({
            LoggingConfiguration: {
              ResourceArn: id,
              LogDestinationConfigs: [text(group.state["arn"])],
            },
          }),
        differs: "redactedFields",
      },
    };
  });

  itLives("certificate", () => ({
    type: "aws:acm/certificate:Certificate",
    inputs: { domainName: "orders.example", validationMethod: "DNS", tags: { Name: "a" } },
    id: /^arn:aws:acm:us-east-1:123456789012:certificate\//,
    change: { tags: { Name: "b" } },
    replace: { domainName: "other.example" },
    outside: {
      act: ({ id }, { acm }) => acm.deleteCertificate({ CertificateArn: id }),
      differs: "gone",
    },
  }));

  itLives("certificate validation", async ({ client }) => {
    const certificate = await client.create("aws:acm/certificate:Certificate", "c", {
      domainName: "validated.example",
      validationMethod: "DNS",
    });
    return {
      type: "aws:acm/certificateValidation:CertificateValidation",
      inputs: { certificateArn: certificate.id },
      id: /^\d{4}-\d{2}-\d{2}T/,
      replace: { certificateArn: "another" },
      outside: {
        act: (_, { acm }) => acm.deleteCertificate({ CertificateArn: certificate.id }),
        differs: "gone",
      },
    };
  });

  it("puts a certificate of the emulator's own where the stack names one that is not there", async () => {
    const setup = await provider();
    const { client, aws } = setup;
    const certificateArn = "arn:aws:acm:us-east-1:111122223333:certificate/somewhere-else";
    const target = await targetGroup(setup, "of-stand-in");
    const listener = await client.create("aws:lb/listener:Listener", "l", {
      loadBalancerArn: (await loadBalancer(setup, "with-stand-in")).id,
      port: 443,
      protocol: "HTTPS",
      certificateArn,
      defaultActions: [{ type: "forward", targetGroupArn: target.id }],
    });
    const { Listeners } = await aws.elb.describeListeners({ ListenerArns: [listener.id] });
    const standIn = Listeners?.[0]?.Certificates?.[0]?.CertificateArn;
    const { Certificate } = await aws.acm.describeCertificate({ CertificateArn: standIn });

    expect(Certificate?.Status).to.equal("ISSUED");
    expect((await client.read(listener))?.inputs["certificateArn"]).to.equal(certificateArn);
    await client.delete(listener);
    const { CertificateSummaryList = [] } = await aws.acm.listCertificates({});
    expect(CertificateSummaryList.map((summary) => summary.CertificateArn)).not.to.include(standIn);
  });
});
