import { z } from "zod";
import { DeploymentError } from "@landing-zone/plan/errors";
import { containsUnknown, type PropertyMap } from "@landing-zone/plan/values";

const tags = z.record(z.string(), z.json()).optional();

const subnetSpec = z.strictObject({
  type: z.enum(["Public", "Private", "Isolated"]),
  name: z.string(),
  cidrBlocks: z.array(z.string()),
  tags,
});

/** The arguments whose effect is known from recordings of the real provider. */
const vpcArgs = z
  .strictObject({
    cidrBlock: z.string(),
    availabilityZoneNames: z.array(z.string()).optional(),
    numberOfAvailabilityZones: z.int().min(1).optional(),
    enableDnsHostnames: z.boolean().optional(),
    enableDnsSupport: z.boolean().optional(),
    natGateways: z.strictObject({ strategy: z.enum(["None", "Single", "OnePerAz"]) }).optional(),
    subnetStrategy: z.literal("Auto"),
    subnetSpecs: z.array(subnetSpec).min(1),
    vpcEndpointSpecs: z
      .array(
        z.strictObject({
          serviceName: z.string(),
          vpcEndpointType: z.literal("Gateway"),
          tags,
        }),
      )
      .default([]),
    tags,
  })
  .refine(
    (args) =>
      args.availabilityZoneNames === undefined || args.numberOfAvailabilityZones === undefined,
    "Only one of [availabilityZoneNames] and [numberOfAvailabilityZones] can be specified",
  );

/** One kind of subnet, present once in each availability zone. */
export type SubnetSpec = z.infer<typeof subnetSpec>;

/** The arguments of `awsx.ec2.Vpc` with awsx's defaults filled in. */
export interface VpcArgs extends Omit<z.infer<typeof vpcArgs>, "natGateways"> {
  readonly natGatewayStrategy: "None" | "Single" | "OnePerAz";
  readonly numberOfAvailabilityZones: number;
}

/** awsx registers public subnets before private and isolated ones, which need their gateways. */
const registrationOrder = ["Public", "Private", "Isolated"];

/**
 * Reads the arguments of a VPC component.
 * @throws DeploymentError naming every argument that was not recorded, or is unknown.
 */
export function parseVpcArgs(name: string, inputs: PropertyMap): VpcArgs {
  const unknownArguments = Object.keys(inputs).filter(
    (key) => key !== "tags" && containsUnknown(inputs[key] ?? null),
  );
  if (unknownArguments.length > 0) {
    throw new DeploymentError(
      `awsx:ec2:Vpc "${name}": ${unknownArguments.join(", ")} must be known at preview.`,
    );
  }
  const parsed = vpcArgs.safeParse(inputs);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) =>
      [issue.path.join("."), issue.message].filter((part) => part !== "").join(": "),
    );
    throw new DeploymentError(
      [
        `awsx:ec2:Vpc "${name}": the local engine reproduces only recorded behaviour of the real provider (tools/engine/preview-providers/awsx-vpc-args.ts).`,
        ...faults.map((fault) => `  ${fault}`),
      ].join("\n"),
    );
  }
  const { natGateways, ...rest } = parsed.data;
  return {
    ...rest,
    numberOfAvailabilityZones: rest.numberOfAvailabilityZones ?? 3,
    natGatewayStrategy: natGateways?.strategy ?? "OnePerAz",
  };
}

/** The specs in the order in which awsx registers them within an availability zone. */
export function inRegistrationOrder(specs: readonly SubnetSpec[]): readonly SubnetSpec[] {
  return specs.toSorted(
    (a, b) => registrationOrder.indexOf(a.type) - registrationOrder.indexOf(b.type),
  );
}
