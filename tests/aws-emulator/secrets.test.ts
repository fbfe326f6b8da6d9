import { expect } from "chai";
import { secret, type PropertyMap } from "@landing-zone/plan/values";
import { itLives } from "./lifecycle";
import { text } from "./provider-client";
import { network, provider, type Setup } from "./setup";

const marker = "a-value-that-nobody-may-see";

async function secretWithValue({ client }: Setup, name: string) {
  const made = await client.create("aws:secretsmanager/secret:Secret", name, { name });
  const inputs = { secretId: made.id, secretString: secret(marker) };
  await client.create("aws:secretsmanager/secretVersion:SecretVersion", name, inputs);
  return made;
}

async function rotationFunction(setup: Setup, name: string): Promise<PropertyMap> {
  const { subnets, group } = await network(setup);
  return {
    name,
    applicationId: "arn:aws:serverlessrepo:us-east-1:297356227824:applications/Rotation",
    capabilities: ["CAPABILITY_IAM"],
    parameters: {
      functionName: name,
      vpcSubnetIds: subnets.map(({ id }) => id).join(","),
      vpcSecurityGroupIds: group.id,
    },
  };
}

describe("secrets in the emulator", () => {
  itLives("secret", () => ({
    type: "aws:secretsmanager/secret:Secret",
    inputs: { name: "plain", description: "a", recoveryWindowInDays: 0, tags: { Name: "a" } },
    id: /^arn:aws:secretsmanager:us-east-1:123456789012:secret:plain-/,
    change: { description: "b", tags: { Name: "b" } },
    replace: { name: "other" },
    outside: {
      act: ({ id }, { secrets }) => secrets.updateSecret({ SecretId: id, Description: "theirs" }),
      differs: "description",
    },
  }));

  itLives("secret version", async ({ client }) => {
    const made = await client.create("aws:secretsmanager/secret:Secret", "s", { name: "valued" });
    return {
      type: "aws:secretsmanager/secretVersion:SecretVersion",
      inputs: { secretId: made.id, secretString: secret(marker) },
      id: /^arn:aws:secretsmanager:.*:secret:valued-\w+\|[0-9a-f-]{36}$/,
      replace: { secretString: secret("another") },
      outside: {
        act: (_, { secrets }) =>
          secrets.deleteSecret({ SecretId: made.id, ForceDeleteWithoutRecovery: true }),
        differs: "gone",
      },
    };
  });

  itLives("rotation", async (setup) => {
    const made = await secretWithValue(setup, "rotated");
    const inputs = await rotationFunction(setup, "rotates");
    const type = "aws:serverlessrepository/cloudFormationStack:CloudFormationStack";
    const { state } = await setup.client.create(type, "rotates", inputs);
    const outputs = state["outputs"] as PropertyMap;
    return {
      type: "aws:secretsmanager/secretRotation:SecretRotation",
      inputs: {
        secretId: made.id,
        rotationLambdaArn: text(outputs["RotationLambdaARN"]),
        rotateImmediately: false,
        rotationRules: { automaticallyAfterDays: 30 },
      },
      id: /^arn:aws:secretsmanager:us-east-1:123456789012:secret:rotated-/,
      change: { rotationRules: { automaticallyAfterDays: 60 } },
      replace: { secretId: "another" },
      outside: {
        act: ({ id }, { secrets }) => secrets.cancelRotateSecret({ SecretId: id }),
        differs: "gone",
      },
    };
  });

  itLives("rotation function", async (setup) => ({
    type: "aws:serverlessrepository/cloudFormationStack:CloudFormationStack",
    inputs: await rotationFunction(setup, "function"),
    unseen: ["parameters", "semanticVersion"],
    change: {
      parameters: (await rotationFunction(setup, "function"))["parameters"]!,
      semanticVersion: "2.0.0",
    },
    id: /^arn:aws:cloudformation:us-east-1:123456789012:stack\/serverlessrepo-function\//,
    replace: { applicationId: "arn:aws:serverlessrepo:us-east-1:297356227824:applications/Other" },
    outside: {
      act: (_, { lambda }) => lambda.deleteFunction({ FunctionName: "function" }),
      differs: "gone",
    },
  }));

  it("moves a rotation function to other subnets", async () => {
    const setup = await provider();
    const type = "aws:serverlessrepository/cloudFormationStack:CloudFormationStack";
    const made = await setup.client.create(type, "moves", await rotationFunction(setup, "moves"));
    const inputs = await rotationFunction(setup, "moves");
    await setup.client.update(made, inputs);
    const { VpcConfig } = await setup.aws.lambda.getFunctionConfiguration({
      FunctionName: "moves",
    });
    const { vpcSubnetIds } = inputs["parameters"] as PropertyMap;
    expect(VpcConfig?.SubnetIds?.join(",")).to.equal(vpcSubnetIds);
  });

  it("has the value in AWS, and gives it back marked as secret only", async () => {
    const { client, aws } = await provider();
    const made = await client.create("aws:secretsmanager/secret:Secret", "s", { name: "marked" });
    const type = "aws:secretsmanager/secretVersion:SecretVersion";
    const inputs = { secretId: made.id, secretString: secret(marker) };
    const version = await client.create(type, "v", inputs);
    const stored = await aws.secrets.getSecretValue({ SecretId: made.id });
    const read = await client.read(version);

    expect(stored.SecretString).to.equal(marker);
    expect(version.state["secretString"]).to.deep.equal(secret(marker));
    expect(read?.state["secretString"]).to.deep.equal(secret(marker));
    expect(read?.inputs["secretString"]).to.deep.equal(secret(marker));
  });

  it("does not name the value in the error when AWS refuses it", async () => {
    const { client } = await provider();
    const type = "aws:secretsmanager/secretVersion:SecretVersion";
    const inputs = { secretId: "there-is-none", secretString: secret(marker) };
    const error = await client.create(type, "v", inputs).then(
      () => undefined,
      (reason: unknown) => String(reason),
    );
    expect(error).to.include("ResourceNotFoundException");
    expect(error).not.to.include(marker);
  });
});
