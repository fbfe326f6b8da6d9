import * as ec2 from "@pulumi/aws/ec2";
import * as iam from "@pulumi/aws/iam";
import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../lib/names";
import { dnsSuffixOf } from "../../lib/regions";
import type { AccessHostSettings } from "../../lib/settings/operations";
import type { CommonArgs } from "../common";
import { allowOnPremises, type OnPremisesPeer } from "../on-premises-peers";
import { connect, SecurityGroup } from "../security-group";

/** The newest Amazon Linux 2023 for Graviton, which has the agent of Session Manager. */
const imageParameter = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";

/**
 * Actions of an instance that serves sessions and nothing else. None of them can be limited to a
 * resource that exists before the instance.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
 */
const sessionPolicy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: [
        "ssm:UpdateInstanceInformation",
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel",
      ],
      Resource: "*",
    },
  ],
});

/** EC2 names no source account when it assumes a role, so no condition can ask for one. */
function instanceTrust(region: string): string {
  const Principal = { Service: `ec2.${dnsSuffixOf(region)}` };
  const statement = { Effect: "Allow", Principal, Action: "sts:AssumeRole" };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

/** Where the host is, and how it reaches what it forwards to. */
export interface AccessHostWays {
  readonly network: {
    readonly vpcId: pulumi.Input<string>;
    /** Private subnets; the host is in the first. */
    readonly privateSubnetIds: pulumi.Input<string[]>;
    /** The group of the interface endpoints, those of Session Manager among them. */
    readonly endpointSecurityGroupId: pulumi.Input<string>;
    /** The endpoints that the stack makes: the host waits for them. */
    readonly endpointIds?: Readonly<Record<string, pulumi.Input<string>>> | undefined;
  };
  /** Aurora. */
  readonly database: { readonly securityGroupId: pulumi.Input<string>; readonly port: number };
  /** Where the sources answer. */
  readonly sourcePeers: readonly OnPremisesPeer[];
}

/** Arguments of {@link AccessHost}. */
export interface AccessHostArgs extends CommonArgs, AccessHostSettings, AccessHostWays {
  /** KMS key of the root volume. */
  readonly dataKeyArn: pulumi.Input<string>;
}

/**
 * An instance in a private subnet that Session Manager forwards ports through, to Aurora and to the
 * sources. Nothing can connect to it: it has no ingress rule, no public address and no key pair.
 */
export class AccessHost extends pulumi.ComponentResource {
  readonly instanceId: pulumi.Output<string>;

  constructor(name: string, args: AccessHostArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:operations:AccessHost", name, {}, opts);
    const hostName = physicalName(args.environment, "access-host");
    const { network, tags } = args;
    const instance = new ec2.Instance(
      name,
      {
        ami: ssm.getParameterOutput({ name: imageParameter }, { parent: this }).insecureValue,
        instanceType: args.instanceType,
        subnetId: pulumi
          .output({ subnetIds: network.privateSubnetIds, endpointIds: network.endpointIds })
          .apply(({ subnetIds: [subnetId = ""] }) => subnetId),
        vpcSecurityGroupIds: [this.createGroup(name, hostName, args)],
        associatePublicIpAddress: false,
        iamInstanceProfile: this.createProfile(name, hostName, args),
        metadataOptions: {
          httpEndpoint: "enabled",
          httpTokens: "required",
          httpPutResponseHopLimit: 1,
        },
        rootBlockDevice: { volumeType: "gp3", encrypted: true, kmsKeyId: args.dataKeyArn },
        tags: { Name: hostName, ...tags },
      },
      // Each new image would replace the host; it is replaced when somebody decides to.
      { parent: this, ignoreChanges: ["ami"] },
    );
    this.instanceId = instance.id;
    this.registerOutputs({ instanceId: this.instanceId });
  }

  /** The group of the host, which lets it reach Session Manager, Aurora and the sources. */
  private createGroup(name: string, groupName: string, args: AccessHostArgs) {
    const { network, database, tags } = args;
    const opts = { parent: this };
    const { id: from } = new SecurityGroup(
      name,
      {
        groupName,
        description: "Host of the operators' sessions",
        vpcId: network.vpcId,
        egress: "connections",
        tags,
      },
      opts,
    );
    connect(
      `${name}-to-endpoints`,
      {
        from,
        to: network.endpointSecurityGroupId,
        port: 443,
        description: "Session Manager, from the operators' host",
      },
      opts,
    );
    connect(
      `${name}-to-database`,
      {
        from,
        to: database.securityGroupId,
        port: database.port,
        description: "Aurora, from the operators' host",
      },
      opts,
    );
    allowOnPremises(name, from, args.sourcePeers, opts);
    return from;
  }

  /** @returns The profile's name, known once the role may serve sessions. */
  private createProfile(name: string, roleName: string, args: AccessHostArgs) {
    const { permissionsBoundaryArn, tags } = args;
    const opts = { parent: this };
    const role = new iam.Role(
      name,
      {
        name: roleName,
        description: "Lets the operators' host serve sessions of Session Manager",
        assumeRolePolicy: instanceTrust(args.region),
        permissionsBoundary: permissionsBoundaryArn,
        tags,
      },
      opts,
    );
    const policy = new iam.RolePolicy(name, { role: role.name, policy: sessionPolicy }, opts);
    const profile = new iam.InstanceProfile(
      name,
      { name: roleName, role: role.name, tags },
      { parent: this, dependsOn: [policy] },
    );
    return profile.name;
  }
}
