import { z } from "zod";
import { type AwsCli } from "../aws-cli";

const record = z.object({
  Name: z.string(),
  Type: z.string(),
  AliasTarget: z.object({ DNSName: z.string() }).optional(),
});

/** The public records of a name, from every hosted zone of the account that can hold it. */
export async function recordsNamed(aws: AwsCli, name: string) {
  const zones = z.object({ HostedZones: z.array(z.object({ Id: z.string(), Name: z.string() })) });
  const { HostedZones } = await aws.read(zones, "route53", "list-hosted-zones");
  const absolute = name.endsWith(".") ? name : `${name}.`;
  const holders = HostedZones.filter((zone) => `.${absolute}`.endsWith(`.${zone.Name}`));
  const schema = z.object({ ResourceRecordSets: z.array(record) });
  const answers = await Promise.all(
    holders.map(({ Id }) =>
      aws.read(schema, "route53", "list-resource-record-sets", "--hosted-zone-id", Id),
    ),
  );
  return answers
    .flatMap(({ ResourceRecordSets }) => ResourceRecordSets)
    .filter(({ Name }) => Name === absolute);
}
