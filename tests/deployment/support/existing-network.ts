import type { Tag, TagSpecification } from "@aws-sdk/client-ec2";
import type { ExistingVpc } from "../../../lib/settings/existing-vpc";
import { Aws } from "@landing-zone/aws-emulator/emulated-provider/aws";

const zones = ["us-east-1a", "us-east-1b"];

/** A VPC that somebody else made and uses, with room for the landing zone. */
export class ExistingNetwork {
  private constructor(
    readonly aws: Aws,
    /** The configuration of the VPC. */
    readonly given: ExistingVpc,
  ) {}

  /**
   * Creates it in an emulator: subnets of three tiers in two zones, and the owner's resources in
   * it.
   */
  static async make(endpoint: string): Promise<ExistingNetwork> {
    const aws = await Aws.connect({ endpoint, region: "us-east-1" });
    const { ec2 } = aws;
    const { Vpc } = await ec2.createVpc({
      CidrBlock: "10.60.0.0/16",
      TagSpecifications: ownersTag("vpc"),
    });
    const VpcId = Vpc!.VpcId!;
    await ec2.modifyVpcAttribute({ VpcId, EnableDnsHostnames: { Value: true } });
    const network = new OwnersNetwork(aws, VpcId);
    const gateway = await network.internetGateway();
    const [outward, database] = [await network.routeTable(gateway), await network.routeTable()];
    const subnets = zones.map(async (zone, index) => {
      const inner = await network.routeTable();
      const subnet = (third: number, routeTableId: string) =>
        network.subnet(zone, `10.60.${index * 16 + third}.0/24`, routeTableId);
      return [
        zone,
        {
          public: await subnet(0, outward),
          private: await subnet(1, inner),
          database: await subnet(2, database),
        },
      ] as const;
    });
    const given = { id: VpcId, zones: Object.fromEntries(await Promise.all(subnets)) };
    await network.occupy(outward);
    return new ExistingNetwork(aws, given);
  }

  /**
   * The current contents of the VPC: subnets, route tables with their routes, groups with their
   * rules.
   */
  async content(): Promise<unknown> {
    const { ec2 } = this.aws;
    const Filters = [{ Name: "vpc-id", Values: [this.given.id] }];
    const [vpcs, subnets, tables, groups] = await Promise.all([
      ec2.describeVpcs({ Filters }),
      ec2.describeSubnets({ Filters }),
      ec2.describeRouteTables({ Filters }),
      ec2.describeSecurityGroups({ Filters }),
    ]);
    return [vpcs.Vpcs, subnets.Subnets, tables.RouteTables, groups.SecurityGroups];
  }
}

/** Makes the parts of a VPC as its owner would. */
class OwnersNetwork {
  constructor(
    readonly aws: Aws,
    readonly VpcId: string,
  ) {}

  async internetGateway(): Promise<string> {
    const { ec2 } = this.aws;
    const { InternetGateway } = await ec2.createInternetGateway({});
    const InternetGatewayId = InternetGateway!.InternetGatewayId!;
    await ec2.attachInternetGateway({ InternetGatewayId, VpcId: this.VpcId });
    return InternetGatewayId;
  }

  /** @param GatewayId What it leads all traffic to; absent: it stays in the VPC. */
  async routeTable(GatewayId?: string): Promise<string> {
    const { ec2 } = this.aws;
    const { RouteTable } = await ec2.createRouteTable({ VpcId: this.VpcId });
    const RouteTableId = RouteTable!.RouteTableId!;
    if (GatewayId !== undefined) {
      await ec2.createRoute({ RouteTableId, DestinationCidrBlock: "0.0.0.0/0", GatewayId });
    }
    return RouteTableId;
  }

  async subnet(AvailabilityZone: string, CidrBlock: string, routeTableId: string) {
    const { ec2 } = this.aws;
    const { Subnet } = await ec2.createSubnet({ VpcId: this.VpcId, AvailabilityZone, CidrBlock });
    const subnetId = Subnet!.SubnetId!;
    await ec2.associateRouteTable({ SubnetId: subnetId, RouteTableId: routeTableId });
    return { subnetId, routeTableId };
  }

  /** Makes changes that the landing zone would not, and that do not concern it. */
  async occupy(routeTableId: string): Promise<void> {
    const { ec2 } = this.aws;
    const { subnetId } = await this.subnet("us-east-1c", "10.60.200.0/24", routeTableId);
    await ec2.modifySubnetAttribute({ SubnetId: subnetId, MapPublicIpOnLaunch: { Value: true } });
    await ec2.createNatGateway({ SubnetId: subnetId, ConnectivityType: "private" });
    const { GroupId } = await ec2.createSecurityGroup({
      GroupName: "bastion",
      Description: "Bastion",
      VpcId: this.VpcId,
    });
    const IpPermissions = [
      { IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: "0.0.0.0/0" }] },
    ];
    await ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions });
  }
}

function ownersTag(ResourceType: "vpc"): TagSpecification[] {
  const Tags: Tag[] = [{ Key: "Owner", Value: "network-team" }];
  return [{ ResourceType, Tags }];
}
