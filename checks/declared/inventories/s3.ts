import { type Ask } from "../ask";
import { type Thing } from "../compare";
import { declarable, declaredThing, type Inventory, tagsAt } from "../inventory";
import { type DeclaredResource, type DeclaredResources } from "../resources";
import { type Answer, at, camelCased, isRecord, listAt, textAt } from "../values";

const bucketType = "aws:s3/bucket:Bucket";

/** Settings of a bucket, by the resource type that declares them. */
const partTypes = {
  lifecycle: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  logging: "aws:s3/bucketLogging:BucketLogging",
  ownership: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  policy: "aws:s3/bucketPolicy:BucketPolicy",
  publicAccess: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  encryption:
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  versioning: "aws:s3/bucketVersioning:BucketVersioning",
};

type Part = keyof typeof partTypes;

/** The declared values of a setting, without the bucket's name. */
const partValues: Readonly<Record<Part, (inputs: Answer) => unknown>> = {
  lifecycle: (inputs) => listAt(inputs, "rules").map(lifecycleRule),
  logging: (inputs) => ({
    targetBucket: at(inputs, "targetBucket"),
    targetPrefix: at(inputs, "targetPrefix"),
  }),
  ownership: (inputs) => at(inputs, "rule.objectOwnership"),
  policy: (inputs) => at(inputs, "policy"),
  publicAccess: (inputs) =>
    Object.fromEntries(publicAccess.map((name) => [name, at(inputs, name)])),
  encryption: (inputs) => listAt(inputs, "rules").map(encryptionRule),
  versioning: (inputs) => at(inputs, "versioningConfiguration"),
};

const publicAccess = [
  "blockPublicAcls",
  "blockPublicPolicy",
  "ignorePublicAcls",
  "restrictPublicBuckets",
];

/** A lifecycle rule without a filter that lets everything through. */
function lifecycleRule(rule: Answer): unknown {
  const { filter, prefix, ...rest } = isRecord(rule) ? rule : {};
  const isEverything = JSON.stringify(filter ?? {}) === "{}" || textAt(filter, "prefix") === "";
  return { ...rest, prefix, ...(isEverything ? {} : { filter }) };
}

function encryptionRule(rule: Answer): unknown {
  return {
    algorithm: at(rule, "applyServerSideEncryptionByDefault.sseAlgorithm"),
    key:
      at(rule, "applyServerSideEncryptionByDefault.kmsMasterKeyId") ??
      at(rule, "applyServerSideEncryptionByDefault.kmsMasterKeyID"),
    bucketKey: at(rule, "bucketKeyEnabled") === true,
  };
}

const buckets: Inventory = {
  name: "the buckets, with policy, encryption, versions, life cycle and access of each",
  types: [bucketType, ...Object.values(partTypes)],
  defaults: { grants: [["owner FULL_CONTROL"]] },
  expected: (declared) =>
    declared.of(bucketType).map((bucket) =>
      declaredThing("bucket", bucket, {
        ...Object.fromEntries(
          Object.entries(partTypes).map(([part, type]) => [
            part,
            partOf(declared, bucket, part as Part, type),
          ]),
        ),
      }),
    ),
  live: async (ask) =>
    (await Promise.all(ask.declared.ids(bucketType).map((id) => bucketOf(ask, id)))).flat(),
};

function partOf(
  declared: DeclaredResources,
  bucket: DeclaredResource,
  part: Part,
  type: string,
): unknown {
  const [found] = declared.of(type).filter(({ inputs }) => inputs["bucket"] === bucket.id);
  return found === undefined ? undefined : partValues[part](found.inputs);
}

async function bucketOf(ask: Ask, name: string): Promise<readonly Thing[]> {
  const get = (operation: string) => ask.one("s3api", operation, "--bucket", name);
  const [access, security] = await Promise.all([accessOf(get), securityOf(get)]);
  const tagged = await get("get-bucket-tagging");
  // A bucket that is gone has an owner's answer for nothing.
  if (access.acl === undefined) return [];
  const tags = tagsAt(tagged, "TagSet");
  return [
    {
      id: name,
      label: `bucket ${name}`,
      tags,
      values: { bucket: name, tagsAll: declarable(tags), ...access.values, ...security },
    },
  ];
}

type Get = (operation: string) => Promise<Answer>;

async function accessOf(get: Get) {
  const [acl, policy, block, ownership, replication, notification, website, cors] =
    await Promise.all([
      get("get-bucket-acl"),
      get("get-bucket-policy"),
      get("get-public-access-block"),
      get("get-bucket-ownership-controls"),
      get("get-bucket-replication"),
      get("get-bucket-notification-configuration"),
      get("get-bucket-website"),
      get("get-bucket-cors"),
    ]);
  const values = {
    grants: grantsOf(acl),
    policy: at(policy, "Policy"),
    publicAccess: camelCased(at(block, "PublicAccessBlockConfiguration")),
    ownership: listAt(ownership, "OwnershipControls.Rules").map((it) =>
      at(it, "ObjectOwnership"),
    )[0],
    replication: at(replication, "ReplicationConfiguration.Rules[].Destination.Bucket"),
    notifications: isRecord(notification)
      ? Object.keys(notification).filter((key) => key !== "ResponseMetadata")
      : undefined,
    website: at(website, "IndexDocument.Suffix"),
    cors: at(cors, "CORSRules[].AllowedOrigins"),
  };
  return { acl, values };
}

function grantsOf(acl: Answer): readonly string[] {
  const owner = textAt(acl, "Owner.ID");
  return listAt(acl, "Grants").map((grant) => {
    const id = textAt(grant, "Grantee.ID");
    const who = id === owner && id !== "" ? "owner" : id || textAt(grant, "Grantee.URI");
    return `${who} ${textAt(grant, "Permission")}`;
  });
}

async function securityOf(get: Get) {
  const [versioning, encryption, lifecycle, logging] = await Promise.all([
    get("get-bucket-versioning"),
    get("get-bucket-encryption"),
    get("get-bucket-lifecycle-configuration"),
    get("get-bucket-logging"),
  ]);
  const logs = at(logging, "LoggingEnabled");
  return {
    versioning: textAt(versioning, "Status") === "" ? undefined : camelCased(versioning),
    encryption: listAt(encryption, "ServerSideEncryptionConfiguration.Rules").map((rule) =>
      encryptionRule(camelCased(rule)),
    ),
    lifecycle: listAt(lifecycle, "Rules").map((rule) => lifecycleRule(camelCased(rule))),
    logging: isRecord(logs)
      ? { targetBucket: logs["TargetBucket"], targetPrefix: logs["TargetPrefix"] }
      : undefined,
  };
}

export const s3Inventories = [buckets];
