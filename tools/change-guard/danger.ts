import { type PlannedChange } from "./planned-change";
import { type Replications } from "./replications";

/** A change that does harm to what runs or is kept, and that somebody has to decide on. */
export interface Danger {
  readonly urn: string;
  /** What the deployment would do, as the end of a sentence about the resource. */
  readonly what: string;
  /** What happens at AWS. */
  readonly consequence: string;
  /** How to go on without harm. */
  readonly instead: string;
}

/** Judges the changes of one kind of resource; undefined when there is no danger. */
export type Judge = (
  change: PlannedChange,
  replications: Replications,
) => Omit<Danger, "urn"> | undefined;
