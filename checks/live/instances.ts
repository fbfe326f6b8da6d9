import { z } from "zod";
import { type AwsCli } from "../aws-cli";

const instance = z
  .object({
    InstanceId: z.string(),
    State: z.object({ Name: z.string() }),
    SubnetId: z.string(),
    PublicIpAddress: z.string().optional(),
    KeyName: z.string().optional(),
    MetadataOptions: z.object({ HttpTokens: z.string(), HttpPutResponseHopLimit: z.number() }),
    NetworkInterfaces: z.array(z.object({ Groups: z.array(z.object({ GroupId: z.string() })) })),
  })
  .transform((it) => ({
    id: it.InstanceId,
    state: it.State.Name,
    subnetId: it.SubnetId,
    publicIpAddress: it.PublicIpAddress,
    keyName: it.KeyName,
    httpTokens: it.MetadataOptions.HttpTokens,
    httpPutResponseHopLimit: it.MetadataOptions.HttpPutResponseHopLimit,
    groupIds: it.NetworkInterfaces.flatMap(({ Groups }) => Groups.map(({ GroupId }) => GroupId)),
  }));

/** One instance that is there. */
export async function instanceOf(aws: AwsCli, id: string) {
  const schema = z.object({
    Reservations: z.tuple([z.object({ Instances: z.tuple([instance]) })]),
  });
  const command = ["ec2", "describe-instances", "--instance-ids", id] as const;
  const { Reservations } = await aws.read(schema, ...command);
  return Reservations[0].Instances[0];
}

/** The volumes that are attached to an instance. */
export async function volumesOf(aws: AwsCli, instanceId: string) {
  const schema = z.object({
    Volumes: z.array(
      z.object({
        VolumeId: z.string(),
        Encrypted: z.boolean(),
        KmsKeyId: z.string().optional(),
      }),
    ),
  });
  const filter = `Name=attachment.instance-id,Values=${instanceId}`;
  return (await aws.read(schema, "ec2", "describe-volumes", "--filters", filter)).Volumes;
}
