import type * as sdk from "@aws-sdk/client-ec2";
import type * as aws from "@pulumi/aws";
import { required, type Aws } from "../aws";
import { type Inputs, resource, type ResourceTable } from "../resource";
import { tagMap } from "../tags";
import { ec2Tagging, tagSpecifications } from "./ec2-tags";

type InstanceInputs = Inputs<aws.ec2.InstanceArgs>;

/** The root device of Amazon Linux. */
const rootDevice = "/dev/xvda";

const instance = resource<aws.ec2.InstanceArgs, aws.ec2.InstanceState>({
  async create(inputs, { ec2 }) {
    const made = await ec2.runInstances({
      ImageId: inputs.ami,
      InstanceType: inputs.instanceType as sdk._InstanceType,
      MinCount: 1,
      MaxCount: 1,
      IamInstanceProfile: inputs.iamInstanceProfile
        ? { Name: inputs.iamInstanceProfile as string }
        : undefined,
      MetadataOptions: metadataOptions(inputs),
      NetworkInterfaces: [
        {
          DeviceIndex: 0,
          SubnetId: inputs.subnetId,
          Groups: inputs.vpcSecurityGroupIds,
          AssociatePublicIpAddress: inputs.associatePublicIpAddress,
        },
      ],
      BlockDeviceMappings: [{ DeviceName: rootDevice, Ebs: rootVolume(inputs) }],
      TagSpecifications: tagSpecifications("instance", inputs.tagsAll),
    });
    return required(made.Instances?.[0]?.InstanceId, "an instance id");
  },
  async read({ id }, aws) {
    const found = await instanceOf(id, aws);
    if (found === undefined) return undefined;
    const [card] = found.NetworkInterfaces ?? [];
    const options = found.MetadataOptions;
    return {
      arn: aws.arn("ec2", `instance/${id}`),
      ami: found.ImageId,
      instanceType: found.InstanceType,
      availabilityZone: found.Placement?.AvailabilityZone,
      subnetId: found.SubnetId,
      privateIp: found.PrivateIpAddress,
      vpcSecurityGroupIds: card?.Groups?.map(({ GroupId }) => GroupId ?? ""),
      associatePublicIpAddress: card?.Association?.PublicIp !== undefined,
      iamInstanceProfile: found.IamInstanceProfile?.Arn?.split("/").at(-1),
      sourceDestCheck: found.SourceDestCheck,
      metadataOptions: {
        httpEndpoint: options?.HttpEndpoint,
        httpTokens: options?.HttpTokens,
        httpPutResponseHopLimit: options?.HttpPutResponseHopLimit,
      },
      rootBlockDevice: await rootDeviceOf(found, aws),
      tagsAll: tagMap(found.Tags),
    };
  },
  async update({ id, state }, news, { ec2 }) {
    await ec2.modifyInstanceMetadataOptions({ InstanceId: id, ...metadataOptions(news) });
    await ec2.modifyInstanceAttribute({ InstanceId: id, Groups: news.vpcSecurityGroupIds });
    if (state.instanceType === news.instanceType) return;
    await ec2.stopInstances({ InstanceIds: [id] });
    await ec2.modifyInstanceAttribute({
      InstanceId: id,
      InstanceType: { Value: news.instanceType },
    });
    await ec2.startInstances({ InstanceIds: [id] });
  },
  async delete({ id }, aws) {
    const found = await instanceOf(id, aws);
    if (found === undefined) return;
    await aws.ec2.terminateInstances({ InstanceIds: [id] });
  },
  replaceOn: ["ami", "associatePublicIpAddress", "iamInstanceProfile", "keyName", "subnetId"],
  tagging: ec2Tagging,
});

/** An instance that has not been terminated. */
async function instanceOf(id: string, { ec2 }: Aws): Promise<sdk.Instance | undefined> {
  const { Reservations } = await ec2.describeInstances({ InstanceIds: [id] });
  return Reservations?.[0]?.Instances?.find(({ State }) => State?.Name !== "terminated");
}

function metadataOptions({ metadataOptions: options }: InstanceInputs) {
  return {
    HttpEndpoint: options?.httpEndpoint as "enabled" | undefined,
    HttpTokens: options?.httpTokens as "required" | undefined,
    HttpPutResponseHopLimit: options?.httpPutResponseHopLimit,
  };
}

function rootVolume({ rootBlockDevice: device }: InstanceInputs) {
  return {
    VolumeType: device?.volumeType as "gp3" | undefined,
    VolumeSize: device?.volumeSize ?? 8,
    Encrypted: device?.encrypted,
    KmsKeyId: device?.kmsKeyId,
    DeleteOnTermination: device?.deleteOnTermination ?? true,
  };
}

async function rootDeviceOf({ BlockDeviceMappings }: sdk.Instance, { ec2 }: Aws) {
  const mapping = BlockDeviceMappings?.find(({ DeviceName }) => DeviceName === rootDevice);
  const volumeId = mapping?.Ebs?.VolumeId;
  if (volumeId === undefined) return undefined;
  const { Volumes } = await ec2.describeVolumes({ VolumeIds: [volumeId] });
  const volume = Volumes?.[0];
  return {
    volumeId,
    volumeType: volume?.VolumeType,
    volumeSize: volume?.Size,
    encrypted: volume?.Encrypted,
    kmsKeyId: volume?.KmsKeyId,
  };
}

/** Instances. */
export const ec2Instance: ResourceTable = { "aws:ec2/instance:Instance": instance };
