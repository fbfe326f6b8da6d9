import { type IntegrationCheck } from "./check";
import { emulatorLimits } from "./emulator-limits";
import { type DeclaredResources } from "./declared/resources";
import { type OutputValues } from "./outputs";

/** The checks to run, and those to skip. */
export interface Selection {
  /** To run. */
  readonly run: IntegrationCheck[];
  /** Checks of parts that the deployment does not have, such as a VPN. */
  readonly notPartOfDeployment: IntegrationCheck[];
  /** Checks that the emulator cannot support, with the reason. */
  readonly notExercised: { readonly check: IntegrationCheck; readonly reason: string }[];
}

/** Selects the checks that apply to a deployment, in AWS or on an emulator. */
export function selectChecks(
  checks: readonly IntegrationCheck[],
  outputs: OutputValues,
  onEmulator: boolean,
  declared?: DeclaredResources,
): Selection {
  const parts = checks.filter((check) => check.isPartOf(outputs, declared));
  const limited = parts.flatMap((check) => {
    const reason = onEmulator ? (emulatorLimits[check.name] ?? check.notInEmulator) : undefined;
    return reason === undefined ? [] : [{ check, reason }];
  });
  return {
    run: parts.filter((check) => !limited.some((limit) => limit.check === check)),
    notPartOfDeployment: checks.filter((check) => !parts.includes(check)),
    notExercised: limited,
  };
}
