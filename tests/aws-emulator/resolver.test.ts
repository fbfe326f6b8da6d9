import type { PropertyMap } from "@landing-zone/plan/values";
import { itLives } from "./lifecycle";
import type { Made } from "./provider-client";
import { network, type Setup } from "./setup";

async function endpointInputs(setup: Setup, name: string): Promise<PropertyMap> {
  const { subnets, group } = await network(setup);
  return {
    name,
    direction: "OUTBOUND",
    securityGroupIds: [group.id],
    ipAddresses: subnets.map(({ id }) => ({ subnetId: id })),
    tags: { Name: "a" },
  };
}

async function ruleInputs(setup: Setup, name: string): Promise<PropertyMap> {
  const type = "aws:route53/resolverEndpoint:ResolverEndpoint";
  const endpoint = await setup.client.create(type, name, await endpointInputs(setup, name));
  return {
    name,
    domainName: "corp.example",
    ruleType: "FORWARD",
    resolverEndpointId: endpoint.id,
    targetIps: [{ ip: "192.168.10.53", port: 53 }],
    tags: { Name: "a" },
  };
}

async function rule(setup: Setup, name: string): Promise<Made> {
  const inputs = await ruleInputs(setup, name);
  return setup.client.create("aws:route53/resolverRule:ResolverRule", name, inputs);
}

describe("Route 53 Resolver in the emulator", () => {
  itLives("resolver endpoint", async (setup) => ({
    type: "aws:route53/resolverEndpoint:ResolverEndpoint",
    inputs: await endpointInputs(setup, "endpoint"),
    id: /^rslvr-out-/,
    change: { name: "renamed", tags: { Name: "b" } },
    replace: { direction: "INBOUND" },
    outside: {
      act: ({ id }, { resolver }) =>
        resolver.call("UpdateResolverEndpoint", { ResolverEndpointId: id, Name: "theirs" }),
      differs: "name",
    },
  }));

  itLives("resolver rule", async (setup) => ({
    type: "aws:route53/resolverRule:ResolverRule",
    inputs: await ruleInputs(setup, "rule"),
    id: /^rslvr-rr-/,
    change: { tags: { Name: "b" } },
    replace: { domainName: "other.example" },
    outside: {
      act: ({ id }, { resolver }) => resolver.call("DeleteResolverRule", { ResolverRuleId: id }),
      differs: "gone",
    },
  }));

  itLives("resolver rule association", async (setup) => {
    const { id: resolverRuleId } = await rule(setup, "associated");
    const vpcId = (await network(setup)).vpc.id;
    return {
      type: "aws:route53/resolverRuleAssociation:ResolverRuleAssociation",
      inputs: { name: "here", resolverRuleId, vpcId },
      id: /^rslvr-rrassoc-/,
      replace: { vpcId: (await network(setup)).vpc.id },
      outside: {
        act: (_, { resolver }) =>
          resolver.call("DisassociateResolverRule", {
            ResolverRuleId: resolverRuleId,
            VPCId: vpcId,
          }),
        differs: "gone",
      },
    };
  });
});
