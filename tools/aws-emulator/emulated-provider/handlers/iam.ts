import type * as aws from "@pulumi/aws";
import { required } from "../aws";
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

/** Roles and their policies. */
export const iam: ResourceTable = {
  "aws:iam/role:Role": role,
  "aws:iam/rolePolicy:RolePolicy": rolePolicy,
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": rolePolicyAttachment,
};
