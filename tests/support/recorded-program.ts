import { createRequire } from "node:module";
import { join } from "node:path";
import { loadConfiguration } from "@landing-zone/engine/project/configuration";
import { readProject } from "@landing-zone/engine/project/project";
import * as pulumi from "@pulumi/pulumi";
import { type MockOptions, record, type Recording } from "./mocks";

const directory = join(__dirname, "../..");

/** AWS's answers to the resources whose outputs others need in a certain form. */
const outputs: NonNullable<MockOptions["outputs"]> = {
  "awsx:ec2:Vpc": ({ inputs }) => vpcOutputs(inputs as { availabilityZoneNames: string[] }),
  "aws:rds/cluster:Cluster": () => ({ masterUserSecrets: [{ secretArn: "arn:admin" }] }),
  "random:index/randomId:RandomId": () => ({ hex: "0a1b2c3d" }),
  "random:index/randomPassword:RandomPassword": () => ({ result: "initial-password" }),
  "aws:serverlessrepository/cloudFormationStack:CloudFormationStack": ({ name }) => ({
    outputs: { RotationLambdaARN: `arn:rotation:${name}` },
  }),
  "aws:acm/certificate:Certificate": ({ inputs }) => {
    const { domainName, subjectAlternativeNames = [] } = inputs as {
      domainName: string;
      subjectAlternativeNames?: string[];
    };
    return {
      domainValidationOptions: [domainName, ...subjectAlternativeNames].map((name) => ({
        domainName: name,
        resourceRecordName: `_proof.${name}`,
        resourceRecordType: "CNAME",
        resourceRecordValue: "_value.acm-validations.aws",
      })),
    };
  },
};

function vpcOutputs({ availabilityZoneNames: zones }: { availabilityZoneNames: string[] }) {
  const ids = (tier: string) => zones.map((_, index) => `${tier}-${index + 1}`);
  return {
    vpcId: "vpc-1",
    publicSubnetIds: ids("public"),
    publicSubnets: ids("public").map((id) => ({ id })),
    isolatedSubnetIds: zones.flatMap((_, index) =>
      ["private", "database"].map((tier) => `${tier}-${index + 1}`),
    ),
    routeTables: zones.flatMap((_, index) =>
      ["public", "private", "database"].map((tier) => ({ id: `rtb-${tier}-${index + 1}` })),
    ),
  };
}

/**
 * Records the registrations of the whole program of a stack, with values that a preview does not
 * know yet, such as the policies that name resources by their ARNs.
 *
 * @param overrides `key=value`, as for `--config`.
 */
export async function recordProgram(
  stack: string,
  overrides: readonly string[] = [],
): Promise<Recording> {
  const project = readProject(directory);
  const { values } = loadConfiguration(project, stack, { config: overrides, secrets: [] });
  const requireHere = createRequire(__filename);
  const { recording } = await record(
    () => {
      pulumi.runtime.setAllConfig({ ...values });
      const entryPoint = requireHere.resolve("../../index.ts");
      Reflect.deleteProperty(requireHere.cache, entryPoint);
      requireHere(entryPoint);
    },
    {
      stack,
      outputs,
      calls: {
        "aws:index/getCallerIdentity:getCallerIdentity": () => ({ accountId: "123456789012" }),
      },
    },
  );
  return recording;
}
