import { isWild } from "./wildcards";

/*
 * The condition keys that narrow a statement, each with the grammar of its values. A key that is not
 * listed narrows nothing: callers can choose its value, or it has the same one for all of them. From
 * AWS's global condition context keys and the Service Authorization Reference, November 2026.
 */

/** Aspects that a condition can narrow. */
export type Narrowing = "callers" | "resources" | "keys" | "secrets" | "recipients";

/**
 * Whether the value of a key identifies something definite. Wildcards of the string operators span
 * the parts of an ARN, those of the ARN operators do not.
 */
export type Grammar = (value: string, spans: boolean) => boolean;

const pattern =
  (form: RegExp): Grammar =>
  (value) =>
    !value.includes("${") && form.test(value);

const account = pattern(/^\d{12}$/);
const organization = pattern(/^o-[a-z0-9]{10,32}$/);
const organizationPath = pattern(/^o-[a-z0-9]{10,32}\/.*$/);
const vpc = pattern(/^vpc-([0-9a-f]{8}|[0-9a-f]{17})$/);
const vpcEndpoint = pattern(/^vpce-([0-9a-f]{8}|[0-9a-f]{17})$/);
/** A principal's unique id, with any session name behind it; or the account of its root user. */
const userId = pattern(/^(A[A-Z]{3}[A-Z0-9]{12,124}(:.*)?|\d{12})$/);
/** A service with its region, which may be wild: `secretsmanager.*.amazonaws.com`. */
const callingService = pattern(
  /^[a-z][a-z0-9-]+\.([a-z0-9-]+|\*|[a-z]{2}-\*)\.amazonaws\.com(\.cn)?$/,
);
const servicePrincipal = pattern(/^[a-z][a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/);
/** A value of a tag or an encryption context: any text but a wild one. */
const literal: Grammar = (value) => value !== "" && !isWild(value);
const alias = pattern(/^alias\/[\w/-]{3,}[*?]*$/);

/** Services whose ARNs show no account, and whose names exist once in all of them. */
const global = /^arn:[\w*-]+:(s3|route53|apigateway):[\w*-]*::[^*?]+$/;

/** An ARN with an account written out, or of a name that exists only once. */
const arn: Grammar = (value, spans) => {
  const [prefix, partition = "", service = "", , account = "", resource] = value.split(":");
  const isWhole = resource !== undefined && /^\d{12}$/.test(account);
  const isShifted = spans && isWild(partition + service);
  return !value.includes("${") && prefix === "arn" && !isShifted && (isWhole || global.test(value));
};

const callers: readonly (readonly [RegExp, Grammar])[] = [
  [/^aws:(principal|source|vpce)account$|^aws:sourceowner$|^kms:calleraccount$/, account],
  [/^s3:dataaccesspointaccount$/, account],
  [/^aws:(principal|source|vpce)orgid$/, organization],
  [/^aws:(principal|source|vpce)orgpaths$/, organizationPath],
  [/^aws:(sourcevpc|ec2instancesourcevpc)$/, vpc],
  [/^aws:sourcevpce$/, vpcEndpoint],
  [/^aws:(sourcearn|principalarn|sourcevpcarn|chatbotsourcearn)$/, arn],
  [/^(s3:dataaccesspointarn|lambda:sourcefunctionarn|ec2:sourceinstancearn)$/, arn],
  [/^aws:userid$/, userId],
];

const resources: readonly (readonly [RegExp, Grammar])[] = [
  [/^(aws:resourceaccount|s3:resourceaccount|s3:dataaccesspointaccount)$/, account],
  [/^aws:resourceorgid$/, organization],
  [/^aws:resourceorgpaths$/, organizationPath],
  [/^s3:dataaccesspointarn$/, arn],
];

const keys: readonly (readonly [RegExp, Grammar])[] = [
  [/^kms:viaservice$/, callingService],
  [/^aws:calledvia(first|last)?$/, servicePrincipal],
  [/^(aws:resourcetag\/.+|kms:encryptioncontext:.+)$/, literal],
  [/^kms:(resourcealiases|requestalias)$/, alias],
];

const secrets: readonly (readonly [RegExp, Grammar])[] = [
  [/^(aws|secretsmanager):resourcetag\/.+$/, literal],
  [/^secretsmanager:resource\/allowrotationlambdaarn$/, arn],
];

/** Of a role that is handed on: the service, or the resource, that gets it. */
const recipients: readonly (readonly [RegExp, Grammar])[] = [
  [/^iam:passedtoservice$/, servicePrincipal],
  [/^iam:associatedresourcearn$/, arn],
  [/^(aws|iam):resourcetag\/.+$/, literal],
];

const listed: Readonly<Record<Narrowing, readonly (readonly [RegExp, Grammar])[]>> = {
  callers,
  resources,
  keys,
  secrets,
  recipients,
};

/** The grammar of the key, in lower case, where it narrows; undefined where it does not. */
export function grammarOf(key: string, narrowing: Narrowing): Grammar | undefined {
  return listed[narrowing].find(([form]) => form.test(key))?.[1];
}
