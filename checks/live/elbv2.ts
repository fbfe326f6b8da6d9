import { z } from "zod";
import { type AwsCli } from "../aws-cli";
import { only } from "./only";

const loadBalancer = z.object({
  LoadBalancerArn: z.string(),
  LoadBalancerName: z.string(),
  DNSName: z.string(),
  Scheme: z.string(),
  Type: z.string(),
  VpcId: z.string(),
  State: z.object({ Code: z.string() }),
  AvailabilityZones: z.array(z.object({ SubnetId: z.string() })),
  SecurityGroups: z.array(z.string()).default([]),
});

/** The load balancer of an ARN. */
export async function loadBalancerOf(aws: AwsCli, arn: string) {
  const schema = z.object({ LoadBalancers: z.array(loadBalancer) });
  const answer = await aws.read(
    schema,
    "elbv2",
    "describe-load-balancers",
    "--load-balancer-arns",
    arn,
  );
  return only(`load balancer ${arn}`, answer.LoadBalancers);
}

const attributes = z.object({
  Attributes: z.array(z.object({ Key: z.string(), Value: z.string().optional() })),
});

async function readAttributes(
  aws: AwsCli,
  kind: "load-balancer" | "target-group",
  arn: string,
): Promise<Record<string, string | undefined>> {
  const { Attributes } = await aws.read(
    attributes,
    "elbv2",
    `describe-${kind}-attributes`,
    `--${kind}-arn`,
    arn,
  );
  return Object.fromEntries(Attributes.map(({ Key, Value }) => [Key, Value]));
}

/** The attributes of a load balancer, by key. */
export const attributesOf = (aws: AwsCli, arn: string) => readAttributes(aws, "load-balancer", arn);

/** The attributes of a target group, by key. */
export const targetGroupAttributesOf = (aws: AwsCli, arn: string) =>
  readAttributes(aws, "target-group", arn);

const listener = z.object({
  ListenerArn: z.string(),
  Port: z.number(),
  Protocol: z.string(),
  SslPolicy: z.string().optional(),
  Certificates: z.array(z.object({ CertificateArn: z.string() })).default([]),
  DefaultActions: z.array(
    z.object({
      Type: z.string(),
      TargetGroupArn: z.string().optional(),
      ForwardConfig: z
        .object({
          TargetGroups: z
            .array(z.object({ TargetGroupArn: z.string(), Weight: z.number().optional() }))
            .default([]),
        })
        .optional(),
      RedirectConfig: z
        .object({ Protocol: z.string(), Port: z.string(), StatusCode: z.string() })
        .optional(),
    }),
  ),
});

/** One listener of a load balancer. */
export type Listener = z.infer<typeof listener>;

/** The listeners of a load balancer. */
export async function listenersOf(aws: AwsCli, arn: string): Promise<Listener[]> {
  const schema = z.object({ Listeners: z.array(listener) });
  const answer = await aws.read(schema, "elbv2", "describe-listeners", "--load-balancer-arn", arn);
  return answer.Listeners;
}

const condition = z
  .object({
    Field: z.string(),
    Values: z.array(z.string()).default([]),
    HostHeaderConfig: z.object({ Values: z.array(z.string()).default([]) }).optional(),
    PathPatternConfig: z.object({ Values: z.array(z.string()).default([]) }).optional(),
  })
  .transform(({ Field, Values, HostHeaderConfig, PathPatternConfig }) => {
    const values = (HostHeaderConfig ?? PathPatternConfig)?.Values ?? Values;
    return `${Field}: ${values.join(", ")}`;
  });

/** A rule of a listener; each of its conditions as a text such as `path-pattern: *`. */
export async function ruleOf(aws: AwsCli, listenerArn: string, ruleArn: string) {
  const rule = z.object({
    RuleArn: z.string(),
    Priority: z.string(),
    Conditions: z.array(condition),
    Actions: z.array(
      z.object({ FixedResponseConfig: z.object({ StatusCode: z.string() }).optional() }),
    ),
  });
  const { Rules } = await aws.read(
    z.object({ Rules: z.array(rule) }),
    "elbv2",
    "describe-rules",
    "--listener-arn",
    listenerArn,
  );
  return only(
    `listener rule ${ruleArn}`,
    Rules.filter(({ RuleArn }) => RuleArn === ruleArn),
  );
}

/** The certificates of a listener, the first one and those of other names. */
export async function listenerCertificatesOf(aws: AwsCli, listenerArn: string) {
  const certificate = z.object({ CertificateArn: z.string(), IsDefault: z.boolean() });
  const answer = await aws.read(
    z.object({ Certificates: z.array(certificate) }),
    "elbv2",
    "describe-listener-certificates",
    "--listener-arn",
    listenerArn,
  );
  return answer.Certificates;
}

/** The target group of an ARN. */
export async function targetGroupOf(aws: AwsCli, arn: string) {
  const targetGroup = z.object({
    TargetGroupName: z.string(),
    Protocol: z.string(),
    TargetType: z.string(),
    VpcId: z.string(),
    HealthCheckProtocol: z.string(),
  });
  const schema = z.object({ TargetGroups: z.array(targetGroup) });
  const answer = await aws.read(
    schema,
    "elbv2",
    "describe-target-groups",
    "--target-group-arns",
    arn,
  );
  return only(`target group ${arn}`, answer.TargetGroups);
}

/** The targets that are registered in a group. */
export async function targetsOf(aws: AwsCli, targetGroupArn: string) {
  const target = z.object({
    Id: z.string(),
    Port: z.number(),
    AvailabilityZone: z.string().optional(),
  });
  const schema = z.object({ TargetHealthDescriptions: z.array(z.object({ Target: target })) });
  const answer = await aws.read(
    schema,
    "elbv2",
    "describe-target-health",
    "--target-group-arn",
    targetGroupArn,
  );
  return answer.TargetHealthDescriptions.map(({ Target }) => Target);
}

/** A certificate of AWS Certificate Manager. */
export async function certificateOf(aws: AwsCli, arn: string) {
  const schema = z.object({
    Certificate: z.object({
      DomainName: z.string(),
      SubjectAlternativeNames: z.array(z.string()).default([]),
      Status: z.string(),
      KeyAlgorithm: z.string(),
      DomainValidationOptions: z
        .array(
          z.object({ ResourceRecord: z.object({ Name: z.string(), Type: z.string() }).optional() }),
        )
        .default([]),
    }),
  });
  const answer = await aws.read(schema, "acm", "describe-certificate", "--certificate-arn", arn);
  return answer.Certificate;
}
