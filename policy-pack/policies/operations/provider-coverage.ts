import { types } from "../../lib/tokens";
import { defineRule } from "../../lib/rule";

/** What the pack's rules look at: the modules of the classic AWS provider that they name. */
const covered = new Set(
  Object.values(types)
    .flat()
    .map((token) => token.split("/")[0]),
);

export const providerCoverage = defineRule({
  name: "provider-coverage",
  title: "What no rule looks at is said",
  description:
    "Resources that do what the rules are about, but of types that no rule knows, are not evaluated.",
  severity: "low",
  level: "advisory",
  remediation: "Use the aws provider's types, or review these resources by other means.",
  url: "https://www.pulumi.com/registry/packages/aws/",
  types: [],
  *stack(graph) {
    const known = new Set<string>([...Object.values(types).flat(), ...harmless]);
    for (const resource of graph.resources) {
      const [provider = "", module = ""] = resource.type.split(":");
      const isOther = provider === "aws-native" || provider === "aws-apigateway";
      const isUnknownHere = covered.has(`aws:${module.split("/")[0] ?? ""}`) && provider === "aws";
      if (isOther || (isUnknownHere && !known.has(resource.type))) {
        yield { message: "no rule looks at resources of this type", resource };
      }
    }
  },
});

/** Types that need no rule of their own: rules look at what they belong to. */
const harmless: readonly string[] = [
  "aws:backup/plan:Plan",
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
  "aws:acm/certificateValidation:CertificateValidation",
  "aws:cloudwatch/dashboard:Dashboard",
  "aws:cloudwatch/logMetricFilter:LogMetricFilter",
  "aws:dms/certificate:Certificate",
  "aws:ec2/eip:Eip",
  "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
  "aws:ec2/vpnGateway:VpnGateway",
  "aws:ec2/vpnGatewayAttachment:VpnGatewayAttachment",
  "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation",
  "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
  "aws:kms/alias:Alias",
];
