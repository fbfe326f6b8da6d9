import { types } from "@landing-zone/plan/plan-graph";
import { allMonth, type Charger } from "../charge";
import { lengthIn, textIn } from "../inputs";

const natGateway: Charger = (_, { assumptions }) => [
  allMonth("NAT gateway", "nat.hour"),
  {
    item: "data through the NAT gateway",
    price: "nat.data",
    quantity: assumptions.natGiB,
    assumption: "natGiB",
  },
];

const elasticIp: Charger = () => [allMonth("public IPv4 address", "publicIpv4.hour")];

/** Each tunnel ends at a public address of AWS. */
const vpnConnection: Charger = (_, { assumptions }) => [
  allMonth("VPN connection", "vpn.hour"),
  allMonth("2 public IPv4 addresses of the tunnels", "publicIpv4.hour", 2),
  {
    item: "data to the data centre",
    price: "transfer.out",
    quantity: assumptions.onPremisesGiB,
    assumption: "onPremisesGiB",
  },
];

const transitAttachment: Charger = (_, { assumptions }) => [
  allMonth("transit gateway attachment", "transitGateway.hour"),
  {
    item: "data through the transit gateway",
    price: "transitGateway.data",
    quantity: assumptions.onPremisesGiB,
    assumption: "onPremisesGiB",
  },
];

const endpoint: Charger = ({ inputs }, { assumptions, zones }) => {
  if (textIn(inputs, "vpcEndpointType") !== "Interface") return [];
  const count = lengthIn(inputs, "subnetIds") ?? zones;
  return [
    allMonth(`interface endpoint in ${count} zones`, "endpoint.hour", count),
    {
      item: "data through the endpoint",
      price: "endpoint.data",
      quantity: assumptions.endpointGiB,
      assumption: "endpointGiB",
    },
  ];
};

const resolverEndpoint: Charger = ({ inputs }, { zones }) => {
  const count = lengthIn(inputs, "ipAddresses") ?? zones;
  return [allMonth(`resolver endpoint with ${count} addresses`, "resolver.hour", count)];
};

/** The charges for the network. */
export const networkCharges: Readonly<Record<string, Charger>> = {
  [types.natGateway]: natGateway,
  "aws:ec2/eip:Eip": elasticIp,
  [types.vpnConnection]: vpnConnection,
  [types.transitGatewayAttachment]: transitAttachment,
  [types.vpcEndpoint]: endpoint,
  [types.resolverEndpoint]: resolverEndpoint,
};
