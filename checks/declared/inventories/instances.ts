import { type Inventory, declaredThing, tagsAt } from "../inventory";
import { type Ask } from "../ask";
import { type Answer, at, listAt, pick, textAt } from "../values";
import { isOfEnvironment } from "./iam";
import { ec2Thing } from "./network";

const instanceType = "aws:ec2/instance:Instance";
const profileType = "aws:iam/instanceProfile:InstanceProfile";

/** States of an instance that is gone, and only shown for a while. */
const gone = ["shutting-down", "terminated"];

const instances: Inventory = {
  name: "the operators' host: its image, place, groups, role, metadata service and volume",
  types: [instanceType],
  defaults: { state: "running", sourceDestCheck: true, volumes: 1 },
  expected: (declared) => declared.of(instanceType).map((it) => declaredThing("instance", it)),
  live: async (ask) => {
    const ids = ask.declared.ids(instanceType);
    const reservations = await ask.list("Reservations", "ec2", "describe-instances");
    const found = reservations
      .flatMap((it) => listAt(it, "Instances"))
      .filter((it) => !gone.includes(textAt(it, "State.Name")))
      .filter((it) => ids.includes(textAt(it, "InstanceId")) || isNamedLikeOurs(ask, it));
    return Promise.all(found.map((it) => instanceThing(ask, it)));
  },
};

function isNamedLikeOurs(ask: Ask, instance: Answer): boolean {
  const tags = tagsAt(instance);
  return isOfEnvironment(ask.outputs.environment, tags["Name"] ?? "", tags);
}

async function instanceThing(ask: Ask, instance: Answer) {
  const id = textAt(instance, "InstanceId");
  const filter = `Name=attachment.instance-id,Values=${id}`;
  const [volumes, userData] = await Promise.all([
    ask.list("Volumes", "ec2", "describe-volumes", "--filters", filter),
    ask.one(
      ...(["ec2", "describe-instance-attribute", "--instance-id", id] as const),
      ...["--attribute", "userData"],
    ),
  ]);
  const [root] = volumes;
  return ec2Thing("instance", id, instance, {
    ...pick(instance, {
      ami: "ImageId",
      instanceType: "InstanceType",
      subnetId: "SubnetId",
      keyName: "KeyName",
      sourceDestCheck: "SourceDestCheck",
      state: "State.Name",
    }),
    vpcSecurityGroupIds: listAt(instance, "NetworkInterfaces").flatMap((it) =>
      listAt(it, "Groups[].GroupId"),
    ),
    associatePublicIpAddress: textAt(instance, "PublicIpAddress") !== "",
    iamInstanceProfile: textAt(instance, "IamInstanceProfile.Arn").split("/").at(-1),
    metadataOptions: pick(at(instance, "MetadataOptions"), {
      httpEndpoint: "HttpEndpoint",
      httpTokens: "HttpTokens",
      httpPutResponseHopLimit: "HttpPutResponseHopLimit",
    }),
    rootBlockDevice: pick(root, {
      volumeType: "VolumeType",
      encrypted: "Encrypted",
      kmsKeyId: "KmsKeyId",
    }),
    volumes: volumes.length,
    userData: at(userData, "UserData.Value"),
  });
}

const profiles: Inventory = {
  name: "the profile by which the operators' host has its role",
  types: [profileType],
  defaults: { path: "/" },
  expected: (declared) =>
    declared.of(profileType).map((it) => declaredThing("instance profile", it)),
  live: async (ask) => {
    const names = ask.declared.ids(profileType);
    const found = await Promise.all(
      names.map((name) => ask.one("iam", "get-instance-profile", "--instance-profile-name", name)),
    );
    return found
      .map((it) => at(it, "InstanceProfile"))
      .filter((it) => it !== undefined)
      .map((it) => {
        const id = textAt(it, "InstanceProfileName");
        return ec2Thing("instance profile", id, it, {
          ...pick(it, { name: "InstanceProfileName", path: "Path" }),
          role: listAt(it, "Roles[].RoleName").map(String).join(", "),
        });
      });
  },
};

export const instanceInventories = [instances, profiles];
