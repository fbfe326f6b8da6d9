import { isAboutAction, isAboutResource } from "./access";
import { type Statement } from "./statements";

/*
 * Whether permissions are as good as everything, or as every action of a service: asked of samples,
 * because patterns have endless ways to say so (`s3:*e*`, a list of `s3:Get*`, `s3:Put*`, …).
 */

/** Something that only an administrator may do with each of many services. */
const everything: readonly (readonly [action: string, resource: string])[] = [
  ["acm:DeleteCertificate", "acm:us-east-1:999988887777:certificate/5f0d2c1e"],
  ["backup:DeleteBackupVault", "backup:us-east-1:999988887777:backup-vault:main"],
  ["cloudtrail:StopLogging", "cloudtrail:us-east-1:999988887777:trail/audit"],
  ["dms:DeleteReplicationTask", "dms:us-east-1:999988887777:task:orders"],
  ["dynamodb:DeleteTable", "dynamodb:us-east-1:999988887777:table/orders"],
  ["ec2:TerminateInstances", "ec2:us-east-1:999988887777:instance/i-0a1b2c3d"],
  ["elasticloadbalancing:DeleteListener", "elasticloadbalancing:us-east-1:999988887777:listener/a"],
  ["kms:ScheduleKeyDeletion", "kms:us-east-1:999988887777:key/1f0d2c1e"],
  ["lambda:UpdateFunctionCode", "lambda:us-east-1:999988887777:function:rotate"],
  ["logs:DeleteLogGroup", "logs:us-east-1:999988887777:log-group:audit"],
  ["rds:ModifyDBCluster", "rds:us-east-1:999988887777:cluster:main"],
  ["s3:PutBucketPolicy", "s3:::data"],
  ["secretsmanager:GetSecretValue", "secretsmanager:us-east-1:999988887777:secret:db-AbCdEf"],
  ["sns:Publish", "sns:us-east-1:999988887777:alarms"],
  ["sqs:PurgeQueue", "sqs:us-east-1:999988887777:failed"],
  ["ssm:SendCommand", "ssm:us-east-1:999988887777:document/run"],
].map(([action = "", resource = ""]) => [action, resource] as const);

const partitions = ["aws", "aws-us-gov", "aws-cn"];

/** Possible names of an action of any service. */
const names = [
  "GetObject",
  "PutObject",
  "DeleteObject",
  "ListThings",
  "DescribeThings",
  "CreateThing",
  "UpdateThing",
  "ModifyThing",
  "TagResource",
  "UntagResource",
  "StartThing",
  "StopThing",
  "AttachPolicy",
  "SendMessage",
  "InvokeFunction",
  "RebootInstance",
].map((name) => name.toLowerCase());

/** The shares of samples that are as good as all. */
const mostServices = 0.75;
const mostActions = 0.6;

/** Whether the document allows everything, or all but some of it. */
export function allowsEverything(document: readonly Statement[]): boolean {
  const allowing = document.filter(({ effect }) => effect === "Allow");
  const denying = document.filter(
    ({ effect, conditions }) => effect === "Deny" && conditions.length === 0,
  );
  const isAbout = (action: string, arn: string) => (statement: Statement) =>
    isAboutAction(statement, action) && isAboutResource(statement, arn);
  return partitions.some((partition) => {
    const allowed = everything.filter(([action, resource]) => {
      const question = isAbout(action, `arn:${partition}:${resource}`);
      return allowing.some(question) && !denying.some(question);
    });
    return allowed.length >= everything.length * mostServices;
  });
}

/** Whether the document allows every action of a service that it names, or all but some of them. */
export function allowsWholeService(document: readonly Statement[]): boolean {
  const allowing = document.filter(({ effect }) => effect === "Allow");
  const patterns = allowing.flatMap(({ actions }) => actions);
  const services = new Set(
    patterns.filter((pattern) => pattern.includes("*")).map((pattern) => pattern.split(":")[0]),
  );
  const isWhole = [...services].some((service = "") => {
    const prefix = service.replaceAll("*", "").replaceAll("?", "a");
    const allowed = names.filter((name) =>
      isAboutAction({ actions: patterns, notActions: undefined }, `${prefix}:${name}`),
    );
    return allowed.length >= names.length * mostActions;
  });
  return isWhole || allowing.some(({ notActions }) => notActions !== undefined);
}
