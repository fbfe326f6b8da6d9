/** Memory in GiB by size; the same in every memory-optimised family, newer ones included. */
const memoryOptimizedGiB = {
  large: 16,
  xlarge: 32,
  "2xlarge": 64,
  "4xlarge": 128,
  "8xlarge": 256,
  "12xlarge": 384,
  "16xlarge": 512,
} as const;

/** Memory in GiB by size of the burstable families. */
const burstableGiB = { medium: 4, large: 8 } as const;

const memoryOptimizedFamilies = ["r6g", "r6i", "r7g", "r7i", "r8g"] as const;

/** db.t3 is left out: it has no Performance Insights in Aurora MySQL, and every instance uses them. */
const burstableFamilies = ["t4g"] as const;

/** An Aurora MySQL instance class that an environment may use. */
export type AuroraInstanceClass =
  | `db.${(typeof memoryOptimizedFamilies)[number]}.${keyof typeof memoryOptimizedGiB}`
  | `db.${(typeof burstableFamilies)[number]}.${keyof typeof burstableGiB}`;

const memoryGiB = new Map<string, number>([
  ...classesOf(memoryOptimizedFamilies, memoryOptimizedGiB),
  ...classesOf(burstableFamilies, burstableGiB),
]);

/**
 * A class of a memory-optimised family that is newer than ours: db.r8 other than db.r8g, or db.r9
 * and above. Only AWS knows which exist.
 */
export const newerAuroraClass = new RegExp(
  `^db\\.r(?:8(?!g\\.)|9|[1-9]\\d)[a-z]*\\.(${Object.keys(memoryOptimizedGiB).join("|")})$`,
);

/** All of {@link AuroraInstanceClass}. */
export const auroraInstanceClasses = [...memoryGiB.keys()] as AuroraInstanceClass[];

/**
 * Memory of an Aurora instance, in GiB.
 *
 * @throws RangeError for a class that is neither in {@link auroraInstanceClasses} nor a newer one.
 */
export function auroraMemoryGiB(instanceClass: string): number {
  const newer = newerAuroraClass.exec(instanceClass)?.[1];
  const memory =
    memoryGiB.get(instanceClass) ??
    (newer && memoryOptimizedGiB[newer as keyof typeof memoryOptimizedGiB]);
  if (!memory) {
    throw new RangeError(
      `"${instanceClass}" is not a known Aurora instance class; known are ${auroraInstanceClasses.join(", ")}`,
    );
  }
  return memory;
}

function classesOf(
  families: readonly string[],
  sizes: Readonly<Record<string, number>>,
): [string, number][] {
  return families.flatMap((family) =>
    Object.entries(sizes).map(([size, memory]): [string, number] => [
      `db.${family}.${size}`,
      memory,
    ]),
  );
}
