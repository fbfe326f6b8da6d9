import { z } from "zod";
import { type Inspection, fine, type Subject, warning } from "./finding";

const answer = z.object({
  CustomerGateways: z
    .array(
      z.object({
        CustomerGatewayId: z.string(),
        IpAddress: z.string().optional(),
        State: z.string().optional(),
        Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).default([]),
      }),
    )
    .default([]),
});

/** Whether the account has a customer gateway with the address of one of the stack's. */
export function customerGatewayInspections({ aws, config }: Subject): readonly Inspection[] {
  const addresses = (config.network.onPremises?.gateways ?? []).map(({ ipAddress }) => ipAddress);
  return addresses.map((address) => ({
    name: `customer gateway ${address}`,
    inspect: async () => {
      const { CustomerGateways } = await aws.read(answer, "ec2", "describe-customer-gateways");
      const others = CustomerGateways.filter(
        ({ IpAddress, State, Tags }) =>
          IpAddress === address &&
          State !== "deleted" &&
          !Tags.some(({ Key, Value }) => Key === "Environment" && Value === config.environment),
      );
      return others.length === 0
        ? fine("no other customer gateway has the address")
        : warning(
            `${others.map(({ CustomerGatewayId }) => CustomerGatewayId).join(", ")} has the address already`,
            "Two environments can share a device only with different BGP ASNs; set network.onPremises.gateways[].bgpAsn or another ipAddress.",
          );
    },
  }));
}
