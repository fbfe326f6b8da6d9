import type { TagSettings } from "./settings/tags";

/** Values of the default tags. */
export interface TagSources {
  /** Name of the Pulumi project. */
  readonly project: string;
  /** Suffix of every physical name. */
  readonly environment: string;
  readonly tags: TagSettings;
}

/** The keys that {@link defaultTags} gives of itself, which no other tag may use. */
export const standardTagKeys = [
  "Owner",
  "CostCenter",
  "DataClassification",
  "Environment",
  "Project",
  "ManagedBy",
] as const;

/**
 * The tag with the phase of a replication's migration: the change guard compares it, and the policy
 * pack derives the required alarms from it.
 */
export const phaseTag = "Phase";

/**
 * The default tags of the AWS provider: what every resource of an environment carries. Tags other
 * than the required ones are kept under their own keys.
 */
export function defaultTags({ project, environment, tags }: TagSources): Record<string, string> {
  const { owner, costCenter, dataClassification, ...others } = tags;
  const standard: Record<(typeof standardTagKeys)[number], string> = {
    Owner: owner,
    CostCenter: costCenter,
    DataClassification: dataClassification,
    Environment: environment,
    Project: project,
    ManagedBy: "pulumi",
  };
  return { ...others, ...standard };
}
