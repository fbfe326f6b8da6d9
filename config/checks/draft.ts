import type { Faults } from "../faults";
import type { Readable } from "../read";
import type { Settings } from "../../lib/settings/schema";

/** A configuration under examination: the readable parts, and the faults so far. */
export interface Draft {
  /** The pieces that are sound, each by itself. */
  readonly settings: Readable<Settings>;
  /** The region, when it is sound. */
  readonly region: string | undefined;
  readonly faults: Faults;
  /** The day that the configuration is read on. */
  readonly today: Date;
  /** Whether something, sound or not, is written at a path. */
  readonly given: (...path: string[]) => boolean;
}

/** Compares pieces of a configuration and reports those that do not go together. */
export type Check = (draft: Draft) => void;
