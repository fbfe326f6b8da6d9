import { z } from "zod";
import { zonesOf } from "../../lib/zones";
import { type Inspection, fault, fine, type Subject } from "./finding";

const identity = z.object({ Account: z.string(), Arn: z.string() });
const zones = z.object({
  AvailabilityZones: z.array(z.object({ ZoneName: z.string(), State: z.string() })),
});

/** Inspects the credentials, and whether account and region are those of the stack. */
export function accountInspections({ aws, config, stack }: Subject): readonly Inspection[] {
  return [
    {
      name: "account",
      inspect: async () => {
        const { Account, Arn } = await aws.read(identity, "sts", "get-caller-identity");
        return config.accountId === undefined || config.accountId === Account
          ? fine(Arn)
          : fault(
              `the credentials are of account ${Account}, stack ${stack} may only go to ${config.accountId}`,
              "Use a profile of that account (AWS_PROFILE), or correct accountId in the stack's file.",
            );
      },
    },
    {
      name: "availability zones",
      inspect: async () => {
        const wanted = zonesOf(config.region, config.network);
        const { AvailabilityZones } = await aws.read(zones, "ec2", "describe-availability-zones");
        const usable = AvailabilityZones.filter(({ State }) => State === "available").map(
          ({ ZoneName }) => ZoneName,
        );
        const missing = wanted.filter((zone) => !usable.includes(zone));
        return missing.length === 0
          ? fine(wanted.join(", "))
          : fault(
              `the account cannot use ${missing.join(", ")}`,
              `Set network.availabilityZones to some of ${usable.join(", ")}.`,
            );
      },
    },
  ];
}
