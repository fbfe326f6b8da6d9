import type * as aws from "@pulumi/aws";
import { required } from "../aws";
import { resource, type Tagging, type ResourceTable, type Tags } from "../resource";

const tagList = (tags: Tags | undefined) =>
  Object.entries(tags ?? {}).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));

const tagging: Tagging = {
  target: "id",
  tag: (KeyId, tags, { kms }) => kms.tagResource({ KeyId, Tags: tagList(tags) }),
  untag: (KeyId, TagKeys, { kms }) => kms.untagResource({ KeyId, TagKeys }),
};

const key = resource<aws.kms.KeyArgs, aws.kms.KeyState>({
  async create(inputs, { kms }) {
    const made = await kms.createKey({
      Description: inputs.description,
      Policy: inputs.policy,
      MultiRegion: inputs.multiRegion,
      Tags: tagList(inputs.tagsAll),
    });
    return required(made.KeyMetadata?.KeyId, "a key id");
  },
  async configure(KeyId, inputs, { kms }) {
    if (inputs.enableKeyRotation) {
      await kms.enableKeyRotation({ KeyId, RotationPeriodInDays: inputs.rotationPeriodInDays });
    } else {
      await kms.disableKeyRotation({ KeyId });
    }
  },
  async read({ id }, { kms }) {
    const { KeyMetadata } = await kms.describeKey({ KeyId: id });
    if (!KeyMetadata || KeyMetadata.KeyState === "PendingDeletion") return undefined;
    const [rotation, { Policy }, { Tags }] = await Promise.all([
      kms.getKeyRotationStatus({ KeyId: id }),
      kms.getKeyPolicy({ KeyId: id, PolicyName: "default" }),
      kms.listResourceTags({ KeyId: id }),
    ]);
    return {
      arn: KeyMetadata.Arn,
      keyId: KeyMetadata.KeyId,
      description: KeyMetadata.Description,
      isEnabled: KeyMetadata.Enabled,
      keyUsage: KeyMetadata.KeyUsage,
      customerMasterKeySpec: KeyMetadata.KeySpec,
      multiRegion: KeyMetadata.MultiRegion,
      enableKeyRotation: rotation.KeyRotationEnabled,
      rotationPeriodInDays: rotation.RotationPeriodInDays,
      policy: Policy,
      tagsAll: Object.fromEntries(
        (Tags ?? []).map(({ TagKey = "", TagValue = "" }) => [TagKey, TagValue]),
      ),
    };
  },
  async update({ id }, news, { kms }) {
    await kms.updateKeyDescription({ KeyId: id, Description: news.description ?? "" });
    if (news.policy) {
      await kms.putKeyPolicy({ KeyId: id, PolicyName: "default", Policy: news.policy });
    }
  },
  delete: ({ id, state }, { kms }) =>
    kms.scheduleKeyDeletion({ KeyId: id, PendingWindowInDays: state.deletionWindowInDays }),
  replaceOn: ["multiRegion", "keyUsage", "customerMasterKeySpec"],
  tagging,
});

const alias = resource<aws.kms.AliasArgs, aws.kms.AliasState>({
  async create(inputs, { kms }) {
    const AliasName = required(inputs.name, "a name");
    await kms.createAlias({ AliasName, TargetKeyId: inputs.targetKeyId });
    return AliasName;
  },
  async read({ id }, { kms, arn }) {
    const { KeyMetadata } = await kms.describeKey({ KeyId: id });
    return {
      name: id,
      arn: arn("kms", id),
      targetKeyId: KeyMetadata?.KeyId,
      targetKeyArn: KeyMetadata?.Arn,
    };
  },
  update: ({ id }, news, { kms }) =>
    kms.updateAlias({ AliasName: id, TargetKeyId: news.targetKeyId }),
  delete: ({ id }, { kms }) => kms.deleteAlias({ AliasName: id }),
  replaceOn: ["name"],
  autoName: { property: "name", maxLength: 256 },
});

/** Keys and their aliases. */
export const kms: ResourceTable = {
  "aws:kms/key:Key": key,
  "aws:kms/alias:Alias": alias,
};
