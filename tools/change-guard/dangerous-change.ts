import { type PlannedChange } from "./planned-change";
import { type Replications } from "./replications";

/** A change that interrupts or destroys something, and that somebody has to decide on. */
export interface DangerousChange {
  readonly urn: string;
  /** The deployment's step, as the end of a sentence about the resource. */
  readonly what: string;
  /** Its effect at AWS. */
  readonly consequence: string;
  /** The way to the same end without harm. */
  readonly instead: string;
}

/** Judges the changes of one resource type; undefined when the change is safe. */
export type Judge = (
  change: PlannedChange,
  replications: Replications,
) => Omit<DangerousChange, "urn"> | undefined;
