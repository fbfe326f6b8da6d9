import { dnsSuffixOf } from "../../lib/regions";
import { actionsOf, type Statement } from "../permissions";

/** Services that a role of the landing zone may be handed to. */
const roleServices = (region: string) => [
  "backup.amazonaws.com",
  "dms.amazonaws.com",
  `ec2.${dnsSuffixOf(region)}`,
  // The role that reads a secret trusts DMS in its region only.
  `dms.${region}.amazonaws.com`,
  "lambda.amazonaws.com",
  "monitoring.rds.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
];

/**
 * Actions that decide a role's permissions: if a boundary is required, only on roles that have it.
 */
const boundedActions = actionsOf({
  iam: [
    "AttachRolePolicy",
    "CreateRole",
    "DeleteRolePolicy",
    "DetachRolePolicy",
    "PutRolePermissionsBoundary",
    "PutRolePolicy",
  ],
});

/** Other actions on a role. None of them takes a boundary away. */
const roleActions = actionsOf({
  iam: [
    "DeleteRole",
    "TagRole",
    "UntagRole",
    "UpdateAssumeRolePolicy",
    "UpdateRole",
    "UpdateRoleDescription",
  ],
});

/** Actions on the profile by which an instance has a role. */
const profileActions = actionsOf({
  iam: [
    "AddRoleToInstanceProfile",
    "CreateInstanceProfile",
    "DeleteInstanceProfile",
    "RemoveRoleFromInstanceProfile",
    "TagInstanceProfile",
    "UntagInstanceProfile",
  ],
});

/** The scope of role permissions: ARNs and permissions boundary. */
interface RoleScope {
  /** Prefix of the account's IAM ARNs. */
  readonly iam: string;
  readonly region: string;
  readonly permissionsBoundaryArn?: string | undefined;
}

/**
 * Roles of the environment, those of rotation functions, and the services that they are passed to.
 */
export function roleStatements(
  name: string,
  { iam, region, permissionsBoundaryArn }: RoleScope,
): Statement[] {
  const roles = [
    `${iam}:role/${name}`,
    `${iam}:role/serverlessrepo-migration-*`,
    `${iam}:role/dms-*`,
  ];
  return [
    { Sid: "Roles", Effect: "Allow", Action: roleActions, Resource: roles },
    {
      Sid: "PermissionsOfRoles",
      Effect: "Allow",
      Action: boundedActions,
      Resource: roles,
      ...(permissionsBoundaryArn !== undefined && {
        Condition: { StringEquals: { "iam:PermissionsBoundary": permissionsBoundaryArn } },
      }),
    },
    profiles(`${iam}:instance-profile/${name}`),
    {
      Sid: "RolesOfServices",
      Effect: "Allow",
      Action: ["iam:PassRole"],
      Resource: roles,
      Condition: { StringEquals: { "iam:PassedToService": roleServices(region) } },
    },
    {
      Sid: "ServiceLinkedRoles",
      Effect: "Allow",
      Action: ["iam:CreateServiceLinkedRole"],
      Resource: `${iam}:role/aws-service-role/*`,
    },
  ];
}

function profiles(arn: string): Statement {
  return { Sid: "InstanceProfiles", Effect: "Allow", Action: profileActions, Resource: [arn] };
}
