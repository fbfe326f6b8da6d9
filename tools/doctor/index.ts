import { readFileSync } from "node:fs";
import { join } from "node:path";
import pLimit from "p-limit";
import { decodeNamespace } from "../../config/decode";
import { type LandingZoneConfig, parseConfig } from "../../config/parse";
import { messageOf } from "@landing-zone/plan/errors";
import { loadConfiguration } from "@landing-zone/engine/project/configuration";
import { readProject } from "@landing-zone/engine/project/project";
import { AwsCli } from "../../checks/aws-cli";
import { accountExaminations } from "./account";
import { type Diagnosis, type Examination, fault } from "./diagnosis";
import { machineExaminations } from "./machine";
import { networkExaminations } from "./network";
import { quotaExaminations } from "./quotas";
import { serviceRoleExaminations } from "./service-roles";

/** What is to be examined. */
export interface Examinee {
  readonly directory: string;
  readonly stack: string;
  /** An AWS emulator in place of AWS. */
  readonly endpointUrl?: string | undefined;
  /** Whether to look at quotas, which takes most of the time. Default: yes. */
  readonly quotas?: boolean;
}

/** Most of the time of a question to AWS goes into the start of the AWS CLI. */
const questionsAtOnce = 4;

/** A diagnosis and what it is about. */
export type NamedDiagnosis = Diagnosis & { readonly name: string };

/**
 * Examines this machine, the configuration of a stack, and the account that it would be deployed to.
 * Changes nothing. What cannot be examined for want of something before it says so.
 *
 * @param onDiagnosis Told of each as soon as it is made.
 */
export async function examine(
  { directory, stack, endpointUrl, quotas = true }: Examinee,
  onDiagnosis: (diagnosis: NamedDiagnosis) => void,
): Promise<readonly NamedDiagnosis[]> {
  const diagnoses: NamedDiagnosis[] = [];
  const run = async (examinations: readonly Examination[], before?: string): Promise<void> => {
    for await (const diagnosis of diagnosesOf(examinations, before)) {
      diagnoses.push(diagnosis);
      onDiagnosis(diagnosis);
    }
  };

  await run(machineExaminations);
  let config: LandingZoneConfig | undefined;
  await run([
    {
      name: `configuration of ${stack}`,
      examine: () => {
        config = configurationOf(directory, stack);
        return { verdict: "fine", finding: `Pulumi.${stack}.yaml has no fault` };
      },
    },
  ]);
  if (config === undefined) return diagnoses;
  const patient = { stack, config, aws: new AwsCli({ region: config.region, endpointUrl }) };
  const [account, ...rest] = accountExaminations(patient);
  await run(account === undefined ? [] : [account]);
  const isAccount = diagnoses.at(-1)?.verdict === "fine";
  await run(
    [
      ...rest,
      ...serviceRoleExaminations(patient),
      ...networkExaminations(patient),
      ...(quotas ? quotaExaminations(patient) : []),
    ],
    isAccount ? undefined : "account",
  );
  return diagnoses;
}

/** Asks several at a time, and answers in their order. */
async function* diagnosesOf(
  examinations: readonly Examination[],
  before: string | undefined,
): AsyncGenerator<NamedDiagnosis> {
  const limit = pLimit(questionsAtOnce);
  const asked = examinations.map(({ name, examine: ask }) => ({
    name,
    answer: limit(() => (before === undefined ? diagnosisOf(ask) : notExamined(before))),
  }));
  for (const { name, answer } of asked) yield { name, ...(await answer) };
}

const notExamined = (before: string): Diagnosis => ({
  verdict: "not examined",
  finding: `first mend: ${before}`,
});

async function diagnosisOf(ask: Examination["examine"]): Promise<Diagnosis> {
  try {
    return await ask();
  } catch (error) {
    return fault(messageOf(error), adviceOn(messageOf(error)));
  }
}

/** What helps against answers of AWS that say nothing of it. */
function adviceOn(message: string): string {
  if (/Unable to locate credentials|ExpiredToken|InvalidClientTokenId|SSO/.test(message)) {
    return "Sign in: aws sso login, or set AWS_PROFILE, or the variables of a role's credentials.";
  }
  if (/AccessDenied|UnauthorizedOperation/.test(message)) {
    return "Use a role that may look at the account: AWS's managed policy ReadOnlyAccess is enough.";
  }
  return "Read the message; the command in it can be repeated by hand.";
}

function configurationOf(directory: string, stack: string): LandingZoneConfig {
  const project = readProject(directory);
  const { values } = loadConfiguration(project, stack, { config: [], secrets: [] });
  return parseConfig(decodeNamespace(values, project.name), {
    project: project.name,
    stack,
    region: values["aws:region"],
    today: new Date(),
    readFile: (path) => readFileSync(join(directory, path), "utf8"),
  });
}
