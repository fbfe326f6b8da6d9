import type * as aws from "@pulumi/aws";
import { type Aws, required } from "../aws";
import { documentText } from "../policy-document";
import { resource, type Tagging, type ResourceTable } from "../resource";
import { tagList, tagMap } from "../tags";

const tagging: Tagging = {
  target: "id",
  tag: (RoleName, tags, { iam }) => iam.tagRole({ RoleName, Tags: tagList(tags) }),
  untag: (RoleName, TagKeys, { iam }) => iam.untagRole({ RoleName, TagKeys }),
};

const role = resource<aws.iam.RoleArgs, aws.iam.RoleState>({
  async create(inputs, { iam }) {
    const made = await iam.createRole({
      RoleName: inputs.name,
      Path: inputs.path,
      Description: inputs.description,
      AssumeRolePolicyDocument: documentText(inputs.assumeRolePolicy),
      MaxSessionDuration: inputs.maxSessionDuration,
      PermissionsBoundary: inputs.permissionsBoundary,
      Tags: tagList(inputs.tagsAll),
    });
    return required(made.Role?.RoleName, "a role name");
  },
  async read({ id }, { iam }) {
    const { Role: found } = await iam.getRole({ RoleName: id });
    const attached = await iam.listAttachedRolePolicies({ RoleName: id });
    return (
      found && {
        arn: found.Arn,
        name: found.RoleName,
        path: found.Path,
        uniqueId: found.RoleId,
        createDate: found.CreateDate?.toISOString(),
        description: found.Description,
        maxSessionDuration: found.MaxSessionDuration,
        permissionsBoundary: found.PermissionsBoundary?.PermissionsBoundaryArn,
        assumeRolePolicy: decodeURIComponent(found.AssumeRolePolicyDocument ?? ""),
        managedPolicyArns: attached.AttachedPolicies?.map(({ PolicyArn }) => PolicyArn ?? ""),
        tagsAll: tagMap(found.Tags),
      }
    );
  },
  async update({ id }, news, { iam }) {
    await iam.updateRole({
      RoleName: id,
      Description: news.description ?? "",
      MaxSessionDuration: news.maxSessionDuration,
    });
    const PolicyDocument = documentText(news.assumeRolePolicy);
    await iam.updateAssumeRolePolicy({ RoleName: id, PolicyDocument });
  },
  delete: ({ id }, { iam }) => iam.deleteRole({ RoleName: id }),
  replaceOn: ["name", "path", "permissionsBoundary"],
  autoName: { property: "name", maxLength: 64 },
  tagging,
});

const rolePolicy = resource<aws.iam.RolePolicyArgs, aws.iam.RolePolicyState>({
  async create(inputs, { iam }) {
    const [RoleName, PolicyName] = [inputs.role as string, required(inputs.name, "a name")];
    const PolicyDocument = documentText(inputs.policy);
    await iam.putRolePolicy({ RoleName, PolicyName, PolicyDocument });
    return `${RoleName}:${PolicyName}`;
  },
  async read({ id }, { iam }) {
    const found = await iam.getRolePolicy(rolePolicyKey(id));
    return {
      role: found.RoleName,
      name: found.PolicyName,
      policy: decodeURIComponent(found.PolicyDocument ?? ""),
    };
  },
  update: ({ id }, news, { iam }) =>
    iam.putRolePolicy({ ...rolePolicyKey(id), PolicyDocument: documentText(news.policy) }),
  delete: ({ id }, { iam }) => iam.deleteRolePolicy(rolePolicyKey(id)),
  replaceOn: ["role", "name"],
  autoName: { property: "name", maxLength: 128 },
});

function rolePolicyKey(id: string) {
  const [RoleName = "", PolicyName = ""] = id.split(":");
  return { RoleName, PolicyName };
}

const rolePolicyAttachment = resource<
  aws.iam.RolePolicyAttachmentArgs,
  aws.iam.RolePolicyAttachmentState
>({
  async create(inputs, { iam }) {
    const RoleName = inputs.role as string;
    await iam.attachRolePolicy({ RoleName, PolicyArn: inputs.policyArn });
    return `${RoleName}/${inputs.policyArn}`;
  },
  async read({ state }, { iam }) {
    const { AttachedPolicies } = await iam.listAttachedRolePolicies({
      RoleName: state.role as string,
    });
    const found = AttachedPolicies?.find(({ PolicyArn }) => PolicyArn === state.policyArn);
    return found && { role: state.role, policyArn: found.PolicyArn };
  },
  delete: ({ state }, { iam }) =>
    iam.detachRolePolicy({ RoleName: state.role as string, PolicyArn: state.policyArn }),
  replaceOn: "all",
  deleteBeforeReplace: true,
});

const profileTagging: Tagging = {
  target: "id",
  tag: (InstanceProfileName, tags, { iam }) =>
    iam.tagInstanceProfile({ InstanceProfileName, Tags: tagList(tags) }),
  untag: (InstanceProfileName, TagKeys, { iam }) =>
    iam.untagInstanceProfile({ InstanceProfileName, TagKeys }),
};

const instanceProfile = resource<aws.iam.InstanceProfileArgs, aws.iam.InstanceProfileState>({
  async create(inputs, { iam }) {
    const made = await iam.createInstanceProfile({
      InstanceProfileName: inputs.name,
      Path: inputs.path,
      Tags: tagList(inputs.tagsAll),
    });
    return required(made.InstanceProfile?.InstanceProfileName, "a profile name");
  },
  async configure(InstanceProfileName, inputs, { iam }) {
    const RoleName = inputs.role as string | undefined;
    const { InstanceProfile } = await iam.getInstanceProfile({ InstanceProfileName });
    const [present] = InstanceProfile?.Roles ?? [];
    if (present?.RoleName === RoleName) return;
    if (present) await removeRole(InstanceProfileName, present.RoleName, iam);
    if (RoleName) await iam.addRoleToInstanceProfile({ InstanceProfileName, RoleName });
  },
  async read({ id }, { iam }) {
    const { InstanceProfile: found } = await iam.getInstanceProfile({ InstanceProfileName: id });
    return (
      found && {
        arn: found.Arn,
        name: found.InstanceProfileName,
        path: found.Path,
        uniqueId: found.InstanceProfileId,
        role: found.Roles?.[0]?.RoleName,
        tagsAll: tagMap(found.Tags),
      }
    );
  },
  async delete({ id: InstanceProfileName }, { iam }) {
    const { InstanceProfile } = await iam.getInstanceProfile({ InstanceProfileName });
    for (const { RoleName } of InstanceProfile?.Roles ?? []) {
      await removeRole(InstanceProfileName, RoleName, iam);
    }
    await iam.deleteInstanceProfile({ InstanceProfileName });
  },
  replaceOn: ["name", "path"],
  autoName: { property: "name", maxLength: 128 },
  tagging: profileTagging,
});

function removeRole(InstanceProfileName: string, RoleName: string | undefined, iam: Aws["iam"]) {
  return iam.removeRoleFromInstanceProfile({ InstanceProfileName, RoleName });
}

/** Roles, their policies, and the profiles by which instances have them. */
export const iam: ResourceTable = {
  "aws:iam/role:Role": role,
  "aws:iam/rolePolicy:RolePolicy": rolePolicy,
  "aws:iam/instanceProfile:InstanceProfile": instanceProfile,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": rolePolicyAttachment,
};
