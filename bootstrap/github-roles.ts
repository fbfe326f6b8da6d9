import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import type { CommonArgs } from "../components/common";
import { physicalName } from "../lib/names";
import { partitionOf } from "../lib/regions";
import { deployStatements } from "./deploy-permissions";
import { readStatements, type Statement, stateStatements } from "./permissions";

const issuer = "token.actions.githubusercontent.com";

/** Arguments of {@link GitHubRoles}. Those that decide how many resources exist are plain values. */
export interface GitHubRolesArgs extends CommonArgs {
  readonly accountId: string;
  /** The repository, as owner/name. */
  readonly repository: string;
  /** Environments of the landing zone in this account. */
  readonly environments: readonly string[];
  /** Whether to make the identity provider, or find it in the account. */
  readonly oidcProvider: boolean;
  readonly stateBucketArn: string;
  readonly stateKeyArn: pulumi.Input<string>;
}

/** A role of the workflows. */
interface WorkflowRole {
  /** Purpose of the role: `deploy` or `preview`. */
  readonly purpose: string;
  /** The environment of the landing zone. */
  readonly environment: string;
  /** The GitHub environment whose jobs may take it on. */
  readonly gitHubEnvironment: string;
  /** Its permissions, by the name of the policy. */
  readonly policies: Readonly<Record<string, readonly Statement[]>>;
}

/**
 * The roles of the workflows, which GitHub's tokens open and no key does. A token is good for the
 * GitHub environment that its job runs in, with the approvals that environment asks for:
 * `<environment>` deploys, `preview-<environment>` reads.
 */
export class GitHubRoles extends pulumi.ComponentResource {
  /** ARN of each environment's role that deploys. */
  readonly deployRoleArns: Record<string, pulumi.Output<string>> = {};
  /** ARN of each environment's role that reads. */
  readonly previewRoleArns: Record<string, pulumi.Output<string>> = {};

  constructor(name: string, args: GitHubRolesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("migration:bootstrap:GitHubRoles", name, {}, opts);
    if (args.oidcProvider) {
      new iam.OpenIdConnectProvider(
        name,
        // AWS verifies GitHub's certificate itself and asks for no thumbprint.
        { url: `https://${issuer}`, clientIdLists: ["sts.amazonaws.com"] },
        { parent: this },
      );
    }
    const partition = partitionOf(args.region);
    for (const environment of args.environments) {
      this.deployRoleArns[environment] = this.createRole(name, args, {
        purpose: "deploy",
        environment,
        gitHubEnvironment: environment,
        policies: {
          "landing-zone": [
            ...readStatements(partition),
            ...deployStatements({ ...args, partition, environment }),
          ],
          state: stateStatements(args, "write"),
        },
      });
      this.previewRoleArns[environment] = this.createRole(name, args, {
        purpose: "preview",
        environment,
        gitHubEnvironment: `preview-${environment}`,
        policies: {
          "landing-zone": readStatements(partition),
          state: stateStatements(args, "read"),
        },
      });
    }
    this.registerOutputs({
      deployRoleArns: this.deployRoleArns,
      previewRoleArns: this.previewRoleArns,
    });
  }

  private createRole(
    prefix: string,
    args: GitHubRolesArgs,
    { purpose, environment, gitHubEnvironment, policies }: WorkflowRole,
  ): pulumi.Output<string> {
    const name = `${prefix}-${purpose}-${environment}`;
    const role = new iam.Role(
      name,
      {
        name: physicalName(environment, purpose),
        description: `Workflows of ${args.repository} in the GitHub environment ${gitHubEnvironment}`,
        // An Aurora cluster with its instances takes longer than the hour that is the default.
        maxSessionDuration: 7200,
        assumeRolePolicy: trustInGitHub(args, gitHubEnvironment),
        permissionsBoundary: args.permissionsBoundaryArn,
      },
      { parent: this },
    );
    for (const [policy, statements] of Object.entries(policies)) {
      new iam.RolePolicy(
        `${name}-${policy}`,
        {
          name: policy,
          role: role.name,
          policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: statements }),
        },
        { parent: this },
      );
    }
    return role.arn;
  }
}

function trustInGitHub(
  { accountId, region, repository }: GitHubRolesArgs,
  gitHubEnvironment: string,
): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: {
          Federated: `arn:${partitionOf(region)}:iam::${accountId}:oidc-provider/${issuer}`,
        },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            [`${issuer}:aud`]: "sts.amazonaws.com",
            [`${issuer}:sub`]: `repo:${repository}:environment:${gitHubEnvironment}`,
          },
        },
      },
    ],
  });
}
