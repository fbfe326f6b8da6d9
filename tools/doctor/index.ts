import { readFileSync } from "node:fs";
import { join } from "node:path";
import pLimit from "p-limit";
import { decodeNamespace } from "../../config/decode";
import { type LandingZoneConfig, parseConfig } from "../../config/parse";
import { messageOf } from "@landing-zone/plan/errors";
import { loadConfiguration } from "@landing-zone/engine/project/configuration";
import { readProject } from "@landing-zone/engine/project/project";
import { AwsCli } from "../../checks/aws-cli";
import { accountInspections } from "./account";
import { customerGatewayInspections } from "./customer-gateways";
import { type Finding, type Inspection, type Subject, fault, fine, notInspected } from "./finding";
import { machineInspections } from "./machine";
import { nameInspections } from "./names";
import { networkInspections } from "./network";
import { offerInspections } from "./offers";
import { quotaInspections } from "./quotas";
import { serviceRoleInspections } from "./service-roles";

/** A stack to inspect. */
export interface DoctorOptions {
  readonly directory: string;
  readonly stack: string;
  /** An AWS emulator in place of AWS. */
  readonly endpointUrl?: string | undefined;
  /** Whether to compare quotas, which takes most of the time. Default: yes. */
  readonly quotas?: boolean;
}

/** Most of the time of a question to AWS goes into the start of the AWS CLI. */
const questionsAtOnce = 4;

/** A finding, and the inspection that it is from. */
export type NamedFinding = Finding & { readonly name: string };

/** Called during an inspection. */
export interface DoctorListener {
  /** A finding was made. */
  readonly onFinding: (finding: NamedFinding) => void;
  /** So many of so many inspections are done. */
  readonly onProgress?: (done: number, all: number) => void;
}

/**
 * Inspects this machine, the configuration of a stack, and the account that it would be deployed
 * to. Changes nothing. An inspection that depends on a failed one reports that.
 */
export async function inspectStack(
  { directory, stack, endpointUrl, quotas = true }: DoctorOptions,
  { onFinding, onProgress = () => undefined }: DoctorListener,
): Promise<readonly NamedFinding[]> {
  const findings: NamedFinding[] = [];
  const run = async (inspections: readonly Inspection[], before?: string): Promise<void> => {
    for await (const finding of findingsOf(inspections, before, onProgress)) {
      findings.push(finding);
      onFinding(finding);
    }
  };

  await run(machineInspections);
  let config: LandingZoneConfig | undefined;
  await run([
    {
      name: `configuration of ${stack}`,
      inspect: () => {
        config = configurationOf(directory, stack);
        return fine(`Pulumi.${stack}.yaml has no fault`);
      },
    },
  ]);
  if (config === undefined) return findings;
  const subject = { stack, config, aws: new AwsCli({ region: config.region, endpointUrl }) };
  const [account, ...rest] = accountInspections(subject);
  await run(account === undefined ? [] : [account]);
  const isAccount = findings.at(-1)?.verdict === "fine";
  const inAccount = [...rest, ...accountContents(subject, quotas)];
  await run(inAccount, isAccount ? undefined : "account");
  return findings;
}

/** Inspections of the account's objects, quotas and offers. */
function accountContents(subject: Subject, quotas: boolean): readonly Inspection[] {
  return [
    ...serviceRoleInspections(subject),
    ...networkInspections(subject),
    ...customerGatewayInspections(subject),
    ...nameInspections(subject),
    ...offerInspections(subject),
    ...(quotas ? quotaInspections(subject) : []),
  ];
}

/** Asks several at a time, and answers in their order. */
async function* findingsOf(
  inspections: readonly Inspection[],
  before: string | undefined,
  onProgress: (done: number, all: number) => void,
): AsyncGenerator<NamedFinding> {
  const limit = pLimit(questionsAtOnce);
  let done = 0;
  const asked = inspections.map(({ name, inspect }) => ({
    name,
    answer: limit(async () => {
      const finding =
        before === undefined ? await findingOf(inspect) : notInspected(`fix first: ${before}`);
      onProgress(++done, inspections.length);
      return finding;
    }),
  }));
  for (const { name, answer } of asked) yield { name, ...(await answer) };
}

async function findingOf(inspect: Inspection["inspect"]): Promise<Finding> {
  try {
    return await inspect();
  } catch (error) {
    return fault(messageOf(error), adviceOn(messageOf(error)));
  }
}

/** Advice for errors of AWS that have none. */
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
