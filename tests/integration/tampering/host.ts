import { type Cloud, type Tampering } from "./cloud";
import { declaredOf, tamperings } from "./declared/row";

type Known = Pick<Cloud, "declared" | "outputs">;

/** The host answers the metadata service's first version too. */
async function weakenMetadata({ ec2, outputs: { accessHostId: InstanceId } }: Cloud) {
  // The emulator forgets what a change does not state.
  const others = { HttpEndpoint: "enabled", HttpPutResponseHopLimit: 1 } as const;
  const set = (HttpTokens: "optional" | "required") =>
    ec2.modifyInstanceMetadataOptions({ InstanceId, HttpTokens, ...others });
  await set("optional");
  return () => set("required");
}

/** The operators' host answers more than it should. */
export const hostTamperings: readonly Tampering[] = [
  {
    name: "the host gives its credentials without a token",
    check:
      "have a host in a private subnet, without public address and key pair, that answers IMDSv2 alone",
    says: ({ accessHostId }) => [`instance ${accessHostId}: httpTokens is "optional"`],
    tamper: weakenMetadata,
  },
  {
    name: "SSH is opened on the host",
    check: "have a host that nothing can connect to",
    says: ({ accessHostId }) => [`of instance ${accessHostId}: lets something in`],
    tamper: async ({ ec2, declared }) => {
      const { id: GroupId } = declaredOf(
        { declared },
        "aws:ec2/securityGroup:SecurityGroup",
        /operations-host/,
      );
      const IpPermissions = [
        { IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: "10.0.0.0/8" }] },
      ];
      await ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions });
      return () => ec2.revokeSecurityGroupIngress({ GroupId, IpPermissions });
    },
  },
];

const label = ({ outputs }: Known) => `instance ${outputs.accessHostId}`;

const instances = tamperings(
  "the operators' host: its image, place, groups, role, metadata service and volume",
  [
    {
      name: "the host gives its credentials without a token",
      says: (cloud) => [`${label(cloud)}: metadataOptions.httpTokens is "optional"`],
      tamper: weakenMetadata,
    },
    {
      name: "the host gets a further group",
      says: (cloud) => [`${label(cloud)}: vpcSecurityGroupIds has "sg-`, "not declared"],
      tamper: async ({ ec2, outputs: { accessHostId: InstanceId, ...outputs }, declared }) => {
        const type = "aws:ec2/securityGroup:SecurityGroup";
        const own = declaredOf({ declared }, type, /operations-host/).id;
        const set = (...Groups: string[]) => ec2.modifyInstanceAttribute({ InstanceId, Groups });
        await set(own, outputs.auroraSecurityGroupId);
        return () => set(own);
      },
    },
    {
      name: "the host forwards what is not for it",
      says: (cloud) => [`${label(cloud)}: sourceDestCheck is "false"`, 'expected "true"'],
      tamper: async ({ ec2, outputs: { accessHostId: InstanceId } }) => {
        const set = (Value: boolean) =>
          ec2.modifyInstanceAttribute({ InstanceId, SourceDestCheck: { Value } });
        await set(false);
        return () => set(true);
      },
    },
    {
      name: "the host is stopped",
      says: (cloud) => [`${label(cloud)}: state is "stopped"`, 'expected "running"'],
      tamper: async ({ ec2, outputs: { accessHostId } }) => {
        const InstanceIds = [accessHostId!];
        await ec2.stopInstances({ InstanceIds });
        return () => ec2.startInstances({ InstanceIds });
      },
    },
    {
      name: "the host has another owner by its tags",
      says: (cloud) => [`${label(cloud)}: tagsAll.Owner is "mallory"`],
      tamper: async ({ ec2, outputs: { accessHostId }, declared }) => {
        const { inputs } = declaredOf({ declared }, "aws:ec2/instance:Instance");
        const set = (Value?: string) =>
          ec2.createTags({ Resources: [accessHostId!], Tags: [{ Key: "Owner", Value }] });
        await set("mallory");
        return () => set((inputs["tagsAll"] as Record<string, string>)["Owner"]);
      },
    },
    {
      name: "the host gets a further volume, in plain",
      says: (cloud) => [`${label(cloud)}: volumes is "2"`, 'expected "1"'],
      tamper: async ({ ec2, outputs }) => {
        const AvailabilityZone = outputs.availabilityZones[0];
        const { VolumeId } = await ec2.createVolume({ AvailabilityZone, Size: 1 });
        const attachment = { VolumeId, InstanceId: outputs.accessHostId, Device: "/dev/sdf" };
        await ec2.attachVolume(attachment);
        return async () => {
          await ec2.detachVolume(attachment);
          await ec2.deleteVolume({ VolumeId });
        };
      },
    },
    {
      name: "a second host is made by hand",
      says: ["instance i-", 'is there with {"ami"', "expected none"],
      tamper: async ({ ec2, outputs }) => {
        const Name = `migration-second-host-${outputs.environment}`;
        const { Instances } = await ec2.runInstances({
          ...{ ImageId: "ami-0a1b2c3d4e5f60718", MinCount: 1, MaxCount: 1 },
          SubnetId: outputs.privateSubnetIds[0],
          TagSpecifications: [{ ResourceType: "instance", Tags: [{ Key: "Name", Value: Name }] }],
        });
        const InstanceIds = [Instances?.[0]?.InstanceId ?? ""];
        return () => ec2.terminateInstances({ InstanceIds });
      },
    },
  ],
);

const profiles = tamperings("the profile by which the operators' host has its role", [
  {
    name: "the host has the role of a rotation's reader",
    says: ({ declared }) => [
      `instance profile ${declaredOf({ declared }, "aws:iam/instanceProfile:InstanceProfile").id}: role is "`,
      "expected",
    ],
    tamper: async ({ iam, declared }) => {
      const profile = declaredOf({ declared }, "aws:iam/instanceProfile:InstanceProfile");
      const own = String(profile.inputs["role"]);
      const other = declaredOf({ declared }, "aws:iam/role:Role", /target-access/).id;
      const exchange = async (from: string, to: string) => {
        const InstanceProfileName = profile.id;
        await iam.removeRoleFromInstanceProfile({ InstanceProfileName, RoleName: from });
        await iam.addRoleToInstanceProfile({ InstanceProfileName, RoleName: to });
      };
      await exchange(own, other);
      return () => exchange(other, own);
    },
  },
]);

/** The operators' host and its profile, changed beside what the stack declares. */
export const declaredHostTamperings = [...instances, ...profiles];
