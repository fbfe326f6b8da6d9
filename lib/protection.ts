import type { PhaseFacts } from "./phases";

/**
 * Protection of stateful resources: databases, keys, secrets, logs, the position of a replication.
 */
export interface Protection {
  /** AWS refuses to delete the resource (Aurora cluster, load balancer). */
  readonly deletionProtection: boolean;
  /** Whether deleting the Aurora cluster leaves no snapshot behind. */
  readonly skipFinalSnapshot: boolean;
  /** Days a deleted secret can be brought back; 0 deletes at once, so that its name is free again. */
  readonly recoveryWindowInDays: 0 | 30;
  /** Whether a bucket is deleted together with the objects in it. */
  readonly forceDestroy: boolean;
  /** Pulumi's own guard: refuse to delete, and leave the resource in AWS when it leaves the program. */
  readonly resourceOptions: { readonly protect: boolean; readonly retainOnDelete: boolean };
}

/** The one place where an environment's `protect` setting becomes resource settings. */
export function protectionFor(protect: boolean): Protection {
  return {
    deletionProtection: protect,
    skipFinalSnapshot: !protect,
    recoveryWindowInDays: protect ? 30 : 0,
    forceDestroy: !protect,
    resourceOptions: { protect, retainOnDelete: protect },
  };
}

/** The guard of what replicates, as the phase has it. What is no longer guarded goes for good. */
export function protectionIn(
  phaseProtection: PhaseFacts["protection"],
  { resourceOptions }: Protection,
): Protection["resourceOptions"] {
  switch (phaseProtection) {
    case "asConfigured":
      return resourceOptions;
    case "protected":
      return { ...resourceOptions, protect: true };
    case "unprotected":
      return { protect: false, retainOnDelete: false };
  }
}
