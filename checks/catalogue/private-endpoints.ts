import type * as aws from "@pulumi/aws";
import type { Statement } from "../live/documents";
import { endpointsOf, routeTablesOf } from "../live/ec2";
import { checksOf, type Deployment, properties } from "../check";
import { differences, ofEach, sameMembers } from "../expectations";

const check = checksOf("Private endpoints");

/** The services that workloads call by private addresses, besides S3. */
const interfaceServices = ["secretsmanager", "kms", "logs", "sts", "rds"];

/** Those of Session Manager, where there is a host for sessions. */
const sessionServices = ["ssm", "ssmmessages"];

export const privateEndpointChecks = [
  check({
    name: "reaches AWS services by private addresses in every zone",
    outputs: ["vpcId", "vpcEndpointIds", "privateSubnetIds"],
    optionalOutputs: ["accessHostId"],
    verifies: properties<aws.ec2.VpcEndpointArgs>(
      "aws:ec2/vpcEndpoint:VpcEndpoint",
      "serviceName",
      "vpcEndpointType",
      "subnetIds",
      "privateDnsEnabled",
    ),
    run: async ({ outputs, region, aws }) => {
      const endpoints = await madeEndpoints({ outputs, aws });
      const services = [...interfaceServices, ...(outputs.accessHostId ? sessionServices : [])];
      return services.flatMap((service) => {
        const name = `com.amazonaws.${region}.${service}`;
        const found = endpoints.filter(({ ServiceName }) => ServiceName === name);
        return ofEach(`VPC endpoint of ${name}`, found, (endpoint) =>
          differences(`VPC endpoint ${endpoint.VpcEndpointId} (${service})`, endpoint, {
            VpcEndpointType: "Interface",
            State: "available",
            PrivateDnsEnabled: true,
            SubnetIds: sameMembers(outputs.privateSubnetIds),
          }),
        );
      });
    },
  }),
  check({
    name: "reaches S3 through a gateway endpoint from the private and database subnets",
    outputs: ["vpcId", "vpcEndpointIds", "privateSubnetIds", "databaseSubnetIds"],
    verifies: properties<aws.ec2.VpcEndpointArgs>(
      "aws:ec2/vpcEndpoint:VpcEndpoint",
      "serviceName",
      "routeTableIds",
    ),
    run: async ({ outputs, region, aws }) => {
      const service = `com.amazonaws.${region}.s3`;
      const endpoints = await madeEndpoints({ outputs, aws });
      const found = endpoints.filter(({ ServiceName }) => ServiceName === service);
      const inner = [...outputs.privateSubnetIds, ...outputs.databaseSubnetIds];
      const tables = await routeTablesOf(aws, outputs.vpcId, inner);
      return ofEach(`VPC endpoint of ${service}`, found, (endpoint) => [
        ...differences(`VPC endpoint ${endpoint.VpcEndpointId} (s3)`, endpoint, {
          VpcEndpointType: "Gateway",
          State: "available",
          RouteTableIds: sameMembers([
            ...new Set(tables.map(({ table }) => table?.RouteTableId ?? "")),
          ]),
        }),
      ]);
    },
  }),
  check({
    name: "lets only principals of the own account use the VPC endpoints",
    outputs: ["vpcId", "vpcEndpointIds"],
    verifies: properties<aws.ec2.VpcEndpointArgs>("aws:ec2/vpcEndpoint:VpcEndpoint", "policy"),
    run: async (deployment) =>
      ofEach("VPC endpoint", await madeEndpoints(deployment), (endpoint) =>
        endpoint.PolicyDocument.Statement.filter(
          (statement) => !isOfOwnAccount(statement) && !isAboutImageLayers(statement),
        ).map(
          () =>
            `VPC endpoint ${endpoint.VpcEndpointId} (${endpoint.ServiceName}): a statement of its policy has no condition on aws:PrincipalAccount, expected one on each but that on image layers of ECR`,
        ),
      ),
  }),
];

function isOfOwnAccount({ Condition }: Statement): boolean {
  return Condition["StringEquals"]?.["aws:PrincipalAccount"] !== undefined;
}

/** Amazon ECR signs the links to them itself. */
function isAboutImageLayers({ Action, Resource }: Statement): boolean {
  return (
    Action.every((action) => action === "s3:GetObject") &&
    Resource.every((arn) => /:s3:::prod-[a-z0-9-]+-starport-layer-bucket\/\*$/.test(arn))
  );
}

/** The endpoints that the stack made; a VPC that was given may have others. */
async function madeEndpoints({
  outputs,
  aws,
}: Pick<Deployment<"vpcId" | "vpcEndpointIds">, "outputs" | "aws">) {
  return endpointsOf(aws, outputs.vpcId, Object.values(outputs.vpcEndpointIds));
}
