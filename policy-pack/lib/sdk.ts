import * as policy from "@pulumi/policy";
import { type Props } from "./unknowns";

/** Exported by @pulumi/policy since 1.21 for those who mirror its semantics, without types. */
interface Untyped {
  /** Thrown when an unknown value is read. */
  readonly UnknownValueError: new (marker: string, path: readonly string[]) => Error;
  /** Wraps properties so that reading an unknown one throws. */
  readonly unknownCheckingProxy: (props: Record<string, unknown>) => Props;
}

export const { UnknownValueError, unknownCheckingProxy } = policy as unknown as Untyped;
