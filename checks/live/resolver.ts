import { z } from "zod";
import { type AwsCli } from "../aws-cli";

const service = "route53resolver";

/** A resolver endpoint, with the subnets that it has addresses in. */
export async function resolverEndpointOf(aws: AwsCli, id: string) {
  const endpoint = z.object({
    ResolverEndpoint: z.object({
      Direction: z.string(),
      Status: z.string(),
      HostVPCId: z.string(),
      SecurityGroupIds: z.array(z.string()),
    }),
  });
  const addresses = z.object({ IpAddresses: z.array(z.object({ SubnetId: z.string() })) });
  const identifier = ["--resolver-endpoint-id", id];
  const [{ ResolverEndpoint }, { IpAddresses }] = await Promise.all([
    aws.read(endpoint, service, "get-resolver-endpoint", ...identifier),
    aws.read(addresses, service, "list-resolver-endpoint-ip-addresses", ...identifier),
  ]);
  return { ...ResolverEndpoint, subnetIds: IpAddresses.map(({ SubnetId }) => SubnetId) };
}

/** The rules that forward queries through an endpoint. */
export async function resolverRulesOf(aws: AwsCli, endpointId: string) {
  const schema = z.object({
    ResolverRules: z.array(
      z.object({
        Id: z.string(),
        DomainName: z.string(),
        RuleType: z.string(),
        TargetIps: z.array(z.object({ Ip: z.string(), Port: z.number() })).default([]),
      }),
    ),
  });
  const filter = `Name=ResolverEndpointId,Values=${endpointId}`;
  return (await aws.read(schema, service, "list-resolver-rules", "--filters", filter))
    .ResolverRules;
}

/** Ids of the VPCs in which a rule holds. */
export async function vpcsOfRule(aws: AwsCli, ruleId: string): Promise<string[]> {
  const schema = z.object({ ResolverRuleAssociations: z.array(z.object({ VPCId: z.string() })) });
  const filter = `Name=ResolverRuleId,Values=${ruleId}`;
  const operation = "list-resolver-rule-associations";
  const answer = await aws.read(schema, service, operation, "--filters", filter);
  return answer.ResolverRuleAssociations.map(({ VPCId }) => VPCId);
}
