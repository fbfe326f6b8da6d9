import { expect } from "chai";
import { protectionFor } from "../../../lib/protection";
import { promiseOf } from "../../support/mocks";
import { deploy } from "./edge-args";

const loadBalancerType = "aws:lb/loadBalancer:LoadBalancer";
const listenerType = "aws:lb/listener:Listener";
const targetGroupType = "aws:lb/targetGroup:TargetGroup";

/** AWS's list of recommended policies (Security Hub control ELB.17), those that ALB and browsers share. */
const recommendedTlsPolicies = [
  "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
  "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-3-2021-06",
  "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
];

describe("The load balancer", () => {
  it("faces the internet in the public subnets, and nothing but its own group opens it", async () => {
    const { recording, result } = await deploy();
    expect(recording.one(loadBalancerType).inputs).to.deep.include({
      internal: false,
      subnets: ["subnet-1", "subnet-2"],
      securityGroups: ["edge-id"],
    });
    expect(result.loadBalancerScheme).to.equal("internet-facing");
  });

  it("stays inside, in the private subnets, when it is internal", async () => {
    const { recording, result } = await deploy({ internal: true });
    expect(recording.one(loadBalancerType).inputs).to.deep.include({
      internal: true,
      subnets: ["private-1", "private-2"],
      securityGroups: ["edge-id"],
    });
    expect(result.loadBalancerScheme).to.equal("internal");
  });

  it("is taken away before another one is made, whose name would be taken", async () => {
    const { recording } = await deploy();
    expect(recording.one(loadBalancerType)).to.include({ deleteBeforeReplace: true });
  });

  it("serves HTTPS with a TLS policy that AWS recommends", async () => {
    const { recording } = await deploy();
    const { inputs } = recording.one(listenerType, "edge-load-balancer-https");
    expect(inputs).to.deep.include({
      port: 443,
      protocol: "HTTPS",
      certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/given",
      defaultActions: [{ type: "forward", targetGroupArn: "arn:target-group" }],
    });
    expect(recommendedTlsPolicies).to.include(inputs["sslPolicy"]);
  });

  it("answers HTTP with nothing but a permanent redirect to HTTPS", async () => {
    const { recording } = await deploy();
    expect(recording.one(listenerType, "edge-load-balancer-http").inputs).to.deep.include({
      port: 80,
      protocol: "HTTP",
      defaultActions: [
        { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
      ],
    });
  });

  it("speaks HTTPS to the application, in the health check too", async () => {
    const { recording } = await deploy({ targetPort: 9443, healthCheckPath: "/ready" });
    expect(recording.one(targetGroupType).inputs).to.deep.include({
      vpcId: "vpc-1",
      targetType: "ip",
      protocol: "HTTPS",
      port: 9443,
      healthCheck: { protocol: "HTTPS", path: "/ready", matcher: "200" },
    });
  });

  it("can get a target group with another port while it still uses the old one", async () => {
    const nameWithPort = async (targetPort: number) => {
      const { recording } = await deploy({ targetPort });
      return recording.one(targetGroupType).inputs["name"];
    };
    expect(await nameWithPort(8443)).not.to.equal(await nameWithPort(9443));
  });

  it("refuses requests that proxies read in different ways", async () => {
    const { recording } = await deploy();
    expect(recording.one(loadBalancerType).inputs).to.include({
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
    });
  });

  it("treats its clients as it is configured", async () => {
    const { recording } = await deploy({
      tlsPolicy: "ELBSecurityPolicy-TLS13-1-3-2021-06",
      idleTimeoutSeconds: 120,
      desyncMitigation: "strictest",
    });
    expect(recording.one(loadBalancerType).inputs).to.include({
      idleTimeout: 120,
      desyncMitigationMode: "strictest",
    });
    expect(recording.one(listenerType, "edge-load-balancer-https").inputs).to.include({
      sslPolicy: "ELBSecurityPolicy-TLS13-1-3-2021-06",
    });
  });

  for (const protect of [true, false]) {
    it(`${protect ? "cannot" : "can"} be deleted when protection is ${protect ? "on" : "off"}`, async () => {
      const { recording } = await deploy({ protection: protectionFor(protect) });
      expect(recording.one(loadBalancerType).inputs["enableDeletionProtection"]).to.equal(protect);
    });
  }

  it("has names of at most 32 characters in an environment with the longest name", async () => {
    const { recording } = await deploy({ environment: "a23456789-123456", targetPort: 65_535 });
    for (const type of [loadBalancerType, targetGroupType]) {
      const physical = recording.one(type).inputs["name"] as string;
      expect(physical).to.match(/-a23456789-123456$/);
      expect(physical.length, physical).to.be.at.most(32);
    }
  });

  it("exposes its names in CloudWatch, DNS and the application", async () => {
    const { result } = await deploy(
      {},
      {
        outputs: {
          [loadBalancerType]: () => ({ arnSuffix: "app/edge/1", dnsName: "edge.example" }),
          [targetGroupType]: () => ({ arnSuffix: "targetgroup/app/2" }),
        },
      },
    );
    expect(await promiseOf(result.loadBalancerArnSuffix)).to.equal("app/edge/1");
    expect(await promiseOf(result.loadBalancerDnsName)).to.equal("edge.example");
    expect(await promiseOf(result.targetGroupArnSuffix)).to.equal("targetgroup/app/2");
  });
});
