/** Operation of a deployment on one resource; `forget` leaves its object where it is. */
export type Operation = "create" | "update" | "replace" | "delete" | "forget" | "same";

/** Progress of a step. */
export type StepStatus = "begun" | "done" | "failed";

/** One step of a deployment, as it is shown. */
export interface Step {
  readonly operation: Operation;
  readonly urn: string;
  /** A resource of a provider, as opposed to a component. */
  readonly custom: boolean;
  /** Of updates and replacements: what changes. */
  readonly changes: readonly ShownChange[];
}

/** Difference of one property from the existing object's. */
export interface PropertyChange {
  /** Such as `tags.Owner` or `ingress[0].fromPort`. */
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
  /** Whether the provider can only make the change with a new object. */
  readonly replaces: boolean;
}

/** A change with its values; "[secret]" and "[unknown]" stand for what cannot be shown. */
export interface ShownChange extends PropertyChange {
  readonly old?: unknown;
  readonly new?: unknown;
}
