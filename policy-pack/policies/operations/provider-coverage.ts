import judged from "../../lib/judged-properties.json";
import { type Graph, type Node } from "../../lib/graph";
import { toggle } from "../../lib/options";
import { defineRule, type Finding, type Rule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven } from "../../lib/unknowns";

export const providerCoverage = defineRule({
  name: "provider-coverage",
  title: "The report lists types that the pack does not judge",
  description: "The report lists resource types that no rule judges.",
  severity: "low",
  level: "advisory",
  remediation:
    "Use types of the aws provider, or review these resources by other means. docs/judged-properties.md lists the properties that rules read.",
  url: "https://www.pulumi.com/registry/packages/aws/",
  options: {
    inPart: toggle("Whether to list also types with properties that no rule reads.", false),
  },
  types: [],
  *stack(graph, { inPart }) {
    yield* notJudged(graph, []);
    if (inPart) yield* judgedInPart(graph);
  },
});

/** The rule beside rules of a team, whose types are judged too. */
export function coverageBeside(rules: readonly Rule[]): Rule {
  const types = rules.flatMap((rule) => rule.types);
  return {
    ...providerCoverage,
    *stack(graph, options) {
      yield* notJudged(graph, types);
      if (options["inPart"] === true) yield* judgedInPart(graph);
    },
  };
}

/** One remark on all types that neither the pack's rules nor those of the list judge. */
function* notJudged(graph: Graph, judgedElsewhere: readonly string[]): Generator<Finding> {
  const others = graph.resources.filter(
    (node) => isOfInterest(node) && !isJudged(node.type) && !judgedElsewhere.includes(node.type),
  );
  if (others.length === 0) return;
  const byType = Map.groupBy(others, ({ type }) => type);
  const list = [...byType].map(([type, { length }]) => `${type} (${length})`);
  yield { message: `no rule judges resources of these types: ${list.join(", ")}` };
}

/** The properties that rules read, by type; generated. */
const read: Readonly<Record<string, string | undefined>> = judged;

const referredTo = new Set<string>(Object.values(types).flat());

/** Whether a rule reads properties of the type, or how others refer to it. */
function isJudged(type: string): boolean {
  return Object.hasOwn(read, type) || referredTo.has(type) || harmless.includes(type);
}

/** Whether a resource is of AWS by any provider, or of another provider that makes things. */
function isOfInterest({ type, provider }: Node): boolean {
  const [packageName = ""] = type.split(":");
  const isOfAws = ["aws", "aws-native", "aws-apigateway", "awscc"].includes(packageName);
  const isOfTerraform = /:tf:|:index:Module$/.test(type);
  const isOther = provider !== undefined && !["pulumi", "random", "awsx"].includes(packageName);
  return isOfAws || isOfTerraform || isOther;
}

/** One remark on all types of which programs give properties that no rule reads. */
function* judgedInPart(graph: Graph): Generator<Finding> {
  const parts = new Map<string, Set<string>>();
  for (const { type, inputs } of graph.resources.filter((node) => Object.hasOwn(read, node.type))) {
    const judgedHere = read[type]?.split(" ") ?? [];
    const given = Object.keys(inputs ?? {}).filter((key) => isGiven(inputs ?? {}, key));
    const others = given.filter((key) => !judgedHere.includes(key) && !ofAll.includes(key));
    parts.set(type, new Set([...(parts.get(type) ?? []), ...others]));
  }
  const list = [...parts]
    .filter(([, properties]) => properties.size > 0)
    .map(
      ([type, { size }]) =>
        `${type.split("/")[0]?.slice(4) ?? ""}.${type.split(":").at(-1) ?? ""} (${size})`,
    );
  if (list.length > 0) {
    yield {
      message: `judged in part, with the number of given properties that no rule reads: ${list.join(", ")}`,
    };
  }
}

/** Properties that name and describe a resource. */
const ofAll = ["__defaults", "description", "name", "namePrefix", "region", "tags", "tagsAll"];

/** Types that need no rule of their own: rules judge the resources they belong to. */
const harmless: readonly string[] = [
  "aws:acm/certificateValidation:CertificateValidation",
  "aws:appautoscaling/policy:Policy",
  "aws:appautoscaling/target:Target",
  "aws:backup/plan:Plan",
  "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
  "aws:budgets/budget:Budget",
  "aws:cloudwatch/dashboard:Dashboard",
  "aws:cloudwatch/logMetricFilter:LogMetricFilter",
  "aws:dms/certificate:Certificate",
  "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
  "aws:ec2/vpnGatewayAttachment:VpnGatewayAttachment",
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
  "aws:iam/instanceProfile:InstanceProfile",
  "aws:kms/alias:Alias",
  "aws:lb/listenerCertificate:ListenerCertificate",
  "aws:lb/targetGroupAttachment:TargetGroupAttachment",
  "aws:route53/resolverEndpoint:ResolverEndpoint",
  "aws:route53/resolverRule:ResolverRule",
  "aws:route53/resolverRuleAssociation:ResolverRuleAssociation",
];
