import type * as aws from "@pulumi/aws";
import {
  attributesOf,
  certificateOf,
  type Listener,
  listenersOf,
  loadBalancerOf,
} from "../live/elbv2";
import { recordsNamed } from "../live/route53";
import { certificateTags } from "../live/tags";
import { type AwsCli } from "../support/aws-cli";
import { checksOf, properties } from "../support/check";
import {
  differences,
  Expectation,
  including,
  ofEach,
  oneOf,
  sameMembers,
  unless,
} from "../support/expectations";

const check = checksOf("Load balancer");

/** TLS 1.2 with forward secrecy at least; AWS's list for control ELB.17. */
const tlsPolicies = [
  "TLS13-1-3-2021-06",
  "TLS13-1-3-FIPS-2023-04",
  "TLS13-1-3-PQ-2025-09",
  "TLS13-1-3-FIPS-PQ-2025-09",
  "TLS13-1-2-Res-2021-06",
  "TLS13-1-2-Res-FIPS-2023-04",
  "TLS13-1-2-Res-PQ-2025-09",
  "TLS13-1-2-Res-FIPS-PQ-2025-09",
].map((policy) => `ELBSecurityPolicy-${policy}`);

const listener = (...names: (keyof aws.lb.ListenerArgs)[]) =>
  properties<aws.lb.ListenerArgs>("aws:lb/listener:Listener", ...names);

const loadBalancer = (...names: (keyof aws.lb.LoadBalancerArgs)[]) =>
  properties<aws.lb.LoadBalancerArgs>("aws:lb/loadBalancer:LoadBalancer", ...names);

export const edgeChecks = [
  check({
    name: "stands in the public subnets of every zone, at the name of the outputs",
    outputs: ["loadBalancerArn", "loadBalancerDnsName", "publicSubnetIds", "vpcId"],
    verifies: loadBalancer("internal", "loadBalancerType", "subnets"),
    controls: ["ELB.13"],
    run: async ({ outputs, aws }) => {
      const found = await loadBalancerOf(aws, outputs.loadBalancerArn);
      return differences(
        `load balancer ${found.LoadBalancerName}`,
        { ...found, subnets: found.AvailabilityZones.map(({ SubnetId }) => SubnetId) },
        {
          State: { Code: "active" },
          Type: "application",
          Scheme: "internet-facing",
          DNSName: outputs.loadBalancerDnsName,
          VpcId: outputs.vpcId,
          subnets: sameMembers(outputs.publicSubnetIds),
        },
      );
    },
  }),
  check({
    name: "drops invalid headers and defends against request smuggling",
    outputs: ["loadBalancerArn"],
    verifies: loadBalancer("dropInvalidHeaderFields", "desyncMitigationMode"),
    controls: ["ELB.4", "ELB.12"],
    run: async ({ outputs, aws }) =>
      differences(
        `load balancer ${outputs.loadBalancerArn}`,
        await attributesOf(aws, outputs.loadBalancerArn),
        {
          "routing.http.drop_invalid_header_fields.enabled": "true",
          "routing.http.desync_mitigation_mode": oneOf(["defensive", "strictest"]),
        },
      ),
  }),
  check({
    name: "serves HTTPS under a current TLS policy, to the target group of the outputs",
    outputs: ["loadBalancerArn", "targetGroupArn"],
    verifies: listener("port", "protocol", "sslPolicy", "certificateArn", "defaultActions"),
    controls: ["ELB.17"],
    run: async ({ outputs, aws }) => {
      const listeners = await listenersOf(aws, outputs.loadBalancerArn);
      const secure = listeners.filter(({ Port }) => Port === 443);
      return ofEach("listener on port 443", secure, (found) =>
        differences(
          `listener ${found.ListenerArn}`,
          {
            ...found,
            forwardsTo: found.DefaultActions.flatMap(targetGroupArnsOf),
          },
          {
            Protocol: "HTTPS",
            SslPolicy: oneOf(tlsPolicies),
            forwardsTo: including(outputs.targetGroupArn),
          },
        ),
      );
    },
  }),
  check({
    name: "sends every other request to HTTPS",
    outputs: ["loadBalancerArn"],
    verifies: listener("port", "protocol", "defaultActions"),
    controls: ["ELB.1"],
    run: async ({ outputs, aws }) => {
      const listeners = await listenersOf(aws, outputs.loadBalancerArn);
      const plain = listeners.filter(({ Protocol }) => Protocol !== "HTTPS");
      return ofEach("listener without TLS", plain, (found) =>
        ofEach(`action of listener ${found.ListenerArn}`, found.DefaultActions, (action) =>
          differences(`listener ${found.ListenerArn} on port ${found.Port}`, action, {
            Type: "redirect",
            RedirectConfig: { Protocol: "HTTPS", Port: "443", StatusCode: "HTTP_301" },
          }),
        ),
      );
    },
  }),
  check({
    name: "has a certificate that is issued, with a strong key",
    outputs: ["loadBalancerArn"],
    verifies: [
      ...properties<aws.acm.CertificateArgs>(
        "aws:acm/certificate:Certificate",
        "domainName",
        "validationMethod",
      ),
      ...properties<aws.acm.CertificateValidationArgs>(
        "aws:acm/certificateValidation:CertificateValidation",
        "certificateArn",
      ),
    ],
    controls: ["ACM.2"],
    run: async ({ outputs, aws }) => {
      const arns = await certificateArnsOf(aws, outputs.loadBalancerArn);
      const certificates = await Promise.all(arns.map((arn) => certificateOf(aws, arn)));
      return ofEach("certificate", certificates, (found) =>
        differences(`certificate of ${found.DomainName}`, found, {
          Status: "ISSUED",
          KeyAlgorithm: new Expectation(
            "RSA of at least 2048 bits, or an elliptic curve",
            (algorithm) => algorithm !== "RSA_1024",
          ),
        }),
      );
    },
  }),
  check({
    name: "is found under the name of its certificate, and can renew it, when the stack made that",
    outputs: ["loadBalancerArn", "loadBalancerDnsName"],
    verifies: properties<aws.route53.RecordArgs>("aws:route53/record:Record", "name", "type"),
    run: async ({ outputs, environment, aws }) => {
      const arns = await certificateArnsOf(aws, outputs.loadBalancerArn);
      const problems = arns.map(async (arn) => {
        const { Environment } = await certificateTags(aws, arn);
        // A certificate that was there before has records that are somebody else's.
        return Environment === environment
          ? recordProblems(aws, await certificateOf(aws, arn), outputs.loadBalancerDnsName)
          : [];
      });
      return (await Promise.all(problems)).flat();
    },
  }),
];

function targetGroupArnsOf({ TargetGroupArn, ForwardConfig }: Listener["DefaultActions"][number]) {
  const shared = ForwardConfig?.TargetGroups.map((group) => group.TargetGroupArn) ?? [];
  return TargetGroupArn === undefined ? shared : [TargetGroupArn, ...shared];
}

async function certificateArnsOf(aws: AwsCli, loadBalancerArn: string): Promise<string[]> {
  const listeners = await listenersOf(aws, loadBalancerArn);
  return listeners.flatMap(({ Certificates }) =>
    Certificates.map(({ CertificateArn }) => CertificateArn),
  );
}

/** Problems of the record of a certificate's name, and of those that prove that it is ours. */
async function recordProblems(
  aws: AwsCli,
  { DomainName, DomainValidationOptions }: Awaited<ReturnType<typeof certificateOf>>,
  target: string,
): Promise<string[]> {
  const aliases = (await recordsNamed(aws, DomainName)).filter(({ Type }) => Type === "A");
  const proofs = DomainValidationOptions.flatMap(({ ResourceRecord }) => ResourceRecord ?? []);
  const missing = proofs.map(async ({ Name, Type }) => {
    const found = await recordsNamed(aws, Name);
    return unless(
      found.some((record) => record.Type === Type),
      `certificate of ${DomainName}: the ${Type} record ${Name} is absent, expected it`,
    );
  });
  return [
    ...ofEach(`address record of ${DomainName}`, aliases, ({ AliasTarget }) =>
      differences(
        `address record of ${DomainName}`,
        { target: AliasTarget?.DNSName.toLowerCase().replace(/^dualstack\.|\.$/g, "") },
        { target: target.toLowerCase() },
      ),
    ),
    ...(await Promise.all(missing)).flat(),
  ];
}
