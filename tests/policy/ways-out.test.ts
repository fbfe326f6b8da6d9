import { endpointPolicyRestricted } from "../../policy-pack/policies/egress/endpoint-policy-restricted";
import { routeNoIgwInPrivate } from "../../policy-pack/policies/egress/route-no-igw-in-private";
import { describeRule } from "./support/describe-rule";
import { draft, ref, unknown } from "./support/plan";

const subnet = (name: string, tier?: string) =>
  draft("ec2.Subnet", name, tier === undefined ? {} : { tags: { SubnetType: tier } });
const table = draft("ec2.RouteTable", "table");
const link = (name: string) =>
  draft("ec2.RouteTableAssociation", `${name}-link`, {
    subnetId: ref(name),
    routeTableId: ref("table"),
  });
const toInternet = draft("ec2.Route", "out", {
  routeTableId: ref("table"),
  destinationCidrBlock: "0.0.0.0/0",
  gatewayId: ref("gateway"),
});
const toNat = draft("ec2.Route", "nat", { routeTableId: ref("table"), natGatewayId: unknown });
const gateway = draft("ec2.InternetGateway", "gateway");
/** Subnets that another stack declares. */
const elsewhere = ["subnet-1", "subnet-2"];
const databases = (...names: string[]) =>
  draft("rds.SubnetGroup", "db", { subnetIds: names.map((name) => ref(name)) });

const inVpc = (name: string) => draft("ec2.Subnet", name, { vpcId: ref("vpc") });
const mainTable = draft("ec2.DefaultRouteTable", "main", {
  defaultRouteTableId: ref("vpc"),
  routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: ref("gateway") }],
});

describeRule(routeNoIgwInPrivate, {
  compliant: {
    "a database subnet with a table of its own beside an open main table": [
      draft("ec2.Vpc", "vpc"),
      inVpc("a"),
      table,
      link("a"),
      gateway,
      mainTable,
      databases("a"),
    ],
    "database subnets without routes": [subnet("a"), table, link("a"), databases("a")],
    "replication subnets behind NAT": [
      subnet("a", "Private"),
      table,
      link("a"),
      toNat,
      draft("dms.ReplicationSubnetGroup", "dms", { subnetIds: [ref("a")] }),
    ],
    "a public subnet": [subnet("a", "Public"), table, link("a"), gateway, toInternet],
  },
  violations: {
    "a database subnet that uses the VPC's open main table": [
      [draft("ec2.Vpc", "vpc"), inVpc("a"), gateway, mainTable, databases("a")],
      /subnet a has a route out/,
    ],
    "a database subnet that uses a table made the main one": [
      [
        draft("ec2.Vpc", "vpc"),
        inVpc("a"),
        table,
        gateway,
        toInternet,
        draft("ec2.MainRouteTableAssociation", "main", {
          vpcId: ref("vpc"),
          routeTableId: ref("table"),
        }),
        databases("a"),
      ],
      /subnet a has a route out/,
    ],
    "a database subnet whose main table has a route by the VPC's output": [
      [
        draft("ec2.Vpc", "vpc"),
        inVpc("a"),
        gateway,
        draft("ec2.Route", "out", { routeTableId: ref("vpc"), gatewayId: ref("gateway") }),
        databases("a"),
      ],
      /subnet a has a route out/,
    ],
    "a database subnet with an internet route": [
      [subnet("a"), table, link("a"), gateway, toInternet, databases("a")],
      /subnet a has a route out/,
    ],
    "a database subnet with a NAT route": [
      [subnet("a"), table, link("a"), toNat, databases("a")],
      /subnet a has a route out/,
    ],
    "an inline internet route": [
      [
        subnet("a"),
        draft("ec2.RouteTable", "table", { routes: [{ gatewayId: "igw-1" }] }),
        link("a"),
        databases("a"),
      ],
      /route out/,
    ],
    "an isolated tier with a NAT route": [
      [subnet("a", "Isolated"), table, link("a"), toNat],
      /tier Isolated/,
    ],
  },
  unknown: {
    "subnets of another stack": [draft("rds.SubnetGroup", "db", { subnetIds: elsewhere })],
    "a subnet of another stack beside one without routes": [
      subnet("a"),
      table,
      link("a"),
      draft("dms.ReplicationSubnetGroup", "dms", { subnetIds: [ref("a"), "subnet-2"] }),
    ],
    "which of a component's subnets are meant": [
      subnet("a"),
      subnet("b"),
      table,
      link("a"),
      gateway,
      toInternet,
      draft("rds.SubnetGroup", "db", { subnetIds: ref("a", "b") }),
    ],
  },
});

const endpoint = (policy?: unknown) =>
  draft("ec2.VpcEndpoint", "secrets", policy === undefined ? {} : { policy });
const allowAll = { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" };

describeRule(endpointPolicyRestricted, {
  compliant: {
    "a policy of one action": [
      endpoint(
        JSON.stringify({ Statement: { ...allowAll, Action: "secretsmanager:GetSecretValue" } }),
      ),
    ],
    "a policy beside the endpoint, which names a bucket": [
      endpoint(),
      draft("ec2.VpcEndpointPolicy", "own", {
        vpcEndpointId: ref("secrets"),
        policy: { Statement: { ...allowAll, Resource: "arn:aws:s3:::corp-example-data/*" } },
      }),
    ],
    "the resources of an organization": [
      endpoint({
        Statement: [
          {
            ...allowAll,
            Condition: { StringEquals: { "aws:ResourceOrgID": "o-a1b2c3d4e5" } },
          },
        ],
      }),
    ],
    "a condition on the account": [
      endpoint({
        Statement: [
          { ...allowAll, Condition: { StringEquals: { "aws:PrincipalAccount": "111122223333" } } },
        ],
      }),
    ],
  },
  violations: {
    "a policy that allows all but one service": [
      [endpoint({ Statement: { ...allowAll, Action: undefined, NotAction: "iam:*" } })],
      /everything/,
    ],
    "no policy": [[endpoint()], /no policy/],
    "the policy that allows everything": [
      [endpoint(JSON.stringify({ Statement: [allowAll] }))],
      /everything/,
    ],
    "a policy beside the endpoint that allows everything": [
      [
        endpoint(),
        draft("ec2.VpcEndpointPolicy", "open", {
          vpcEndpointId: ref("secrets"),
          policy: { Statement: allowAll },
        }),
      ],
      /everything/,
    ],
    "every action of a service on every bucket": [
      [endpoint({ Statement: { ...allowAll, Action: "s3:*", Resource: "arn:aws:s3:::*" } })],
      /everything/,
    ],
    "reading and writing anywhere": [
      [endpoint({ Statement: { ...allowAll, Action: ["s3:GetObject", "s3:PutObject"] } })],
      /any account/,
    ],
    "text that is no policy": [[endpoint("{")], /not an IAM policy/],
  },
  unknown: { "an unknown policy": [endpoint(unknown)] },
});
