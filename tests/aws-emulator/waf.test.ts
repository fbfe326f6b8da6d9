import { expect } from "chai";
import type { PropertyMap } from "@landing-zone/plan/values";
import { itLives } from "./lifecycle";
import { loadBalancer } from "./load-balancer-fixture";
import { text } from "./provider-client";
import { provider } from "./setup";

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

describe("web application firewalls in the emulator", () => {
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

  itLives("IP set", () => ({
    type: "aws:wafv2/ipSet:IpSet",
    inputs: {
      name: "listed",
      description: "Addresses",
      scope: "REGIONAL",
      ipAddressVersion: "IPV4",
      addresses: ["203.0.113.0/24", "198.51.100.7/32"],
      tags: { Name: "a" },
    },
    id: /^[0-9a-f-]{36}$/,
    change: { addresses: ["203.0.113.0/24"], tags: { Name: "b" } },
    replace: { name: "other" },
    outside: {
      act: async ({ id }, { waf }) => {
        const key = { Id: id, Name: "listed", Scope: "REGIONAL" } as const;
        const { LockToken } = await waf.getIPSet(key);
        await waf.updateIPSet({ ...key, LockToken, Addresses: [] });
      },
      differs: "addresses",
    },
  }));

  it("lets a rule look at an IP set", async () => {
    const { client } = await provider();
    const set = await client.create("aws:wafv2/ipSet:IpSet", "s", {
      name: "looked-at",
      scope: "REGIONAL",
      ipAddressVersion: "IPV4",
      addresses: ["203.0.113.0/24"],
    });
    const listed = {
      name: "listed",
      priority: 2,
      action: { block: {} },
      statement: { ipSetReferenceStatement: { arn: set.state["arn"] ?? null } },
      visibilityConfig: visibility("listed"),
    };
    const inputs = webAclInputs("looking");
    const rules = [rateRule(2000), managedRule, listed];
    const acl = await client.create("aws:wafv2/webAcl:WebAcl", "a", { ...inputs, rules });
    expect((await client.read(acl))?.state["rules"]).to.deep.include(listed);
  });

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
});
