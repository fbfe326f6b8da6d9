import type { PropertyMap } from "../../local/engine/values";
import { itLives } from "./lifecycle";
import { loadBalancer } from "./load-balancer-fixture";
import { text } from "./provider-client";

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
