import { overlapCidr } from "cidr-tools";
import { z } from "zod";
import { type Examination, fault, fine, type Patient, warning } from "./diagnosis";

const tag = z.object({ Key: z.string(), Value: z.string() });
const vpcs = z.object({
  Vpcs: z.array(
    z.object({
      VpcId: z.string(),
      CidrBlockAssociationSet: z.array(z.object({ CidrBlock: z.string() })),
      Tags: z.array(tag).default([]),
    }),
  ),
});
const quota = z.object({ Quota: z.object({ Value: z.number() }) });

/** The quota of VPCs in a region, which also bounds its internet gateways. */
const vpcsPerRegion = ["--service-code", "vpc", "--quota-code", "L-F678F1CE"];

/** Whether the stack's VPC finds its place among those of the region, or is there when it is given. */
export function networkExaminations(patient: Patient): readonly Examination[] {
  const { cidr, existingVpc } = patient.config.network;
  if (existingVpc) return [existingVpcExamination(patient, existingVpc.id)];
  return cidr === undefined ? [] : newVpcExaminations(patient, cidr);
}

function existingVpcExamination({ aws, config }: Patient, id: string): Examination {
  return {
    name: "existing VPC",
    examine: async () => {
      const filter = ["--filters", `Name=vpc-id,Values=${id}`];
      const [vpc] = (await aws.read(vpcs, "ec2", "describe-vpcs", ...filter)).Vpcs;
      return vpc
        ? fine(`${id} is there; a preview says whether its subnets and routes fit`)
        : fault(
            `${id} is no VPC of the account in ${config.region}`,
            "Mend network.existingVpc.id, or ask the owner of the VPC to share it.",
          );
    },
  };
}

function newVpcExaminations({ aws, config }: Patient, cidr: string): readonly Examination[] {
  const othersVpcs = async () => {
    const { Vpcs } = await aws.read(vpcs, "ec2", "describe-vpcs");
    const isOurs = ({ Tags }: (typeof Vpcs)[number]) =>
      Tags.some(({ Key, Value }) => Key === "Environment" && Value === config.environment) &&
      Tags.some(({ Key, Value }) => Key === "Project" && Value === config.project);
    return Vpcs.filter((vpc) => !isOurs(vpc));
  };
  return [
    {
      name: "address range",
      examine: async () => {
        const overlapping = (await othersVpcs()).flatMap(({ VpcId, CidrBlockAssociationSet }) =>
          CidrBlockAssociationSet.filter(({ CidrBlock }) => overlapCidr(cidr, CidrBlock)).map(
            ({ CidrBlock }) => `${VpcId} (${CidrBlock})`,
          ),
        );
        return overlapping.length === 0
          ? fine(`${cidr} overlaps no VPC of the region`)
          : warning(
              `${cidr} overlaps ${overlapping.join(", ")}: they can never be peered or share a transit gateway`,
              "Set network.cidr to a range that is free; `npm run new-environment` proposes one.",
            );
      },
    },
    {
      name: "quota of VPCs",
      examine: async () => {
        const used = (await othersVpcs()).length;
        const { Quota } = await aws.read(
          quota,
          "service-quotas",
          "get-service-quota",
          ...vpcsPerRegion,
        );
        return used < Quota.Value
          ? fine(`${used} of ${Quota.Value} are in use`)
          : fault(
              `all ${Quota.Value} VPCs of the region are in use`,
              "Ask for more: aws service-quotas request-service-quota-increase --service-code vpc --quota-code L-F678F1CE --desired-value 10",
            );
      },
    },
  ];
}
