import type * as aws from "@pulumi/aws";
import { physicalName } from "../../lib/names";
import { openStatements } from "../live/documents";
import { aliasesOf, keyOf, keyPolicyOf, keyRotationOf } from "../live/kms";
import { checksOf, properties } from "../check";
import { allProblems, between, differences, including, unless } from "../expectations";

const check = checksOf("Encryption");

const keyOutputs = ["dataKeyArn", "logsKeyArn"] as const;

export const encryptionChecks = [
  check({
    name: "has keys of its own for data and for logs, which are in use",
    outputs: keyOutputs,
    verifies: properties<aws.kms.KeyArgs>("aws:kms/key:Key", "description"),
    controls: ["KMS.3"],
    run: async ({ outputs, aws }) => [
      ...unless(
        outputs.dataKeyArn !== outputs.logsKeyArn,
        `KMS key ${outputs.dataKeyArn}: serves both data and logs, expected a key for each`,
      ),
      ...(await forEachKey(outputs, async (arn) =>
        differences(`KMS key ${arn}`, await keyOf(aws, arn), {
          Enabled: true,
          KeyState: "Enabled",
          KeyManager: "CUSTOMER",
        }),
      )),
    ],
  }),
  check({
    name: "rotates its keys",
    outputs: keyOutputs,
    verifies: properties<aws.kms.KeyArgs>("aws:kms/key:Key", "enableKeyRotation"),
    controls: ["KMS.4"],
    run: async ({ outputs, aws }) =>
      forEachKey(outputs, async (arn) =>
        differences(`KMS key ${arn}`, await keyRotationOf(aws, arn), { KeyRotationEnabled: true }),
      ),
  }),
  check({
    name: "rotates its keys at least every year",
    outputs: keyOutputs,
    verifies: properties<aws.kms.KeyArgs>("aws:kms/key:Key", "rotationPeriodInDays"),
    run: async ({ outputs, aws }) =>
      forEachKey(outputs, async (arn) =>
        differences(`KMS key ${arn}`, await keyRotationOf(aws, arn), {
          RotationPeriodInDays: between(90, 365),
        }),
      ),
  }),
  check({
    name: "lets nobody outside the account use its keys",
    outputs: keyOutputs,
    verifies: properties<aws.kms.KeyArgs>("aws:kms/key:Key", "policy"),
    controls: ["KMS.5"],
    run: async ({ outputs, aws }) =>
      forEachKey(outputs, async (arn) =>
        openStatements(await keyPolicyOf(aws, arn)).map(
          ({ Action }) =>
            `KMS key ${arn}: its policy lets everybody do ${Action.join(", ")}, expected named principals or a condition`,
        ),
      ),
  }),
  check({
    name: "lets CloudWatch Logs, and what publishes alarms, use the key of the logs",
    outputs: ["logsKeyArn"],
    verifies: properties<aws.kms.KeyArgs>("aws:kms/key:Key", "policy"),
    run: async ({ outputs, region, aws }) => {
      const statements = await keyPolicyOf(aws, outputs.logsKeyArn);
      const services = statements
        .filter(({ Effect }) => Effect === "Allow")
        .flatMap(({ Principal }) => Principal["Service"] ?? []);
      const needed = [
        `logs.${region}.amazonaws.com`,
        "cloudwatch.amazonaws.com",
        "events.amazonaws.com",
      ];
      return needed.flatMap((service) =>
        unless(
          services.includes(service),
          `KMS key ${outputs.logsKeyArn}: its policy does not let ${service} use it, expected that it does`,
        ),
      );
    },
  }),
  check({
    name: "names its keys by aliases that end with the environment",
    outputs: [...keyOutputs, "keyAliases"],
    verifies: properties<aws.kms.AliasArgs>("aws:kms/alias:Alias", "name", "targetKeyId"),
    run: async ({ outputs, environment, aws }) => {
      const keys = new Map([
        ["data", outputs.dataKeyArn],
        ["logs", outputs.logsKeyArn],
      ]);
      const problems = Object.entries(outputs.keyAliases).map(async ([purpose, alias]) => {
        const arn = keys.get(purpose) ?? "";
        return [
          ...differences(
            `alias of the key for ${purpose}`,
            { alias },
            { alias: `alias/${physicalName(environment, purpose)}` },
          ),
          ...differences(
            `KMS key ${arn}`,
            { aliases: await aliasesOf(aws, arn) },
            { aliases: including(alias) },
          ),
        ];
      });
      return allProblems(problems);
    },
  }),
];

/** The problems of both keys. */
async function forEachKey(
  outputs: Record<(typeof keyOutputs)[number], string>,
  problemsOf: (arn: string) => Promise<string[]>,
): Promise<string[]> {
  return allProblems(keyOutputs.map((name) => problemsOf(outputs[name])));
}
