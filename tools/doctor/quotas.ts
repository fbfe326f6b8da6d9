import { z } from "zod";
import { type AwsCli } from "../../checks/aws-cli";
import { CommandError } from "../../checks/command";
import { type Finding, type Inspection, fault, fine, type Subject } from "./finding";
import { type Quota, quotasOf } from "./quota-list";

const answer = z.object({ Quota: z.object({ Value: z.number() }) });

/** Whether the account has room for the stack in each quota that it can run into. */
export function quotaInspections(subject: Subject): readonly Inspection[] {
  return quotasOf(subject).map((quota) => ({
    name: `quota of ${quota.name}`,
    inspect: async () => {
      const [limit, used] = await Promise.all([limitOf(quota, subject.aws), quota.used()]);
      return judge(quota, limit, used, subject.config.region);
    },
  }));
}

function judge(
  { service, code, needed, alternative, region }: Quota,
  limit: number,
  used: number,
  stackRegion: string,
): Finding {
  const finding = `${used} of ${limit} are in use, the stack needs ${needed}`;
  if (used + needed <= limit) return fine(finding);
  if (code === undefined) return fault(finding, `AWS never raises this quota: ${alternative}.`);
  const command = `aws service-quotas request-service-quota-increase --service-code ${service} --quota-code ${code} --desired-value ${used + needed} --region ${region ?? stackRegion}`;
  return fault(finding, `Ask for more: ${[command, alternative].filter(Boolean).join("; ")}.`);
}

/** The account's quota; Service Quotas does not list every quota that was never changed. */
async function limitOf({ service, code, standard, limit }: Quota, aws: AwsCli): Promise<number> {
  if (limit !== undefined) return limit();
  if (code === undefined) return standard;
  try {
    const { Quota } = await aws.read(
      answer,
      ...(["service-quotas", "get-service-quota"] as const),
      ...["--service-code", service, "--quota-code", code],
    );
    return Quota.Value;
  } catch (error) {
    if (error instanceof CommandError && error.message.includes("NoSuchResource")) return standard;
    throw error;
  }
}
