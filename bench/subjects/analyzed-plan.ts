import { referencedProviderUrn } from "@landing-zone/plan/urn";
import { runOptions } from "@landing-zone/cli/commands/run-options";
import {
  type AnalyzedProvider,
  type AnalyzedResource,
} from "@landing-zone/engine/monitor/analyzer";
import { firstPreview } from "@landing-zone/engine/monitor/first-preview";
import { type Registration } from "@landing-zone/engine/monitor/registrations";
import { type Target } from "@landing-zone/engine/monitor/target";
import { runStack } from "@landing-zone/engine/run";
import { projectDirectory } from "../context";
import { migrationsConfiguration } from "./migrations";

/**
 * Everything that previews of the dev stack register, as a policy pack would be asked about it: with
 * as many migrations as it takes to have about as many resources as each of the sizes.
 */
export async function analyzedPlans(
  sizes: readonly number[],
): Promise<readonly (readonly AnalyzedResource[])[]> {
  const [one, eleven] = [await withMigrations(1), await withMigrations(11)];
  const perMigration = (eleven.length - one.length) / 10;
  const plans = [];
  for (const size of sizes) {
    const further = Math.round((size - one.length) / perMigration);
    plans.push(further <= 0 ? one : await withMigrations(1 + further));
  }
  return plans;
}

async function withMigrations(count: number): Promise<readonly AnalyzedResource[]> {
  const recording = new Recording();
  const project = { cwd: projectDirectory, stack: "dev", secret: [], policyPack: false } as const;
  const ignored = (): void => undefined;
  await runStack({
    ...runOptions({ ...project, config: [migrationsConfiguration(count)] }, ignored),
    target: recording.target,
  });
  return recording.resources();
}

/** Records a preview's registrations. */
class Recording {
  readonly #registrations: Registration[] = [];
  readonly #providers = new Map<string, AnalyzedProvider>();

  readonly target: Target = {
    ...firstPreview,
    deploy: async (registration, provider) => {
      const outcome = await firstPreview.deploy(registration, provider);
      this.#registrations.push({ ...registration, ...outcome });
      return outcome;
    },
    deployProvider: (registration, provider) => {
      this.#registrations.push(registration);
      this.#providers.set(registration.urn, registration);
      return firstPreview.deployProvider(registration, provider);
    },
    deployComponent: (registration) => {
      this.#registrations.push(registration);
      return firstPreview.deployComponent(registration);
    },
  };

  resources(): readonly AnalyzedResource[] {
    return this.#registrations.map((registration) => {
      const { provider: reference } = registration;
      const provider =
        reference === undefined ? undefined : this.#providers.get(referencedProviderUrn(reference));
      return { registration, ...(provider === undefined ? {} : { provider }) };
    });
  }
}
