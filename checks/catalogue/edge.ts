import type * as aws from "@pulumi/aws";
import { attributesOf, type Listener, listenersOf, loadBalancerOf } from "../live/elbv2";
import { checksOf, properties } from "../check";
import { differences, including, ofEach, oneOf, sameMembers } from "../expectations";

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
    name: "is in the public subnets of every zone, or in the private ones if it is internal",
    outputs: [
      "loadBalancerArn",
      "loadBalancerDnsName",
      "loadBalancerScheme",
      "publicSubnetIds",
      "privateSubnetIds",
      "vpcId",
    ],
    verifies: loadBalancer("internal", "loadBalancerType", "subnets"),
    controls: ["ELB.13"],
    run: async ({ outputs, aws }) => {
      const found = await loadBalancerOf(aws, outputs.loadBalancerArn);
      const { loadBalancerScheme, publicSubnetIds, privateSubnetIds } = outputs;
      return differences(
        `load balancer ${found.LoadBalancerName}`,
        { ...found, subnets: found.AvailabilityZones.map(({ SubnetId }) => SubnetId) },
        {
          State: { Code: "active" },
          Type: "application",
          Scheme: loadBalancerScheme,
          DNSName: outputs.loadBalancerDnsName,
          VpcId: outputs.vpcId,
          subnets: sameMembers(
            loadBalancerScheme === "internal" ? privateSubnetIds : publicSubnetIds,
          ),
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
];

function targetGroupArnsOf({ TargetGroupArn, ForwardConfig }: Listener["DefaultActions"][number]) {
  const shared = ForwardConfig?.TargetGroups.map((group) => group.TargetGroupArn) ?? [];
  return TargetGroupArn === undefined ? shared : [TargetGroupArn, ...shared];
}
