const memoryGiB = {
  "dms.t3.small": 2,
  "dms.t3.medium": 4,
  "dms.t3.large": 8,
  "dms.c5.large": 4,
  "dms.c5.xlarge": 8,
  "dms.c6i.large": 4,
  "dms.c6i.xlarge": 8,
  "dms.r5.large": 16,
  "dms.r5.xlarge": 32,
  "dms.r6i.large": 16,
  "dms.r6i.xlarge": 32,
} as const;

/** A DMS replication instance class that an environment may use. */
export type DmsInstanceClass = keyof typeof memoryGiB;

/** All of {@link DmsInstanceClass}. */
export const dmsInstanceClasses = Object.keys(memoryGiB) as DmsInstanceClass[];

/**
 * Memory of a DMS replication instance, in GiB.
 *
 * @throws RangeError for a class that is not one of {@link dmsInstanceClasses}.
 */
export function dmsMemoryGiB(instanceClass: string): number {
  const memory = new Map<string, number>(Object.entries(memoryGiB)).get(instanceClass);
  if (memory === undefined) {
    throw new RangeError(
      `"${instanceClass}" is not a known DMS instance class; known are ${dmsInstanceClasses.join(", ")}`,
    );
  }
  return memory;
}

/** The amounts of capacity that a serverless replication may have, in DMS capacity units of 2 GiB. */
export const dmsCapacityUnits = [1, 2, 4, 8, 16, 32, 64, 128, 192, 256, 384] as const;
