import { overlapCidr } from "cidr-tools";
import { z } from "zod";
import { type Examination, fine, type Patient, warning } from "./diagnosis";
import { Inventory } from "./inventory";

const vpc = z.object({
  VpcId: z.string(),
  CidrBlockAssociationSet: z.array(z.object({ CidrBlock: z.string() })),
});

/** Whether the stack's VPC finds its place among those of the region. */
export function networkExaminations({ aws, config }: Patient): readonly Examination[] {
  return [
    {
      name: "address range",
      examine: async () => {
        const { cidr } = config.network;
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
    },
  ];
}
