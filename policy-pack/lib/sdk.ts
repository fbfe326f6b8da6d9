import { CustomResource } from "@pulumi/pulumi/resource";
import * as policy from "@pulumi/policy";
import { type ReportViolation } from "@pulumi/policy";

/** Exported by @pulumi/policy since 1.21 for those who mirror its semantics, without types. */
interface Untyped {
  /** Thrown when an unknown value is read. */
  readonly UnknownValueError: new (marker: string, path: readonly string[]) => Error;
  /** Wraps properties so that reading an unknown one throws. */
  readonly unknownCheckingProxy: (
    props: Record<string, unknown>,
  ) => Readonly<Record<string, unknown>>;
}

export const { UnknownValueError, unknownCheckingProxy } = policy as unknown as Untyped;

/** A class of the resources of a type, with the type token where classes of generated SDKs have it. */
export function classOf(type: string) {
  return class extends CustomResource {
    static readonly __pulumiType = type;
  };
}

/**
 * Reports a finding at a level of its own, whatever the level of its policy. The SDK accepts a
 * diagnostic as a message, a form that its type declarations leave out.
 */
export function reportAt(
  enforcementLevel: "advisory" | "mandatory",
  message: string,
  urn: string | undefined,
  report: ReportViolation,
): void {
  const reportDiagnostic = report as unknown as (diagnostic: object) => void;
  reportDiagnostic({ message, urn, enforcementLevel });
}
