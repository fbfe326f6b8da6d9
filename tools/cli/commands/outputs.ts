import { deployedOutputs } from "@landing-zone/engine/deployment/outputs";
import { type ExitCode, exitCodes } from "@landing-zone/plan/errors";
import { renderOutputValues } from "@landing-zone/plan-report/terminal/outputs";
import { type Streams } from "./console";
import { stackCommand } from "./deploy";
import { type StackOptions } from "./run-options";

/** The options of `outputs`, as the command line gives them. */
export interface OutputsCommandOptions extends StackOptions {
  /** One JSON object instead of a line for each output. */
  readonly json?: boolean;
}

/** Prints the outputs of a deployed stack. */
export function outputsCommand(
  options: OutputsCommandOptions,
  streams: Streams,
): Promise<ExitCode> {
  return stackCommand(options, streams, "Reading", ({ snapshot }, console) => {
    const outputs = deployedOutputs(snapshot.state);
    const lines = options.json
      ? [JSON.stringify(outputs, null, 2)]
      : renderOutputValues(outputs, console.colors);
    console.result(lines);
    return Promise.resolve(exitCodes.success);
  });
}
