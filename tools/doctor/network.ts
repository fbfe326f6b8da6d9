import { overlapCidr } from "cidr-tools";
import { z } from "zod";
import { type Inspection, fault, fine, type Subject, warning } from "./finding";
import { Inventory } from "./inventory";

const vpc = z.object({
  VpcId: z.string(),
  CidrBlockAssociationSet: z.array(z.object({ CidrBlock: z.string() })),
});

/** Whether the stack's VPC finds its place among those of the region, or is there when it is given. */
export function networkInspections(subject: Subject): readonly Inspection[] {
  const { cidr, existingVpc } = subject.config.network;
  if (existingVpc) return [existingVpcInspection(subject, existingVpc.id)];
  return cidr === undefined ? [] : [addressRangeInspection(subject, cidr)];
}

function existingVpcInspection({ aws, config }: Subject, id: string): Inspection {
  return {
    name: "existing VPC",
    inspect: async () => {
      const filter = ["--filters", `Name=vpc-id,Values=${id}`];
      const found = z.object({ Vpcs: z.array(vpc) });
      const { Vpcs } = await aws.read(found, "ec2", "describe-vpcs", ...filter);
      return Vpcs.length > 0
        ? fine(`${id} exists; a preview shows whether its subnets and routes fit`)
        : fault(
            `${id} is not a VPC of the account in ${config.region}`,
            "Correct network.existingVpc.id, or ask the owner of the VPC to share it.",
          );
    },
  };
}

function addressRangeInspection({ aws, config }: Subject, cidr: string): Inspection {
  return {
    name: "address range",
    inspect: async () => {
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
