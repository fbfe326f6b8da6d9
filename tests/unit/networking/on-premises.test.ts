import { expect } from "chai";
import { OnPremises } from "../../../components/networking/on-premises";
import type {
  GatewaySettings,
  OnPremisesSettings,
  TunnelSettings,
} from "../../../lib/settings/on-premises";
import { commonArgs, logsKeyArn } from "../../support/component-args";
import { promiseOf, record } from "../../support/mocks";
import { gateway, onPremises, tunnel } from "./on-premises-network";

const routeTableIds = { "private-1": "rtb-private-1", "database-1": "rtb-database-1" };
const second: GatewaySettings = {
  ...gateway,
  ipAddress: "203.0.113.11",
  bgpAsn: 65020,
  logRetentionDays: 90,
};
const connectionType = "aws:ec2/vpnConnection:VpnConnection";

/** AWS's answer: the addresses of a connection's tunnels, which follow from its name here. */
const tunnelAddresses = ({ name }: { name: string }) => ({
  tunnel1Address: `${name} 1`,
  tunnel2Address: `${name} 2`,
});

const connect = (changes: Partial<OnPremisesSettings> = {}) =>
  record(
    () =>
      new OnPremises("network", {
        ...commonArgs,
        vpcId: "vpc-1",
        subnetIds: ["private-1", "private-2"],
        routeTableIds,
        logsKeyArn,
        onPremises: { ...onPremises, ...changes },
      }),
    { outputs: { [connectionType]: tunnelAddresses } },
  );

describe("The VPN to the data centre", () => {
  for (const number of [1, 2]) {
    it(`offers tunnel ${number} strong proposals only, and logs it`, async () => {
      const { recording } = await connect();
      const { inputs } = recording.one(connectionType);
      const option = (name: string) => inputs[`tunnel${number}${name}`];
      expect(option("IkeVersions")).to.deep.equal(["ikev2"]);
      for (const phase of ["Phase1", "Phase2"]) {
        for (const algorithm of option(`${phase}EncryptionAlgorithms`) as string[]) {
          expect(algorithm).to.match(/^AES256/);
        }
        for (const algorithm of option(`${phase}IntegrityAlgorithms`) as string[]) {
          expect(algorithm).to.match(/^SHA2-/);
        }
        expect(Math.min(...(option(`${phase}DhGroupNumbers`) as number[]))).to.be.at.least(14);
      }
      expect(option("LogOptions")).to.deep.include({
        cloudwatchLogOptions: {
          logEnabled: true,
          logGroupArn: "arn:aws:mock:us-east-1:123456789012:network-vpn",
          logOutputFormat: "json",
        },
      });
    });

    it(`gives tunnel ${number} its own options`, async () => {
      const special: TunnelSettings = {
        ...tunnel,
        insideCidr: "169.254.10.0/30",
        phase2: { ...tunnel.phase2, dhGroups: [20], lifetimeSeconds: 1_800 },
        startupAction: "add",
        dpdTimeoutSeconds: 60,
        dpdTimeoutAction: "clear",
      };
      const tunnels = number === 1 ? [special, tunnel] : [tunnel, special];
      const { recording } = await connect({ gateways: [{ ...gateway, tunnels }] });
      const { inputs } = recording.one(connectionType);
      const option = (name: string, of = number) => inputs[`tunnel${of}${name}`];
      expect(option("InsideCidr")).to.equal("169.254.10.0/30");
      expect(option("Phase2DhGroupNumbers")).to.deep.equal([20]);
      expect(option("Phase2LifetimeSeconds")).to.equal(1_800);
      expect(option("StartupAction")).to.equal("add");
      expect(option("DpdTimeoutSeconds")).to.equal(60);
      expect(option("DpdTimeoutAction")).to.equal("clear");
      const other = 3 - number;
      expect(option("InsideCidr", other)).to.equal(undefined);
      expect(option("Phase2DhGroupNumbers", other)).to.deep.equal([14, 19, 20, 21]);
      expect(option("StartupAction", other)).to.equal("start");
    });
  }

  it("keeps pre-shared keys out of the state", async () => {
    const { recording } = await connect();
    const { inputs } = recording.one(connectionType);
    expect(inputs["presharedKeyStorage"]).to.equal("SecretsManager");
    expect(inputs).not.to.have.any.keys("tunnel1PresharedKey", "tunnel2PresharedKey");
  });

  it("routes the private and database subnets to the data centre, by static routes", async () => {
    const { recording } = await connect();
    const propagated = recording.of(
      "aws:ec2/vpnGatewayRoutePropagation:VpnGatewayRoutePropagation",
    );
    expect(propagated.map(({ inputs }) => inputs["routeTableId"])).to.have.members(
      Object.values(routeTableIds),
    );
    const routes = recording.of("aws:ec2/vpnConnectionRoute:VpnConnectionRoute");
    expect(routes.map(({ inputs }) => inputs["destinationCidrBlock"])).to.have.members(
      onPremises.cidrs,
    );
  });

  it("leaves the routes to BGP when the gateway announces them", async () => {
    const { recording } = await connect({ gateways: [{ ...gateway, routing: "bgp" }] });
    expect(recording.one(connectionType).inputs).to.include({ staticRoutesOnly: false });
    expect(recording.of("aws:ec2/vpnConnectionRoute:VpnConnectionRoute")).to.deep.equal([]);
  });

  it("gives a second device a connection, routes and logs of its own", async () => {
    const { recording, result } = await connect({ gateways: [gateway, second] });
    expect(recording.of("aws:ec2/vpnGateway:VpnGateway")).to.have.length(1);
    const connection = recording.one(connectionType, "network-vpn-2");
    const device = recording.one("aws:ec2/customerGateway:CustomerGateway", "network-vpn-2");
    expect(device.inputs).to.include({ ipAddress: "203.0.113.11", bgpAsn: "65020" });
    expect(connection.dependencies).to.include(device.urn);
    expect(recording.one("aws:cloudwatch/logGroup:LogGroup", "network-vpn-2").inputs).to.include({
      name: "/aws/vendedlogs/migration-vpn-2-tunnels-test",
      retentionInDays: 90,
      kmsKeyId: logsKeyArn,
    });
    const routes = recording
      .of("aws:ec2/vpnConnectionRoute:VpnConnectionRoute")
      .filter(({ dependencies }) => dependencies.includes(connection.urn));
    expect(routes).to.have.length(onPremises.cidrs.length);
    const ids = await Promise.all(result.vpnConnectionIds.map((id) => promiseOf(id)));
    expect(ids).to.deep.equal(["network-vpn-id", "network-vpn-2-id"]);
    const addresses = await Promise.all(result.vpnTunnelAddresses.map((it) => promiseOf(it)));
    expect(addresses).to.deep.equal([
      "network-vpn 1",
      "network-vpn 2",
      "network-vpn-2 1",
      "network-vpn-2 2",
    ]);
  });

  it("tells AWS of a device apart from that of another environment which uses the same", async () => {
    const { recording } = await connect({ gateways: [gateway, second] });
    const names = recording
      .of("aws:ec2/customerGateway:CustomerGateway")
      .map(({ inputs }) => inputs["deviceName"]);
    expect(names).to.have.members(["migration-vpn-test", "migration-vpn-2-test"]);
  });

  it("changes nothing of the first device when a second one is added", async () => {
    const [one, two] = [await connect(), await connect({ gateways: [gateway, second] })];
    for (const resource of one.recording.all) {
      expect(two.recording.one(resource.type, resource.name)).to.deep.equal(resource);
    }
  });
});

describe("A transit gateway to the data centre", () => {
  const transitGatewayId = "tgw-0a1b2c3d4e5f60718";
  const attach = () => connect({ gateways: undefined, transitGatewayId });

  it("is attached to in every zone, and makes no VPN", async () => {
    const { recording, result } = await attach();
    const { inputs } = recording.one("aws:ec2transitgateway/vpcAttachment:VpcAttachment");
    expect(inputs).to.deep.include({
      transitGatewayId,
      vpcId: "vpc-1",
      subnetIds: ["private-1", "private-2"],
    });
    expect(recording.all.filter(({ type }) => /vpn|customerGateway/i.test(type))).to.deep.equal([]);
    expect(result.vpnConnectionIds).to.deep.equal([]);
    expect(await promiseOf(result.transitGatewayAttachmentId!)).to.equal("network-transit-id");
  });

  it("leaves to its owner what it knows of the VPC, and whether it accepts it", async () => {
    const { recording } = await attach();
    const { inputs, ignoreChanges } = recording.one(
      "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
    );
    expect(Object.keys(inputs).filter((key) => key.includes("RouteTable"))).to.deep.equal([]);
    expect(ignoreChanges).to.have.members([
      "transitGatewayDefaultRouteTableAssociation",
      "transitGatewayDefaultRouteTablePropagation",
    ]);
    expect(recording.all.filter(({ type }) => /accepter/i.test(type))).to.deep.equal([]);
  });

  it("is where each inner route table leads to each range, once the VPC is attached", async () => {
    const { recording } = await attach();
    const attachment = recording.one("aws:ec2transitgateway/vpcAttachment:VpcAttachment");
    const routes = recording.of("aws:ec2/route:Route");
    expect(routes.map(({ inputs }) => inputs)).to.have.deep.members(
      Object.values(routeTableIds).flatMap((routeTableId) =>
        onPremises.cidrs.map((destinationCidrBlock) => ({
          routeTableId,
          destinationCidrBlock,
          transitGatewayId,
        })),
      ),
    );
    for (const route of routes) expect(route.dependencies).to.include(attachment.urn);
  });
});

describe("Names of the data centre", () => {
  const dns = { domains: ["corp.example", "db.example"], servers: ["192.168.10.53"] };

  it("are asked for from private subnets of every zone", async () => {
    const { recording, result } = await connect({ dns });
    const { inputs } = recording.one("aws:route53/resolverEndpoint:ResolverEndpoint");
    expect(inputs).to.deep.include({
      direction: "OUTBOUND",
      ipAddresses: [{ subnetId: "private-1" }, { subnetId: "private-2" }],
    });
    expect(await promiseOf(result.dnsEndpointId!)).to.equal("network-dns-id");
  });

  it("are forwarded to its servers, each domain for itself, in this VPC", async () => {
    const { recording } = await connect({ dns });
    for (const domainName of dns.domains) {
      const name = `network-dns-${domainName}`;
      const rule = recording.one("aws:route53/resolverRule:ResolverRule", name);
      expect(rule.inputs).to.deep.include({
        domainName,
        ruleType: "FORWARD",
        targetIps: [{ ip: "192.168.10.53", port: 53 }],
      });
      const type = "aws:route53/resolverRuleAssociation:ResolverRuleAssociation";
      const association = recording.one(type, name);
      expect(association.inputs).to.include({ vpcId: "vpc-1" });
      expect(association.dependencies).to.include(rule.urn);
    }
  });

  it("are asked of these servers only, on the port of DNS", async () => {
    const { recording } = await connect({ dns });
    const rules = recording.of("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule");
    const peers = rules.map(({ inputs }) => [
      inputs["cidrIpv4"],
      inputs["ipProtocol"],
      inputs["fromPort"],
      inputs["toPort"],
    ]);
    expect(peers).to.have.deep.members([
      ["192.168.10.53/32", "udp", 53, 53],
      ["192.168.10.53/32", "tcp", 53, 53],
    ]);
    expect(recording.of("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")).to.deep.equal(
      [],
    );
  });

  it("are not looked up when none is configured", async () => {
    const { recording, result } = await connect();
    expect(recording.all.filter(({ type }) => type.includes("resolver"))).to.deep.equal([]);
    expect(result.dnsEndpointId).to.equal(undefined);
  });
});
