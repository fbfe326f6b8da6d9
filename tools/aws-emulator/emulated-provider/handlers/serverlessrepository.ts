import type * as aws from "@pulumi/aws";
import { ifFound, required, type Aws } from "../aws";
import { resource, type ResourceTable } from "../resource";

/** An empty zip archive: the function is never run with a database behind it. */
const emptyArchive = Buffer.from("504b0506".padEnd(44, "0"), "hex");

/** The stack's id carries the function's name, which is all that exists of the stack. */
const functionName = (id: string) => id.split("/").at(-1) ?? id;

const roleName = (FunctionName: string) => `${FunctionName}-role`.slice(-64);

/**
 * A rotation application of AWS's. The emulator has no Serverless Application Repository: of the
 * application's stack, only the Lambda function and its role are made, and the function does nothing.
 */
const cloudFormationStack = resource<
  aws.serverlessrepository.CloudFormationStackArgs,
  aws.serverlessrepository.CloudFormationStackState
>({
  create({ name, parameters }, { arn }) {
    const FunctionName = required(parameters?.["functionName"], "the parameter functionName");
    return Promise.resolve(
      arn("cloudformation", `stack/serverlessrepo-${name ?? ""}/${FunctionName}`),
    );
  },
  async configure(id, { parameters = {}, tagsAll }, aws) {
    const FunctionName = functionName(id);
    const VpcConfig = {
      SubnetIds: list(parameters["vpcSubnetIds"]),
      SecurityGroupIds: list(parameters["vpcSecurityGroupIds"]),
    };
    if (await findFunction(FunctionName, aws)) {
      await aws.lambda.updateFunctionConfiguration({ FunctionName, VpcConfig });
      return;
    }
    await aws.lambda.createFunction({
      FunctionName,
      Role: await ensureRole(roleName(FunctionName), aws),
      Runtime: "python3.12",
      Handler: "lambda_function.lambda_handler",
      Code: { ZipFile: emptyArchive },
      VpcConfig,
      Tags: tagsAll,
    });
  },
  async read({ id }, aws) {
    const found = await findFunction(functionName(id), aws);
    return found && { outputs: { RotationLambdaARN: required(found.FunctionArn, "an ARN") } };
  },
  async delete({ id }, { lambda, iam }) {
    const FunctionName = functionName(id);
    await lambda.deleteFunction({ FunctionName });
    await iam.deleteRole({ RoleName: roleName(FunctionName) });
  },
  replaceOn: ["name", "applicationId"],
  deleteBeforeReplace: true,
});

function findFunction(FunctionName: string, { lambda }: Aws) {
  return ifFound(lambda.getFunctionConfiguration({ FunctionName }));
}

/** The ARN of the role that the function runs as, which is made when it is not there. */
async function ensureRole(RoleName: string, { iam }: Aws): Promise<string> {
  const existing = await ifFound(iam.getRole({ RoleName }));
  const made = existing ?? (await iam.createRole({ RoleName, AssumeRolePolicyDocument: trust }));
  return required(made.Role?.Arn, "a role ARN");
}

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: "lambda.amazonaws.com" },
      Action: "sts:AssumeRole",
    },
  ],
});

function list(text: string | undefined): string[] {
  return text ? text.split(",") : [];
}

/** Applications of the Serverless Application Repository. */
export const serverlessRepository: ResourceTable = {
  "aws:serverlessrepository/cloudFormationStack:CloudFormationStack": cloudFormationStack,
};
