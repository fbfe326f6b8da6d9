import { type Registration } from "./registrations";
import { type PropertyMap } from "@landing-zone/plan/values";

/** The provider a resource uses, as policies see it. */
export interface AnalyzedProvider {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly inputs: PropertyMap;
}

/** A resource on its way to a policy pack. */
export interface AnalyzedResource {
  readonly registration: Registration;
  readonly provider?: AnalyzedProvider;
}

/** A policy pack as the engine uses it. Findings are collected by the implementation. */
export interface Analyzer {
  /** The inputs after the pack's remediations. */
  remediate(resource: AnalyzedResource): Promise<PropertyMap>;
  /**
   * Evaluates the resource policies on the inputs of one resource.
   * @returns as `analyzeStack`.
   */
  analyze(resource: AnalyzedResource): Promise<readonly string[]>;
  /**
   * Evaluates the stack policies on the outputs of all resources.
   * @returns The names of the mandatory policies that are violated.
   */
  analyzeStack(resources: readonly AnalyzedResource[]): Promise<readonly string[]>;
}
