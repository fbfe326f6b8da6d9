import { type Listener } from "@aws-sdk/client-elastic-load-balancing-v2";
import { type Rule } from "@aws-sdk/client-wafv2";
import { type Cloud, first } from "../cloud";
import { stopLogging, type Undo, weakenTls } from "../changes";
import { declaredOf, tamperings } from "./row";

const groupType = "aws:lb/targetGroup:TargetGroup";
const aclType = "aws:wafv2/webAcl:WebAcl";

type Known = Pick<Cloud, "declared" | "outputs">;

/** Attributes of the load balancer: the key, the value by hand, the declared one, and the message. */
const attributes = [
  ["idle_timeout.timeout_seconds", "4000", "60", 'idleTimeout is "4000"'],
  ["routing.http.desync_mitigation_mode", "monitor", "defensive", 'desyncMitigationMode is "mon'],
  [
    "routing.http.drop_invalid_header_fields.enabled",
    "false",
    "true",
    'dropInvalidHeaderFields is "false"',
  ],
  ["access_logs.s3.enabled", "false", "true", 'accessLogs.enabled is "false"'],
  ["connection_logs.s3.enabled", "false", "true", 'connectionLogs.enabled is "false"'],
  ["access_logs.s3.prefix", "elsewhere", "access", 'accessLogs.prefix is "elsewhere"'],
  ["deletion_protection.enabled", "true", "false", 'enableDeletionProtection is "true"'],
  ["routing.http2.enabled", "false", "true", 'enableHttp2 is "false"'],
  ["waf.fail_open.enabled", "true", "false", 'enableWafFailOpen is "true"'],
  ["routing.http.preserve_host_header.enabled", "true", "false", 'preserveHostHeader is "true"'],
  ["routing.http.xff_header_processing.mode", "remove", "append", "xffHeaderProcessingMode is"],
] as const;

const balancerLabel = ({ outputs }: Known) => `load balancer migration-edge-${outputs.environment}`;

const balancers = tamperings(
  "the load balancer: its network, its groups and its attributes",
  attributes.map(([Key, Value, own, says]) => ({
    name: `the load balancer's ${Key} is ${Value}`,
    says: (cloud: Known) => [`${balancerLabel(cloud)}: ${says}`, "expected"],
    tamper: async ({ elb, outputs }: Cloud): Promise<Undo> => {
      const { loadBalancerArn: LoadBalancerArn } = outputs;
      const set = (value: string) =>
        elb.modifyLoadBalancerAttributes({
          LoadBalancerArn,
          Attributes: [{ Key, Value: value }],
        });
      await set(Value);
      return () => set(own);
    },
  })),
);

async function listener({ elb, outputs }: Cloud, port: number): Promise<Listener> {
  const { Listeners } = await elb.describeListeners({ LoadBalancerArn: outputs.loadBalancerArn });
  return first(
    `listener on port ${port}`,
    Listeners?.filter(({ Port }) => Port === port),
  );
}

/** A target group of others, that takes requests in plain text. */
async function plainGroup({ elb, outputs }: Cloud) {
  const group = { Name: "plain", Protocol: "HTTP", Port: 80, VpcId: outputs.vpcId } as const;
  const { TargetGroups } = await elb.createTargetGroup({ ...group, TargetType: "ip" });
  const TargetGroupArn = first("group", TargetGroups).TargetGroupArn!;
  return { TargetGroupArn, remove: () => elb.deleteTargetGroup({ TargetGroupArn }) };
}

const listeners = tamperings(
  "the listeners: ports, TLS, certificates, rules and where each sends its requests",
  [
    {
      name: "a rule of the HTTP listener forwards in plain text",
      says: ["listener HTTP:80: rules is", "/x", "expected absent"],
      tamper: async (cloud) => {
        const { ListenerArn } = await listener(cloud, 80);
        const { Rules } = await cloud.elb.createRule({
          ListenerArn,
          Priority: 5,
          Conditions: [{ Field: "path-pattern", Values: ["/x"] }],
          Actions: [{ Type: "forward", TargetGroupArn: cloud.outputs.targetGroupArn }],
        });
        const RuleArn = Rules?.[0]?.RuleArn;
        return () => cloud.elb.deleteRule({ RuleArn });
      },
    },
    {
      name: "a rule of the HTTPS listener answers by itself",
      says: ["listener HTTPS:443: rules is", "/admin", "expected absent"],
      tamper: async (cloud) => {
        const { ListenerArn } = await listener(cloud, 443);
        const { Rules } = await cloud.elb.createRule({
          ListenerArn,
          Priority: 7,
          Conditions: [{ Field: "path-pattern", Values: ["/admin"] }],
          Actions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "200" } }],
        });
        const RuleArn = Rules?.[0]?.RuleArn;
        return () => cloud.elb.deleteRule({ RuleArn });
      },
    },
    {
      name: "a second HTTPS listener has a policy of 2016",
      says: ["listener HTTPS:8443: is there with", "ELBSecurityPolicy-2016-08", "expected none"],
      tamper: async (cloud) => {
        const { Certificates, DefaultActions } = await listener(cloud, 443);
        const { Listeners } = await cloud.elb.createListener({
          LoadBalancerArn: cloud.outputs.loadBalancerArn,
          Port: 8443,
          Protocol: "HTTPS",
          SslPolicy: "ELBSecurityPolicy-2016-08",
          Certificates,
          DefaultActions,
        });
        const ListenerArn = Listeners?.[0]?.ListenerArn;
        return () => cloud.elb.deleteListener({ ListenerArn });
      },
    },
    {
      name: "the HTTPS listener has a TLS policy of 2016",
      says: ['listener HTTPS:443: sslPolicy is "ELBSecurityPolicy-2016-08"', "expected"],
      tamper: async (cloud) => weakenTls(cloud, await listener(cloud, 443)),
    },
    {
      name: "most of the traffic goes to a plain target group",
      says: ["listener HTTPS:443: defaultActions", 'weight":"99"', "expected"],
      tamper: async (cloud) => {
        const { ListenerArn, DefaultActions } = await listener(cloud, 443);
        const { TargetGroupArn, remove } = await plainGroup(cloud);
        const TargetGroups = [
          { TargetGroupArn: cloud.outputs.targetGroupArn, Weight: 1 },
          { TargetGroupArn, Weight: 99 },
        ];
        await cloud.elb.modifyListener({
          ListenerArn,
          DefaultActions: [{ Type: "forward", ForwardConfig: { TargetGroups } }],
        });
        return async () => {
          await cloud.elb.modifyListener({ ListenerArn, DefaultActions });
          await remove();
        };
      },
    },
    {
      name: "all of the traffic goes to the data centre",
      says: ["listener HTTPS:443: defaultActions", 'weight":"100"', "expected"],
      tamper: async (cloud) => {
        const { ListenerArn, DefaultActions } = await listener(cloud, 443);
        const TargetGroups = [
          { TargetGroupArn: cloud.outputs.targetGroupArn, Weight: 0 },
          { TargetGroupArn: cloud.outputs.onPremisesTargetGroupArn, Weight: 100 },
        ];
        await cloud.elb.modifyListener({
          ListenerArn,
          DefaultActions: [{ Type: "forward", ForwardConfig: { TargetGroups } }],
        });
        return () => cloud.elb.modifyListener({ ListenerArn, DefaultActions });
      },
    },
    {
      name: "HTTP is redirected for a while only",
      says: ["listener HTTP:80: defaultActions", 'statusCode is "HTTP_302"', 'expected "HTTP_301"'],
      tamper: async (cloud) => {
        const { ListenerArn, DefaultActions } = await listener(cloud, 80);
        const RedirectConfig = { Port: "443", Protocol: "HTTPS", StatusCode: "HTTP_302" } as const;
        await cloud.elb.modifyListener({
          ListenerArn,
          DefaultActions: [{ Type: "redirect", RedirectConfig }],
        });
        return () => cloud.elb.modifyListener({ ListenerArn, DefaultActions });
      },
    },
    {
      name: "the HTTPS listener has one more certificate",
      says: ['listener HTTPS:443: numberOfMoreCertificates is "2"', 'expected "1"'],
      tamper: async (cloud) => {
        const { ListenerArn } = await listener(cloud, 443);
        const { CertificateArn } = await cloud.acm.requestCertificate({
          DomainName: "mallory.example",
        });
        const Certificates = [{ CertificateArn }];
        await cloud.elb.addListenerCertificates({ ListenerArn, Certificates });
        return () => cloud.elb.removeListenerCertificates({ ListenerArn, Certificates });
      },
    },
  ],
);

/** Attributes of the target group: the key, the value by hand, the declared one, and the message. */
const groupAttributes = [
  ["deregistration_delay.timeout_seconds", "3000", "60", 'deregistrationDelay is "3000"'],
  ["slow_start.duration_seconds", "900", "0", 'slowStart is "900"'],
  ["stickiness.enabled", "true", "false", 'stickiness.enabled is "true"'],
  [
    "load_balancing.algorithm.type",
    "least_outstanding_requests",
    "round_robin",
    "loadBalancingAlgorithmType is",
  ],
] as const;

/** The health check of the target group: the field, the value by hand and back, and the message. */
const healthChecks = [
  [{ HealthCheckPath: "/" }, { HealthCheckPath: "/health" }, 'healthCheck.path is "/"'],
  [{ HealthCheckProtocol: "HTTP" }, { HealthCheckProtocol: "HTTPS" }, "healthCheck.protocol is"],
  [
    { Matcher: { HttpCode: "200-499" } },
    { Matcher: { HttpCode: "200" } },
    "healthCheck.matcher is",
  ],
  [{ UnhealthyThresholdCount: 10 }, { UnhealthyThresholdCount: 2 }, "healthCheck.unhealthyThres"],
  [{ HealthCheckIntervalSeconds: 300 }, { HealthCheckIntervalSeconds: 30 }, "healthCheck.interval"],
] as const;

const applicationGroup = (cloud: Known) =>
  cloud.declared.of(groupType).find(({ id }) => id === cloud.outputs.targetGroupArn)!;
const groupLabel = (cloud: Known) =>
  `target group ${String(applicationGroup(cloud).inputs["name"])}`;

const targetGroups = tamperings(
  "the target groups: health check, attributes and the targets that are declared",
  [
    ...groupAttributes.map(([Key, Value, own, says]) => ({
      name: `the target group's ${Key} is ${Value}`,
      says: (cloud: Known) => [`${groupLabel(cloud)}: ${says}`, "expected"],
      tamper: async ({ elb, outputs }: Cloud): Promise<Undo> => {
        const set = (value: string) =>
          elb.modifyTargetGroupAttributes({
            TargetGroupArn: outputs.targetGroupArn,
            Attributes: [{ Key, Value: value }],
          });
        await set(Value);
        return () => set(own);
      },
    })),
    ...healthChecks.map(([change, back, says]) => ({
      name: `the target group's health check has ${JSON.stringify(change)}`,
      says: (cloud: Known) => [`${groupLabel(cloud)}: ${says}`, "expected"],
      tamper: async ({
        elb,
        outputs: { targetGroupArn: TargetGroupArn },
      }: Cloud): Promise<Undo> => {
        await elb.modifyTargetGroup({ TargetGroupArn, ...change });
        return () => elb.modifyTargetGroup({ TargetGroupArn, ...back });
      },
    })),
    {
      name: "a server of others is a target of the data centre's group",
      says: ["target group migration-", 'targets has "192.168.66.66:8443"', "not declared"],
      tamper: async ({ elb, outputs: { onPremisesTargetGroupArn: TargetGroupArn } }) => {
        const Targets = [{ Id: "192.168.66.66", Port: 8443, AvailabilityZone: "all" }];
        await elb.registerTargets({ TargetGroupArn, Targets });
        return () => elb.deregisterTargets({ TargetGroupArn, Targets });
      },
    },
  ],
);

/** Changes the rules of the web ACL. */
function changeRules(change: (rules: Rule[]) => Rule[]) {
  return async (cloud: Cloud): Promise<Undo> => {
    const { id: Id, inputs } = declaredOf(cloud, aclType);
    const which = { Id, Name: String(inputs["name"]), Scope: "REGIONAL" } as const;
    const set = async (rules: (own: Rule[]) => Rule[]) => {
      const { WebACL, LockToken } = await cloud.waf.getWebACL(which);
      const { DefaultAction, VisibilityConfig, Description, Rules = [] } = WebACL!;
      await cloud.waf.updateWebACL({
        ...{ ...which, LockToken, DefaultAction, VisibilityConfig, Description },
        Rules: rules(Rules),
      });
      return Rules;
    };
    const own = await set((rules) => change(structuredClone(rules)));
    return () => set(() => own);
  };
}

const aclLabel = ({ outputs }: Known) => `web ACL migration-edge-${outputs.environment}`;
const allowing = (name: string, statement: Rule["Statement"]): Rule => ({
  Name: name,
  Priority: 900,
  Action: { Allow: {} },
  Statement: statement,
  VisibilityConfig: {
    SampledRequestsEnabled: true,
    CloudWatchMetricsEnabled: true,
    MetricName: name,
  },
});

const firewall = [
  ...tamperings(
    "the web ACL: every rule with its order, action and override, and what it protects",
    [
      {
        name: "the managed rule groups only count",
        says: (cloud) => [`${aclLabel(cloud)}: rules has`, '"overrideAction":{"count":"yes"}'],
        tamper: changeRules((rules) =>
          rules.map((rule) =>
            rule.OverrideAction === undefined ? rule : { ...rule, OverrideAction: { Count: {} } },
          ),
        ),
      },
      {
        name: "a first rule allows by country",
        says: (cloud) => [`${aclLabel(cloud)}: rules has`, "geoMatchStatement"],
        tamper: changeRules((rules) => [
          ...rules,
          allowing("ByCountry", { GeoMatchStatement: { CountryCodes: ["US"] } }),
        ]),
      },
      {
        name: "the rate limit is far away",
        says: (cloud) => [
          `${aclLabel(cloud)}: rules[RateLimitPerAddress].statement.rateBasedStatement.limit is "900000"`,
        ],
        tamper: changeRules((rules) =>
          rules.map((rule) => {
            const rate = rule.Statement?.RateBasedStatement;
            if (rate !== undefined) rate.Limit = 900_000;
            return rule;
          }),
        ),
      },
      {
        name: "the rate limit counts only",
        says: (cloud) => [`${aclLabel(cloud)}: rules[RateLimitPerAddress].action`, "count"],
        tamper: changeRules((rules) =>
          rules.map((rule) =>
            rule.Name === "RateLimitPerAddress" ? { ...rule, Action: { Count: {} } } : rule,
          ),
        ),
      },
      {
        name: "a rule is gone",
        says: (cloud) => [`${aclLabel(cloud)}: rules lacks`, "AWSManagedRules"],
        tamper: changeRules((rules) => rules.slice(0, -1)),
      },
      {
        name: "the rules are in another order",
        says: (cloud) => [`${aclLabel(cloud)}: rules has`, '"priority":"800"'],
        tamper: changeRules((rules) => {
          const [one, other, ...rest] = rules;
          return [{ ...one!, Priority: 800 }, { ...other!, Priority: 801 }, ...rest];
        }),
      },
      {
        name: "the web ACL protects nothing any more",
        says: (cloud) => [`${aclLabel(cloud)}: protects is absent`, "loadbalancer/app/"],
        tamper: async ({ waf, outputs, declared }) => {
          const ResourceArn = outputs.loadBalancerArn;
          const WebACLArn = String(declaredOf({ declared }, aclType).outputs["arn"]);
          await waf.disassociateWebACL({ ResourceArn });
          return () => waf.associateWebACL({ ResourceArn, WebACLArn });
        },
      },
    ],
  ),
  ...tamperings("the IP sets and the addresses in each", [
    {
      name: "everybody is among the addresses that are allowed",
      says: ["IP set migration-allowed", 'addresses has "0.0.0.0/1"', "which is not declared"],
      tamper: async ({ waf, declared }) => {
        const { id: Id, inputs } = declaredOf({ declared }, "aws:wafv2/ipSet:IpSet");
        const which = { Id, Name: String(inputs["name"]), Scope: "REGIONAL" } as const;
        const set = async (more: string[]) => {
          const { LockToken } = await waf.getIPSet(which);
          const Addresses = [...(inputs["addresses"] as string[]), ...more];
          await waf.updateIPSet({ ...which, LockToken, Addresses });
        };
        await set(["0.0.0.0/1"]);
        return () => set([]);
      },
    },
  ]),
  ...tamperings("the log of the web ACL: its destination, filters and redacted fields", [
    {
      name: "the web ACL is no longer logged",
      says: ["log of web ACL", "is not there"],
      tamper: (cloud) => stopLogging(cloud, String(declaredOf(cloud, aclType).outputs["arn"])),
    },
    {
      name: "the web ACL logs secrets of requests",
      says: ["log of web ACL", "redactedFields is absent", "expected"],
      tamper: async ({ waf, declared }) => {
        const ResourceArn = String(declaredOf({ declared }, aclType).outputs["arn"]);
        const { LoggingConfiguration: own } = await waf.getLoggingConfiguration({ ResourceArn });
        const open = { ...own!, RedactedFields: [] };
        await waf.putLoggingConfiguration({ LoggingConfiguration: open });
        return () => waf.putLoggingConfiguration({ LoggingConfiguration: own });
      },
    },
  ]),
];

export const declaredEdgeTamperings = [...balancers, ...listeners, ...targetGroups, ...firewall];
