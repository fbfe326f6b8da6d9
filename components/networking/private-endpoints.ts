import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../lib/names";
import { endpointServiceName, partitionOf } from "../../lib/regions";
import type { CommonArgs } from "../common";
import { SecurityGroup } from "../security-group";

/**
 * The AWS services that workloads of the VPC call without leaving it. Replication engine 3.4.7 and
 * later has no other way to them from a private subnet without NAT.
 */
const interfaceServices = [
  "secretsmanager", // DMS and the rotation functions read credentials
  "kms", // credentials and storage are encrypted with customer-managed keys
  "logs", // DMS task logs, rotation function logs
  "sts", // DMS assumes the role that may read its secret
  "rds", // rotation by alternating users looks up the cluster of the administrator secret
];

/**
 * Those that the agent of Session Manager calls; since version 3.3.40 it needs no `ec2messages`.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html
 */
const sessionServices = ["ssm", "ssmmessages"];

/** Arguments of {@link PrivateEndpoints}. */
export interface PrivateEndpointsArgs extends CommonArgs {
  /** Whether instances of the VPC serve sessions of Session Manager. Default: no. */
  readonly servesSessions?: boolean | undefined;
  /** The VPC that gets the endpoints. */
  readonly vpcId: pulumi.Input<string>;
  /** Private subnets for the interface endpoints, one per availability zone. */
  readonly subnetIds: pulumi.Input<string[]>;
  /** Route tables that lead to S3 through the gateway endpoint. */
  readonly routeTableIds: pulumi.Input<string>[];
}

/** Private ways to the AWS services that DMS, the databases and the rotation functions call. */
export class PrivateEndpoints extends pulumi.ComponentResource {
  /** Ids of the endpoints, by the last part of the service's name, such as `kms`. */
  readonly ids: Record<string, pulumi.Output<string>>;
  /** The group of the interface endpoints; clients connect to it on port 443. */
  readonly securityGroupId: pulumi.Output<string>;
  /** The managed prefix list of S3, for egress rules. */
  readonly s3PrefixListId: pulumi.Output<string>;

  constructor(name: string, args: PrivateEndpointsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:network:PrivateEndpoints", name, {}, opts);
    const { vpcId, tags } = args;
    const groupName = physicalName(args.environment, "endpoints");
    const description = "Interface endpoints of AWS services";
    const group = new SecurityGroup(
      name,
      { groupName, description, vpcId, egress: "none", tags },
      { parent: this },
    );
    const ownAccount = ownAccountOnly(args.accountId);
    const services = [...interfaceServices, ...(args.servesSessions ? sessionServices : [])];
    const interfaces = services.map((service) => {
      const endpoint = this.createEndpoint(name, service, args, {
        policy: policyOf(ownAccount),
        vpcEndpointType: "Interface",
        subnetIds: args.subnetIds,
        securityGroupIds: [group.id],
        privateDnsEnabled: true,
      });
      return [service, endpoint.id] as const;
    });
    const s3 = this.createEndpoint(name, "s3", args, {
      policy: policyOf(ownAccount, imageLayers(args.region)),
      vpcEndpointType: "Gateway",
      routeTableIds: args.routeTableIds,
    });

    this.ids = { ...Object.fromEntries(interfaces), s3: s3.id };
    this.securityGroupId = group.id;
    this.s3PrefixListId = s3.prefixListId;
    this.registerOutputs({
      securityGroupId: this.securityGroupId,
      s3PrefixListId: this.s3PrefixListId,
    });
  }

  /** An endpoint, by who may use it and the way there: interfaces in subnets, or routes. */
  private createEndpoint(
    name: string,
    service: string,
    args: PrivateEndpointsArgs,
    way: Partial<ec2.VpcEndpointArgs>,
  ): ec2.VpcEndpoint {
    return new ec2.VpcEndpoint(
      `${name}-${service}`,
      {
        vpcId: args.vpcId,
        serviceName: endpointServiceName(service, args.region),
        ...way,
        tags: { Name: physicalName(args.environment, service), ...args.tags },
      },
      { parent: this },
    );
  }
}

function policyOf(...statements: object[]): pulumi.Output<string> {
  return pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements });
}

/** Only principals of this account: an endpoint must not become a way out for foreign credentials. */
function ownAccountOnly(accountId: pulumi.Input<string>): object {
  return {
    Sid: "OwnAccountOnly",
    Effect: "Allow",
    Principal: "*",
    Action: "*",
    Resource: "*",
    Condition: { StringEquals: { "aws:PrincipalAccount": accountId } },
  };
}

/**
 * Reading the layers of container images: Amazon ECR keeps them in a bucket of its own and signs the
 * links to them itself, so that an application in the VPC could not start without.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
function imageLayers(region: string): object {
  return {
    Sid: "ImageLayers",
    Effect: "Allow",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: `arn:${partitionOf(region)}:s3:::prod-${region}-starport-layer-bucket/*`,
  };
}
