import { refresh } from "@landing-zone/engine/deployment/refresh";
import { type ExitCode, exitCodes } from "@landing-zone/plan/errors";
import { renderDrift } from "../render/steps";
import { stackCommand } from "./deploy";
import { type StackOptions } from "./run-options";
import { type DeployContext } from "./up";

/** Shows drift and updates the state. */
export function refreshCommand(
  options: StackOptions,
  { signal, ...streams }: DeployContext,
): Promise<ExitCode> {
  return stackCommand(options, streams, "Refreshing", async (stack, console) => {
    const { snapshot, storedProvider } = stack;
    const drifts = await refresh({ snapshot, providerOf: storedProvider, signal });
    console.result([
      ...drifts.flatMap((drift) => renderDrift(drift, console.colors)),
      drifts.length === 0 ? "Everything matches the state." : `${drifts.length} drifted.`,
    ]);
    return exitCodes.success;
  });
}
