import { z } from "zod";

const amount = (fallback: number, meaning: string) =>
  z
    .number({ error: ({ input }) => `must be a number, not ${JSON.stringify(input)}` })
    .nonnegative({ error: "must not be negative" })
    .default(fallback)
    .describe(meaning);

const shape = {
  databaseGiB: amount(100, "data in the Aurora cluster, in GiB"),
  databaseIoMillions: amount(100, "storage requests of the cluster, in millions a month"),
  databaseChangeGiBPerDay: amount(1, "changed data that backups keep, in GiB a day"),
  auroraCapacityUnits: amount(2, "average capacity of a serverless instance, within its limits"),
  dmsCapacityUnits: amount(2, "average capacity of a serverless replication, within its limits"),
  natGiB: amount(50, "data through each NAT gateway, in GiB a month"),
  onPremisesGiB: amount(
    100,
    "data to the data centre over each VPN or transit gateway, in GiB a month",
  ),
  endpointGiB: amount(10, "data through each interface endpoint, in GiB a month"),
  loadBalancerCapacityUnits: amount(1, "average capacity units of the load balancer"),
  requestsMillions: amount(10, "requests that WAF inspects, in millions a month"),
  logGiB: amount(1, "log data written to each log group, in GiB a month"),
  bucketGiB: amount(10, "data in each bucket, in GiB"),
};

/** The name of an assumption. */
export type AssumptionName = keyof typeof shape;

/** The names of all assumptions. */
export const assumptionNames = Object.keys(shape) as readonly AssumptionName[];

const schema = z.strictObject(shape, {
  error: ({ code, keys }) =>
    code === "unrecognized_keys"
      ? `unknown assumption ${keys.join(", ")}; known are ${assumptionNames.join(", ")}`
      : undefined,
});

/** Assumptions of the estimate about use. */
export type Assumptions = z.output<typeof schema>;

/** Meaning of an assumption, with its unit. */
export function meaningOf(name: AssumptionName): string {
  return shape[name].description ?? "";
}

/** The assumptions when nothing else is known. */
export const defaultAssumptions: Assumptions = schema.parse({});

/** The file with assumptions of the project's own, by stack. */
export const assumptionsFile = "cost-assumptions.yaml";

/**
 * The assumptions for a stack.
 *
 * @param content The parsed content of {@link assumptionsFile}: assumptions by the stack's name.
 * @throws Error that names every assumption that is unknown or out of range.
 */
export function assumptionsFor(stack: string, content: unknown): Assumptions {
  const ofStacks = z.record(z.string(), schema).safeParse(content ?? {});
  if (!ofStacks.success) {
    const faults = ofStacks.error.issues.map(
      ({ path, message }) => `${path.join(".") || assumptionsFile}: ${message}`,
    );
    throw new Error(faults.join("; "));
  }
  return ofStacks.data[stack] ?? defaultAssumptions;
}
