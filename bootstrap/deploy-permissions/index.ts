import { physicalName } from "../../lib/names";
import { actionsOf, type Statement } from "../permissions";
import { type DeployScope, namedResourceStatements } from "./named-resources";
import { changingVerbs } from "./regional-services";
import { roleStatements } from "./roles";

/** Makes, changes and deletes what an environment's landing zone consists of, in its region. */
export function deployStatements(scope: DeployScope): Statement[] {
  const { partition, accountId, region, environment, permissionsBoundaryArn } = scope;
  const name = `migration-*-${environment}*`;
  return [
    {
      Sid: "RegionalServices",
      Effect: "Allow",
      Action: actionsOf(changingVerbs),
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": region } },
    },
    ...namedResourceStatements(name, scope),
    ...keyStatements(environment),
    ...roleStatements(name, {
      iam: `arn:${partition}:iam::${accountId}`,
      region,
      permissionsBoundaryArn,
    }),
    ...accountWideStatements(partition),
  ];
}

/**
 * Keys have no names: those of the environment are identified by their tag, which a new one does
 * not have yet. The state's key has the same tag if the account is named after the environment.
 */
function keyStatements(environment: string): Statement[] {
  return [
    {
      Sid: "Keys",
      Effect: "Allow",
      Action: actionsOf({
        kms: [
          "CreateGrant",
          "Decrypt",
          "GenerateDataKey*",
          "PutKeyPolicy",
          "ReEncrypt*",
          "RetireGrant",
          "ScheduleKeyDeletion",
          "TagResource",
          "UntagResource",
          "UpdateKeyDescription",
        ],
      }),
      Resource: "*",
      Condition: {
        StringEquals: { "aws:ResourceTag/Environment": environment },
        StringNotLike: { "aws:ResourceTag/Name": physicalName("*", "state") },
      },
    },
    {
      Sid: "NewKeys",
      Effect: "Allow",
      Action: ["kms:TagResource"],
      Resource: "*",
      Condition: {
        StringEquals: { "aws:RequestTag/Environment": environment },
        Null: { "aws:ResourceTag/Environment": "true" },
      },
    },
  ];
}

/** Permissions on resources whose ARNs do not contain the account. */
function accountWideStatements(partition: string): Statement[] {
  return [
    {
      Sid: "Elsewhere",
      Effect: "Allow",
      Action: [
        "backup-storage:MountCapsule",
        "cloudformation:CreateChangeSet",
        "logs:*LogDelivery",
        "logs:DeleteResourcePolicy",
        "logs:PutResourcePolicy",
        "route53:AssociateVPCWithHostedZone",
        "route53:ChangeResourceRecordSets",
        "serverlessrepo:CreateCloudFormation*",
        "sns:Unsubscribe",
      ],
      Resource: "*",
    },
    {
      Sid: "RotationCode",
      Effect: "Allow",
      Action: ["s3:GetObject"],
      Resource: `arn:${partition}:s3:::awsserverlessrepo-changesets-*/*`,
    },
  ];
}
