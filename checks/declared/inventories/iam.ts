import { declarable, declaredThing, type Inventory, tagsAt } from "../inventory";
import { type Tags } from "../whose";
import { type Ask } from "../ask";
import { type DeclaredResources } from "../resources";
import { type Answer, at, listAt, pick, textAt } from "../values";

const roleType = "aws:iam/role:Role";
const policyType = "aws:iam/rolePolicy:RolePolicy";
const attachmentType = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const rotationType = "aws:serverlessrepository/cloudFormationStack:CloudFormationStack";

/**
 * Whether something has a name of the environment, `migration-…-<environment>`, and no tag that
 * gives it to another: names of the environment `x-dev` look like those of `dev`.
 */
export function isOfEnvironment(environment: string, name: string, tags: Tags): boolean {
  return (
    name.startsWith("migration-") &&
    name.endsWith(`-${environment}`) &&
    (tags["Environment"] ?? environment) === environment
  );
}

function expectedPolicies(declared: DeclaredResources, role: string) {
  const of = (type: string) => declared.of(type).filter(({ inputs }) => inputs["role"] === role);
  return {
    inlinePolicies: Object.fromEntries(
      of(policyType).map(({ inputs }) => [String(inputs["name"]), inputs["policy"]]),
    ),
    attachedPolicies: of(attachmentType).map(({ inputs }) => inputs["policyArn"]),
  };
}

const roles: Inventory = {
  name: "the roles, with the trust, the policies and the boundary of each",
  types: [roleType, policyType, attachmentType],
  defaults: { path: "/", maxSessionDuration: 3600 },
  hidden: {
    forceDetachPolicies: "it matters when the role is deleted only",
    managedPolicyArns: "policies are compared as attachments",
  },
  expected: (declared) =>
    declared
      .of(roleType)
      .map((role) => declaredThing("IAM role", role, expectedPolicies(declared, role.id))),
  live: async (ask) => {
    const declared = ask.declared.ids(roleType);
    return (await accountRoles(ask, declared)).map((role) => {
      const name = textAt(role, "RoleName");
      const tags = tagsAt(role);
      return {
        id: name,
        label: `IAM role ${name}`,
        tags,
        values: {
          tagsAll: declarable(tags),
          ...pick(role, {
            name: "RoleName",
            path: "Path",
            description: "Description",
            maxSessionDuration: "MaxSessionDuration",
            permissionsBoundary: "PermissionsBoundary.PermissionsBoundaryArn",
            assumeRolePolicy: "AssumeRolePolicyDocument",
            attachedPolicies: "AttachedManagedPolicies[].PolicyArn",
          }),
          inlinePolicies: Object.fromEntries(
            listAt(role, "RolePolicyList").map((it) => [
              textAt(it, "PolicyName"),
              at(it, "PolicyDocument"),
            ]),
          ),
        },
      };
    });
  },
};

/** The roles of some names with everything about them, and others with names of the environment. */
async function accountRoles(ask: Ask, names: readonly string[]): Promise<readonly Answer[]> {
  const rotation = new Set(
    ask.declared.of(rotationType).map(({ inputs }) => String(inputs["name"])),
  );
  const command = ["iam", "get-account-authorization-details", "--filter", "Role"] as const;
  const query = `RoleDetailList[?starts_with(RoleName, 'migration-') || ${names.map((name) => `RoleName=='${name}'`).join(" || ")}]`;
  const found = await ask.list("[]", ...command, "--query", query);
  const own = found.filter((role) => {
    const name = textAt(role, "RoleName");
    // CloudFormation makes the role of a rotation function, under a name of its own.
    const isRotation = [...rotation].some((prefix) => name.includes(prefix));
    return (
      names.includes(name) ||
      (isOfEnvironment(ask.outputs.environment, name, tagsAt(role)) && !isRotation)
    );
  });
  return Promise.all(own.map((role) => withDetails(ask, role)));
}

/** The account's details leave out the description and the longest session of a role. */
async function withDetails(ask: Ask, role: Answer): Promise<Answer> {
  const answer = await ask.one("iam", "get-role", "--role-name", textAt(role, "RoleName"));
  return { ...(at(answer, "Role") as object), ...(role as object) };
}

const rotationFunctions: Inventory = {
  name: "the rotation functions: where each runs, and who may call it",
  types: [rotationType],
  emulatorHides: {
    semanticVersion: "the emulator knows no application of the repository",
    vpcSecurityGroupIds: "the emulator's rotation function is in no network",
    vpcSubnetIds: "the emulator's rotation function is in no network",
    isCallable: "the emulator's rotation function begins without permissions",
    endpoint: "the emulator's rotation function has no environment",
  },
  expected: (declared) =>
    declared.of(rotationType).map(({ inputs, outputs }) => {
      const arn = textAt(outputs, "outputs.RotationLambdaARN");
      return {
        id: arn,
        label: `rotation function ${textAt(inputs, "parameters.functionName")}`,
        values: {
          vpcSecurityGroupIds: textAt(inputs, "parameters.vpcSecurityGroupIds").split(","),
          vpcSubnetIds: textAt(inputs, "parameters.vpcSubnetIds").split(","),
          endpoint: at(inputs, "parameters.endpoint"),
          isCallable: true,
          foreignCallers: [],
        },
      };
    }),
  live: async (ask) => {
    const arns = ask.declared
      .of(rotationType)
      .map(({ outputs }) => textAt(outputs, "outputs.RotationLambdaARN"));
    return (await Promise.all(arns.map((arn) => functionOf(ask, arn)))).flat();
  },
};

async function functionOf(ask: Ask, arn: string) {
  const which = ["--function-name", arn] as const;
  const [configuration, policy, urls] = await Promise.all([
    ask.one("lambda", "get-function-configuration", ...which),
    ask.one("lambda", "get-policy", ...which),
    ask.one("lambda", "list-function-url-configs", ...which),
  ]);
  if (configuration === undefined) return [];
  const document = textAt(policy, "Policy");
  const callers = callersOf(document === "" ? {} : JSON.parse(document));
  return [
    {
      id: arn,
      label: `rotation function ${arn.split(":").at(-1) ?? arn}`,
      values: {
        vpcSecurityGroupIds: at(configuration, "VpcConfig.SecurityGroupIds"),
        vpcSubnetIds: at(configuration, "VpcConfig.SubnetIds"),
        endpoint: at(configuration, "Environment.Variables.SECRETS_MANAGER_ENDPOINT"),
        layers: at(configuration, "Layers[].Arn"),
        urls: at(urls, "FunctionUrlConfigs[].FunctionUrl"),
        isCallable: callers.includes(ownCaller),
        foreignCallers: callers.filter((caller) => caller !== ownCaller),
      },
    },
  ];
}

/** The principal that calls a rotation function. */
const ownCaller = "Allow lambda:InvokeFunction secretsmanager.amazonaws.com";

/**
 * The principals that may call a function, such as `Allow lambda:InvokeFunction
 * events.amazonaws.com`.
 */
function callersOf(policy: Answer): readonly string[] {
  return listAt(policy, "Statement").map((statement) => {
    const principal = at(statement, "Principal");
    const service = textAt(principal, "Service");
    const who = service === "" ? JSON.stringify(principal) : service;
    return `${textAt(statement, "Effect")} ${[at(statement, "Action")].flat().join(", ")} ${who}`;
  });
}

export const iamInventories = [roles, rotationFunctions];
