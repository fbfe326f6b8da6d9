import { overlapCidr } from "cidr-tools";
import { z } from "zod";
import { type Examination, fault, fine, type Patient, warning } from "./diagnosis";
import { Inventory } from "./inventory";

const vpc = z.object({
  VpcId: z.string(),
  CidrBlockAssociationSet: z.array(z.object({ CidrBlock: z.string() })),
});

/** Whether the stack's VPC finds its place among those of the region, or is there when it is given. */
export function networkExaminations(patient: Patient): readonly Examination[] {
  const { cidr, existingVpc } = patient.config.network;
  if (existingVpc) return [existingVpcExamination(patient, existingVpc.id)];
  return cidr === undefined ? [] : [addressRangeExamination(patient, cidr)];
}

function existingVpcExamination({ aws, config }: Patient, id: string): Examination {
  return {
    name: "existing VPC",
    examine: async () => {
      const filter = ["--filters", `Name=vpc-id,Values=${id}`];
      const found = z.object({ Vpcs: z.array(vpc) });
      const { Vpcs } = await aws.read(found, "ec2", "describe-vpcs", ...filter);
      return Vpcs.length > 0
        ? fine(`${id} is there; a preview says whether its subnets and routes fit`)
        : fault(
            `${id} is no VPC of the account in ${config.region}`,
            "Mend network.existingVpc.id, or ask the owner of the VPC to share it.",
          );
    },
  };
}

function addressRangeExamination({ aws, config }: Patient, cidr: string): Examination {
  return {
    name: "address range",
    examine: async () => {
      const others = await new Inventory(aws, config).others("Vpcs", "ec2", "describe-vpcs");
      const overlapping = others
        .map((other) => vpc.parse(other))
        .flatMap(({ VpcId, CidrBlockAssociationSet }) =>
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
  };
}
