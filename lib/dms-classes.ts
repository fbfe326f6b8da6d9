/** Memory in GiB by size, family by family: no two of them have the same sizes. */
const memoryGiB = {
  t3: { small: 2, medium: 4, large: 8 },
  c5: {
    ...{ large: 4, xlarge: 8, "2xlarge": 16, "4xlarge": 32 },
    ...{ "9xlarge": 72, "12xlarge": 96, "18xlarge": 144, "24xlarge": 192 },
  },
  c6i: {
    ...{ large: 4, xlarge: 8, "2xlarge": 16, "4xlarge": 32, "8xlarge": 64 },
    ...{ "12xlarge": 96, "16xlarge": 128, "24xlarge": 192, "32xlarge": 256 },
  },
  r5: {
    ...{ large: 16, xlarge: 32, "2xlarge": 64, "4xlarge": 128, "8xlarge": 256 },
    ...{ "12xlarge": 384, "16xlarge": 512, "24xlarge": 768 },
  },
  r6i: {
    ...{ large: 16, xlarge: 32, "2xlarge": 64, "4xlarge": 128, "8xlarge": 256 },
    ...{ "12xlarge": 384, "16xlarge": 512, "24xlarge": 768, "32xlarge": 1024 },
  },
} as const;

type Sizes = typeof memoryGiB;

/** A DMS replication instance class that an environment may use. */
export type DmsInstanceClass = {
  [Family in keyof Sizes]: `dms.${Family}.${keyof Sizes[Family] & string}`;
}[keyof Sizes];

const memoryOfClass = new Map<string, number>(
  Object.entries(memoryGiB).flatMap(([family, sizes]) =>
    Object.entries(sizes).map(([size, memory]) => [`dms.${family}.${size}`, memory] as const),
  ),
);

/**
 * A class of a family that is newer than ours: dms.c7, dms.r7 and above. Memory follows from the size, as
 * in the older families.
 */
export const newerDmsClass = /^dms\.([cr])(?:[7-9]|[1-9]\d)[a-z]*\.(?:(\d*)x)?large$/;

/** GiB of an `xlarge`, by the kind of family. */
const xlargeGiB: Readonly<Record<string, number>> = { c: 8, r: 32 };

/** All of {@link DmsInstanceClass}. */
export const dmsInstanceClasses = [...memoryOfClass.keys()] as DmsInstanceClass[];

/**
 * Memory of a DMS replication instance, in GiB.
 *
 * @throws RangeError for a class that is neither in {@link dmsInstanceClasses} nor a newer one.
 */
export function dmsMemoryGiB(instanceClass: string): number {
  const memory = memoryOfClass.get(instanceClass) ?? memoryOfNewer(instanceClass);
  if (memory === undefined) {
    throw new RangeError(
      `"${instanceClass}" is not a known DMS instance class; known are ${dmsInstanceClasses.join(", ")}`,
    );
  }
  return memory;
}

function memoryOfNewer(instanceClass: string): number | undefined {
  const [, kind, count] = newerDmsClass.exec(instanceClass) ?? [];
  const xlarge = kind === undefined ? undefined : xlargeGiB[kind];
  return xlarge && (count === undefined ? xlarge / 2 : xlarge * Number(count || 1));
}

/** The amounts of capacity that a serverless replication may have, in DMS capacity units of 2 GiB. */
export const dmsCapacityUnits = [1, 2, 4, 8, 16, 32, 64, 128, 192, 256, 384] as const;
