import { itLives } from "./lifecycle";
import { text } from "./provider-client";
import { trustPolicy } from "./setup";

const policy = (action: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: action, Resource: "*" }],
  });

describe("keys, roles and log groups in the emulator", () => {
  itLives("KMS key", () => ({
    type: "aws:kms/key:Key",
    inputs: {
      description: "of a test",
      enableKeyRotation: true,
      rotationPeriodInDays: 365,
      deletionWindowInDays: 7,
      tags: { Name: "a" },
    },
    id: /^[0-9a-f-]{36}$/,
    unseen: ["rotationPeriodInDays"],
    change: { rotationPeriodInDays: 180, description: "changed", tags: { Other: "b" } },
    replace: { multiRegion: true },
    outside: {
      act: ({ id }, { kms }) => kms.disableKeyRotation({ KeyId: id }),
      differs: "enableKeyRotation",
    },
  }));

  itLives("KMS alias", async ({ client }) => {
    const key = () => client.create("aws:kms/key:Key", "key", {});
    const theirs = await key();
    return {
      type: "aws:kms/alias:Alias",
      inputs: { name: "alias/test", targetKeyId: (await key()).id },
      id: /^alias\/test$/,
      change: { targetKeyId: (await key()).id },
      replace: { name: "alias/other" },
      outside: {
        act: ({ id }, { kms }) => kms.updateAlias({ AliasName: id, TargetKeyId: theirs.id }),
        differs: "targetKeyId",
      },
    };
  });

  itLives("role", () => ({
    type: "aws:iam/role:Role",
    inputs: {
      name: "role-of-a-test",
      description: "a",
      assumeRolePolicy: trustPolicy("dms.amazonaws.com"),
    },
    id: /^role-of-a-test$/,
    change: { assumeRolePolicy: trustPolicy("rds.amazonaws.com"), tags: { Name: "b" } },
    replace: { path: "/other/" },
    outside: {
      act: ({ id }, { iam }) =>
        iam.updateAssumeRolePolicy({
          RoleName: id,
          PolicyDocument: trustPolicy("ec2.amazonaws.com"),
        }),
      differs: "assumeRolePolicy",
    },
  }));

  itLives("role policy", async ({ client }) => {
    const role = await client.create("aws:iam/role:Role", "with-policy", {
      assumeRolePolicy: trustPolicy("dms.amazonaws.com"),
    });
    return {
      type: "aws:iam/rolePolicy:RolePolicy",
      inputs: { role: role.id, policy: policy("logs:PutLogEvents") },
      id: /^with-policy-[0-9a-f]{7}:resource-[0-9a-f]{7}$/,
      change: { policy: policy("logs:CreateLogStream") },
      replace: { name: "another" },
      outside: {
        act: ({ state }, { iam }) =>
          iam.putRolePolicy({
            RoleName: role.id,
            PolicyName: text(state["name"]),
            PolicyDocument: policy("*"),
          }),
        differs: "policy",
      },
    };
  });

  itLives("instance profile", async ({ client }) => {
    const role = (name: string) =>
      client.create("aws:iam/role:Role", name, {
        assumeRolePolicy: trustPolicy("ec2.amazonaws.com"),
      });
    const theirs = await role("theirs");
    return {
      type: "aws:iam/instanceProfile:InstanceProfile",
      inputs: { name: "profile-of-a-test", role: (await role("first")).id, tags: { Name: "a" } },
      id: /^profile-of-a-test$/,
      change: { role: (await role("second")).id, tags: { Name: "b" } },
      replace: { path: "/other/" },
      outside: {
        act: async ({ id, state }, { iam }) => {
          const profile = { InstanceProfileName: id };
          await iam.removeRoleFromInstanceProfile({ ...profile, RoleName: text(state["role"]) });
          await iam.addRoleToInstanceProfile({ ...profile, RoleName: theirs.id });
        },
        differs: "role",
      },
    };
  });

  itLives("attachment of an AWS managed policy", async ({ client }) => {
    const role = await client.create("aws:iam/role:Role", "attached", {
      assumeRolePolicy: trustPolicy("dms.amazonaws.com"),
    });
    const PolicyArn = "arn:aws:iam::aws:policy/service-role/AmazonDMSVPCManagementRole";
    return {
      type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      inputs: { role: role.id, policyArn: PolicyArn },
      id: /^attached-[0-9a-f]{7}\/arn:aws:iam::aws:policy\/service-role\/AmazonDMSVPCManagementRole$/,
      replace: { policyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess" },
      outside: {
        act: (_, { iam }) => iam.detachRolePolicy({ RoleName: role.id, PolicyArn }),
        differs: "gone",
      },
    };
  });

  itLives("identity provider of GitHub", () => ({
    type: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
    inputs: {
      url: "https://token.actions.githubusercontent.com",
      clientIdLists: ["sts.amazonaws.com", "other"],
      thumbprintLists: ["a".repeat(40)],
      tags: { Name: "a" },
    },
    id: /^arn:aws:iam::123456789012:oidc-provider\/token\.actions\.githubusercontent\.com$/,
    change: { thumbprintLists: ["b".repeat(40)], tags: { Other: "b" } },
    replace: { clientIdLists: ["sts.amazonaws.com"], url: "https://gitlab.example" },
    outside: {
      act: ({ id }, { iam }) =>
        iam.updateOpenIDConnectProviderThumbprint({
          OpenIDConnectProviderArn: id,
          ThumbprintList: ["c".repeat(40)],
        }),
      differs: "thumbprintLists",
    },
  }));

  itLives("log group", () => ({
    type: "aws:cloudwatch/logGroup:LogGroup",
    inputs: { name: "/test/group", retentionInDays: 7, tags: { Name: "a" } },
    id: /^\/test\/group$/,
    change: { retentionInDays: 30, tags: { Name: "b" } },
    replace: { name: "/test/other" },
    outside: {
      act: ({ id }, { logs }) => logs.deleteRetentionPolicy({ logGroupName: id }),
      differs: "retentionInDays",
    },
  }));

  itLives("log metric filter", async ({ client }) => {
    const group = await client.create("aws:cloudwatch/logGroup:LogGroup", "searched", {
      name: "/test/searched",
    });
    const counted = {
      name: "Errors",
      namespace: "Migration/test",
      value: "1",
      defaultValue: "0",
      unit: "Count",
    };
    return {
      type: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
      inputs: {
        name: "errors",
        logGroupName: group.id,
        pattern: '"]E:"',
        metricTransformation: counted,
      },
      id: /^errors$/,
      change: { pattern: '"]W:"', metricTransformation: { ...counted, name: "Warnings" } },
      replace: { name: "others" },
      outside: {
        act: ({ id }, { logs }) =>
          logs.deleteMetricFilter({ filterName: id, logGroupName: group.id }),
        differs: "gone",
      },
    };
  });

  itLives("log resource policy", () => ({
    type: "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
    inputs: { policyName: "waf", policyDocument: policy("logs:PutLogEvents") },
    id: /^waf$/,
    change: { policyDocument: policy("logs:CreateLogStream") },
    replace: { policyName: "other" },
    outside: {
      act: (_, { logs }) =>
        logs.putResourcePolicy({ policyName: "waf", policyDocument: policy("*") }),
      differs: "policyDocument",
    },
  }));
});
