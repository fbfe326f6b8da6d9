import { type Phase, phaseFacts } from "../lib/phases";
import type { DatabaseSettings } from "../lib/settings/database";
import type { EdgeSettings } from "../lib/settings/edge";
import type { Settings } from "../lib/settings/schema";

/** Aurora's settings, with the preset of the phase. */
export function databaseIn(phase: Phase | undefined, database: Settings["database"]) {
  const parameterPreset =
    phase === undefined ? database.parameterPreset : phaseFacts[phase].parameterPreset;
  return { ...database, parameterPreset } satisfies DatabaseSettings;
}

/** The load balancer's settings, with the data centre's share of the phase. */
export function edgeIn(phase: Phase | undefined, edge: Settings["edge"]): EdgeSettings {
  const { onPremises, ...rest } = edge;
  if (onPremises === undefined) return rest;
  const percent = phase === undefined ? "asConfigured" : phaseFacts[phase].onPremisesPercent;
  if (percent === "none") return rest;
  // If the phase leaves the value to the configuration, a missing value is a fault.
  const trafficPercent = percent === "asConfigured" ? (onPremises.trafficPercent ?? 0) : percent;
  return { ...rest, onPremises: { ...onPremises, trafficPercent } };
}
