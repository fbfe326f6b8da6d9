import { actionsOf, type Statement } from "../permissions";

/** Services that a role of the landing zone may be handed to. */
const roleServices = (region: string) => [
  "backup.amazonaws.com",
  "dms.amazonaws.com",
  // The role that reads a secret trusts DMS in its region only.
  `dms.${region}.amazonaws.com`,
  "lambda.amazonaws.com",
  "monitoring.rds.amazonaws.com",
  "vpc-flow-logs.amazonaws.com",
];

/** Actions on a role of the environment. */
const roleActions = actionsOf({
  iam: [
    "AttachRolePolicy",
    "CreateRole",
    "DeleteRole",
    "DeleteRolePolicy",
    "DetachRolePolicy",
    "PutRolePolicy",
    "TagRole",
    "UntagRole",
    "UpdateAssumeRolePolicy",
    "UpdateRole",
    "UpdateRoleDescription",
  ],
});

/** Roles of the environment, those of rotation functions, and what they are handed to. */
export function roleStatements(iam: string, name: string, region: string): Statement[] {
  const roles = [
    `${iam}:role/${name}`,
    `${iam}:role/serverlessrepo-migration-*`,
    `${iam}:role/dms-*`,
  ];
  return [
    { Sid: "Roles", Effect: "Allow", Action: roleActions, Resource: roles },
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
