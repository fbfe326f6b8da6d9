import type * as aws from "@pulumi/aws";
import { required } from "../aws";
import { resource, type Tagging, type ResourceTable } from "../resource";
import { tagList, tagMap } from "../tags";

const tagging: Tagging = {
  target: "id",
  tag: (SecretId, tags, { secrets }) => secrets.tagResource({ SecretId, Tags: tagList(tags) }),
  untag: (SecretId, TagKeys, { secrets }) => secrets.untagResource({ SecretId, TagKeys }),
};

const secret = resource<aws.secretsmanager.SecretArgs, aws.secretsmanager.SecretState>({
  async create(inputs, { secrets }) {
    const made = await secrets.createSecret({
      Name: inputs.name,
      Description: inputs.description,
      KmsKeyId: inputs.kmsKeyId,
      Tags: tagList(inputs.tagsAll),
    });
    return required(made.ARN, "a secret ARN");
  },
  async configure(SecretId, { policy }, { secrets }) {
    if (policy) await secrets.putResourcePolicy({ SecretId, ResourcePolicy: policy });
    else await secrets.deleteResourcePolicy({ SecretId });
  },
  async read({ id }, { secrets }) {
    const found = await secrets.describeSecret({ SecretId: id });
    if (found.DeletedDate) return undefined;
    const { ResourcePolicy } = await secrets.getResourcePolicy({ SecretId: id });
    return {
      arn: found.ARN,
      name: found.Name,
      description: found.Description,
      kmsKeyId: found.KmsKeyId ?? "",
      policy: ResourcePolicy ?? "",
      tagsAll: tagMap(found.Tags),
    };
  },
  update: ({ id }, news, { secrets }) =>
    secrets.updateSecret({
      SecretId: id,
      Description: news.description,
      KmsKeyId: news.kmsKeyId,
    }),
  delete: ({ id, state }, { secrets }) =>
    secrets.deleteSecret(
      state.recoveryWindowInDays === 0
        ? { SecretId: id, ForceDeleteWithoutRecovery: true }
        : { SecretId: id, RecoveryWindowInDays: state.recoveryWindowInDays },
    ),
  replaceOn: ["name"],
  autoName: { property: "name", maxLength: 512 },
  tagging,
});

/** The id is `<secret ARN>|<version id>`, as in the AWS provider. */
const secretVersion = resource<
  aws.secretsmanager.SecretVersionArgs,
  aws.secretsmanager.SecretVersionState
>({
  async create(inputs, { secrets }) {
    const made = await secrets.putSecretValue({
      SecretId: inputs.secretId,
      SecretString: inputs.secretString,
      VersionStages: inputs.versionStages,
    });
    return `${required(made.ARN, "a secret ARN")}|${required(made.VersionId, "a version id")}`;
  },
  // The value itself is not read back: after a rotation it is nobody's business but the database's.
  async read({ id }, { secrets }) {
    const [SecretId = "", VersionId = ""] = id.split("|");
    const { VersionIdsToStages, DeletedDate } = await secrets.describeSecret({ SecretId });
    const found = !DeletedDate && VersionIdsToStages?.[VersionId];
    return found ? { secretArn: SecretId, versionId: VersionId } : undefined;
  },
  // Versions are deleted with their secret only.
  delete: () => Promise.resolve(),
  replaceOn: "all",
});

const secretRotation = resource<
  aws.secretsmanager.SecretRotationArgs,
  aws.secretsmanager.SecretRotationState
>({
  async create({ secretId }, { secrets }) {
    const { ARN } = await secrets.describeSecret({ SecretId: secretId });
    return required(ARN, "a secret ARN");
  },
  async configure(SecretId, inputs, { secrets }) {
    await secrets.rotateSecret({
      SecretId,
      RotationLambdaARN: inputs.rotationLambdaArn,
      RotateImmediately: inputs.rotateImmediately ?? true,
      RotationRules: {
        AutomaticallyAfterDays: inputs.rotationRules?.automaticallyAfterDays,
        Duration: inputs.rotationRules?.duration,
        ScheduleExpression: inputs.rotationRules?.scheduleExpression,
      },
    });
  },
  async read({ id }, { secrets }) {
    const found = await secrets.describeSecret({ SecretId: id });
    if (found.DeletedDate || !found.RotationEnabled) return undefined;
    const { AutomaticallyAfterDays, Duration, ScheduleExpression } = found.RotationRules ?? {};
    return {
      rotationEnabled: true,
      rotationLambdaArn: found.RotationLambdaARN,
      rotationRules: {
        automaticallyAfterDays: AutomaticallyAfterDays,
        duration: Duration,
        scheduleExpression: ScheduleExpression,
      },
    };
  },
  delete: ({ id }, { secrets }) => secrets.cancelRotateSecret({ SecretId: id }),
  replaceOn: ["secretId"],
});

/** Secrets, their values and their rotation. */
export const secretsManager: ResourceTable = {
  "aws:secretsmanager/secret:Secret": secret,
  "aws:secretsmanager/secretVersion:SecretVersion": secretVersion,
  "aws:secretsmanager/secretRotation:SecretRotation": secretRotation,
};
