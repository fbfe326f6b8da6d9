import { expect } from "chai";
import { alarmsOn, alarmType, dimensionsOf, thresholdsOf } from "./alarm-queries";
import { args, deploy, deployStandard, noNetwork } from "./observability-args";

describe("Alarms on the edge", () => {
  it("distinguish errors of the load balancer and of the application", async () => {
    const { recording } = await deployStandard();
    const loadBalancer = { LoadBalancer: "app/migration-edge-test/1" };
    const application = { ...loadBalancer, TargetGroup: "targetgroup/migration-8443-test/2" };
    const of = (metric: string) =>
      dimensionsOf(alarmsOn(recording, "AWS/ApplicationELB", metric)).at(0);
    expect(of("HTTPCode_ELB_5XX_Count")).to.deep.equal(loadBalancer);
    expect(of("HTTPCode_Target_5XX_Count")).to.deep.equal(application);
    expect(of("UnHealthyHostCount")).to.deep.equal(application);
    expect(of("TargetResponseTime")).to.deep.equal(application);
    expect(of("RejectedConnectionCount")).to.deep.equal(loadBalancer);
    expect(of("TargetConnectionErrorCount")).to.deep.equal(application);
  });

  it("measure response times by the slowest twentieth, not by the average", async () => {
    const { recording } = await deployStandard();
    for (const { inputs } of alarmsOn(recording, "AWS/ApplicationELB", "TargetResponseTime")) {
      expect(inputs).to.include({ extendedStatistic: "p95" });
      expect(inputs).not.to.have.property("statistic");
    }
  });

  it("stay quiet while there are no targets and no requests", async () => {
    const { recording } = await deployStandard();
    for (const { inputs, name } of recording.of(alarmType)) {
      if (inputs["namespace"] === "AWS/ApplicationELB") {
        expect(inputs["treatMissingData"], name).to.equal("notBreaching");
      }
    }
  });

  it("notice an attack by what the firewall blocks, by all of its rules together", async () => {
    const { recording } = await deployStandard();
    const alarms = alarmsOn(recording, "AWS/WAFV2", "BlockedRequests");
    expect(thresholdsOf(alarms)).to.deep.equal([1_000, 10_000]);
    expect(dimensionsOf(alarms)[0]).to.deep.equal({
      WebACL: "migration-edge-test",
      Region: "us-east-1",
      Rule: "ALL",
    });
  });

  it("warn 30 days before the certificate expires, by a metric that comes once a day", async () => {
    const { recording } = await deployStandard();
    const alarms = alarmsOn(recording, "AWS/CertificateManager", "DaysToExpiry");
    expect(thresholdsOf(alarms)).to.deep.equal([30, 7]);
    for (const { inputs } of alarms) {
      expect(inputs).to.deep.include({
        period: 86_400,
        dimensions: { CertificateArn: "arn:certificate" },
      });
    }
  });

  it("warn before a further certificate expires, which ACM may not renew", async () => {
    const further = "arn:aws:acm:us-east-1:123456789012:certificate/old-name";
    const edge = { ...args.edge!, additionalCertificateArns: [further] };
    const { recording } = await deploy({ edge });
    const alarms = alarmsOn(recording, "AWS/CertificateManager", "DaysToExpiry");
    expect(dimensionsOf(alarms)).to.deep.include({ CertificateArn: further });
    expect(alarms).to.have.length(4);
  });
});

describe("Alarms on the network", () => {
  it("watch each VPN tunnel, whose silence is a fault too", async () => {
    const { recording } = await deployStandard();
    const alarms = alarmsOn(recording, "AWS/VPN", "TunnelState").filter(({ name }) =>
      name.startsWith("watch-vpn-tunnel"),
    );
    expect(dimensionsOf(alarms)).to.deep.equal([
      { TunnelIpAddress: "203.0.113.1" },
      { TunnelIpAddress: "203.0.113.2" },
    ]);
    for (const { inputs } of alarms) {
      expect(inputs).to.include({
        comparisonOperator: "LessThanThreshold",
        threshold: 1,
        treatMissingData: "breaching",
      });
    }
  });

  it("call when both tunnels are down, and not for one of two", async () => {
    const { recording } = await deployStandard();
    const { inputs } = recording.one(alarmType, "watch-vpn-down-critical");
    expect(inputs).to.deep.include({
      dimensions: { VpnId: "vpn-1" },
      statistic: "Maximum",
      comparisonOperator: "LessThanThreshold",
      threshold: 0.5,
      treatMissingData: "breaching",
    });
  });

  it("watch each NAT gateway for connections that it refuses", async () => {
    const { recording } = await deploy({
      network: { ...noNetwork, natGatewayIds: ["nat-1", "nat-2"] },
    });
    const alarms = alarmsOn(recording, "AWS/NATGateway", "ErrorPortAllocation");
    expect(dimensionsOf(alarms)).to.deep.equal([
      { NatGatewayId: "nat-1" },
      { NatGatewayId: "nat-2" },
    ]);
    expect(thresholdsOf(alarms)).to.deep.equal([0, 0]);
  });

  it("are none without VPN and NAT", async () => {
    const { recording } = await deploy({ network: noNetwork });
    expect(alarmsOn(recording, "AWS/VPN", "TunnelState")).to.be.empty;
    expect(alarmsOn(recording, "AWS/NATGateway", "ErrorPortAllocation")).to.be.empty;
  });
});

describe("Alarms on rotations and notifications", () => {
  it("report each rotation function that fails, with or without a trail in the account", async () => {
    const { recording } = await deployStandard();
    const alarms = alarmsOn(recording, "AWS/Lambda", "Errors");
    expect(dimensionsOf(alarms)).to.deep.equal([
      { FunctionName: "migration-source-shop-rotation-test" },
      { FunctionName: "migration-target-rotation-test" },
    ]);
  });

  it("report events that did not reach the topic", async () => {
    const { recording } = await deployStandard();
    const alarms = alarmsOn(recording, "AWS/Events", "FailedInvocations");
    expect(dimensionsOf(alarms)).to.have.deep.members([
      { RuleName: "migration-task-state-test" },
      { RuleName: "migration-rotation-failed-test" },
      { RuleName: "migration-secret-rotated-test" },
    ]);
  });
});
