import { AnalyzeDiagnostic } from "@pulumi/pulumi/proto/analyzer_pb";
import { BinaryReader } from "google-protobuf";

/** A pack's answer about a resource or the stack. */
export interface Verdict {
  readonly diagnostics: readonly AnalyzeDiagnostic[];
  /** How many policies did not apply. */
  readonly notApplicable: number;
}

/** The fields of `AnalyzeResponse`. Source: `proto/pulumi/analyzer.proto` of pulumi. */
const field = { diagnostics: 2, notApplicable: 3 };

/**
 * Reads an `AnalyzeResponse`, but for the names and reasons of policies that do not apply: there are
 * more than a hundred for each resource, and only their number is of use.
 */
export function readVerdict(bytes: Uint8Array): Verdict {
  const reader = new BinaryReader(bytes);
  const diagnostics: AnalyzeDiagnostic[] = [];
  let notApplicable = 0;
  while (reader.nextField()) {
    if (reader.getFieldNumber() === field.diagnostics) {
      const diagnostic = new AnalyzeDiagnostic();
      reader.readMessage(diagnostic, () => {
        AnalyzeDiagnostic.deserializeBinaryFromReader(diagnostic, reader);
      });
      diagnostics.push(diagnostic);
    } else {
      if (reader.getFieldNumber() === field.notApplicable) notApplicable++;
      reader.skipField();
    }
  }
  return { diagnostics, notApplicable };
}
