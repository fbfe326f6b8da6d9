import * as secretsmanager from "@pulumi/aws/secretsmanager";
import * as serverlessrepository from "@pulumi/aws/serverlessrepository";
import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword";
import { physicalName } from "../lib/names";
import {
  rotationApplication,
  secretsManagerUrl,
  type RotationStrategy,
} from "../lib/rotation-application";
import { rotationRules } from "../lib/rotation-rules";
import { excludedCharacters, passwordPunctuation } from "../lib/secret-characters";
import type { CommonArgs } from "./common";
import { createLogGroup } from "./log-group";
import { allowEgressToCidr, connect, SecurityGroup } from "./security-group";

/** Arguments of {@link RotatedSecret}. */
export interface RotatedSecretArgs extends CommonArgs {
  /** The database that the secret opens, such as `source-orders`: its purpose in physical names. */
  readonly purpose: string;
  /** Shown in the AWS console. */
  readonly description: string;
  /**
   * Connection of the user. Written to the secret once; a later change leaves the secret unchanged.
   */
  readonly connection: {
    readonly host: pulumi.Input<string>;
    readonly port: number;
    readonly username: string;
  };
  /** The database in the network: an Aurora security group, or on-premises ranges. */
  readonly database:
    { readonly securityGroupId: pulumi.Input<string> } | { readonly cidrs: readonly string[] };
  readonly strategy: RotationStrategy;
  /** Secret of a user that may change both users of `alternatingUsers`, which alone uses it. */
  readonly superuserSecretArn?: pulumi.Input<string> | undefined;
  /** Days between rotations, or the weekly window that they fall into. */
  readonly rotation: Parameters<typeof rotationRules>[0];
  /** The VPC and the private subnets that the rotation function runs in. */
  readonly vpcId: pulumi.Input<string>;
  readonly subnetIds: pulumi.Input<string[]>;
  /** Security group of the VPC's interface endpoints. */
  readonly endpointSecurityGroupId: pulumi.Input<string>;
  /** KMS key of the secret, and of the superuser's secret. */
  readonly dataKeyArn: pulumi.Input<string>;
  /** KMS key of the rotation function's log group. */
  readonly logsKeyArn: pulumi.Input<string>;
  /** Days that the rotation function's logs are kept. */
  readonly logRetentionDays: number;
}

/**
 * The secret of a MySQL user, and its rotation by AWS's published function inside the VPC.
 *
 * The secret begins with a random password that the new database user is given. It is in Pulumi's
 * state, encrypted; the first rotation, which an operator starts once the user exists, makes it
 * worthless.
 */
export class RotatedSecret extends pulumi.ComponentResource {
  /** The secret's ARN, known once the secret has its first value. */
  readonly secretArn: pulumi.Output<string>;
  /** Name of the Lambda function that rotates the secret. */
  readonly rotationFunctionName: string;

  constructor(name: string, args: RotatedSecretArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:secrets:RotatedSecret", name, {}, opts);
    const superuserSecretArn = superuserSecretOf(args);
    this.rotationFunctionName = physicalName(args.environment, `${args.purpose}-rotation`);
    this.secretArn = this.createSecret(name, args, superuserSecretArn);
    const application = this.createRotationFunction(name, args, superuserSecretArn);
    new secretsmanager.SecretRotation(
      name,
      {
        secretId: this.secretArn,
        rotationLambdaArn: application.outputs["RotationLambdaARN"],
        rotationRules: rotationRules(args.rotation),
        // The database user does not exist yet.
        rotateImmediately: false,
      },
      { parent: this },
    );
    this.registerOutputs({
      secretArn: this.secretArn,
      rotationFunctionName: this.rotationFunctionName,
    });
  }

  private createSecret(
    name: string,
    args: RotatedSecretArgs,
    superuserSecretArn: SuperuserSecretArn,
  ): pulumi.Output<string> {
    const protectedChild = { parent: this, ...args.protection.resourceOptions };
    const secretName = physicalName(args.environment, args.purpose);
    const secret = new secretsmanager.Secret(
      name,
      {
        name: secretName,
        description: args.description,
        kmsKeyId: args.dataKeyArn,
        recoveryWindowInDays: args.protection.recoveryWindowInDays,
        tags: { Name: secretName, ...args.tags },
      },
      protectedChild,
    );
    const password = new RandomPassword(
      name,
      { length: 32, overrideSpecial: passwordPunctuation, minSpecial: 1, minNumeric: 1 },
      { parent: this },
    );
    const version = new secretsmanager.SecretVersion(
      name,
      { secretId: secret.arn, secretString: firstValue(args, password.result, superuserSecretArn) },
      // From the first rotation on the value is the rotation function's.
      { ...protectedChild, ignoreChanges: ["secretString"] },
    );
    return version.secretArn;
  }

  private createRotationFunction(
    name: string,
    args: RotatedSecretArgs,
    superuserSecretArn: SuperuserSecretArn,
  ): serverlessrepository.CloudFormationStack {
    const child = { parent: this };
    const group = this.createSecurityGroup(name, args);
    const logGroup = createLogGroup(name, `/aws/lambda/${this.rotationFunctionName}`, args, child);
    return new serverlessrepository.CloudFormationStack(
      name,
      {
        name: this.rotationFunctionName,
        ...rotationApplication(args.region, args.strategy),
        capabilities: ["CAPABILITY_IAM", "CAPABILITY_RESOURCE_POLICY"],
        parameters: {
          endpoint: secretsManagerUrl(args.region),
          functionName: this.rotationFunctionName,
          excludeCharacters: excludedCharacters,
          kmsKeyArn: args.dataKeyArn,
          vpcSubnetIds: pulumi.output(args.subnetIds).apply((ids) => ids.join(",")),
          vpcSecurityGroupIds: group.id,
          ...(superuserSecretArn !== undefined && {
            masterSecretArn: superuserSecretArn,
            masterSecretKmsKeyArn: args.dataKeyArn,
          }),
        },
        tags: args.tags,
      },
      { ...child, dependsOn: [logGroup] },
    );
  }

  private createSecurityGroup(name: string, args: RotatedSecretArgs): SecurityGroup {
    const child = { parent: this };
    const { database } = args;
    const { port } = args.connection;
    const group = new SecurityGroup(
      name,
      {
        groupName: this.rotationFunctionName,
        description: `Rotation of the secret ${args.purpose}`,
        vpcId: args.vpcId,
        egress: "connections",
        tags: args.tags,
      },
      child,
    );
    connect(
      `${name}-to-endpoints`,
      {
        from: group.id,
        to: args.endpointSecurityGroupId,
        port: 443,
        description: "Secrets Manager and other AWS services, from the rotation function",
      },
      child,
    );
    const description = "The database whose password is rotated";
    if ("cidrs" in database) {
      for (const cidr of database.cidrs) {
        allowEgressToCidr(`${name}-to-${cidr}`, { from: group.id, cidr, port, description }, child);
      }
    } else {
      connect(
        `${name}-to-database`,
        { from: group.id, to: database.securityGroupId, port, description },
        child,
      );
    }
    return group;
  }
}

type SuperuserSecretArn = pulumi.Input<string> | undefined;

function superuserSecretOf(args: RotatedSecretArgs): SuperuserSecretArn {
  if (args.strategy === "singleUser") {
    return undefined;
  }
  if (args.superuserSecretArn === undefined) {
    throw new Error(`The secret ${args.purpose} alternates users and needs superuserSecretArn.`);
  }
  return args.superuserSecretArn;
}

/** The keys that DMS and the rotation functions read. */
function firstValue(
  args: RotatedSecretArgs,
  password: pulumi.Output<string>,
  superuserSecretArn: SuperuserSecretArn,
): pulumi.Output<string> {
  return pulumi.jsonStringify({
    engine: "mysql",
    host: args.connection.host,
    port: args.connection.port,
    username: args.connection.username,
    password,
    // Aurora's certificate is one that the function trusts, so it need not fall back to a plain
    // connection. It cannot be given the CA of a server on premises: there it tries TLS, and falls
    // back inside the VPN.
    ...("securityGroupId" in args.database && { ssl: true }),
    ...(superuserSecretArn !== undefined && { masterarn: superuserSecretArn }),
  });
}
