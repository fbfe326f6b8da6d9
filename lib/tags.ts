/** Tags that every environment states, besides any other of its own. */
export interface EnvironmentTags {
  /** The team that answers for the resources. */
  readonly owner: string;
  /** Who pays. */
  readonly costCenter: string;
  /** How sensitive the data is. */
  readonly dataClassification: string;
  readonly [key: string]: string;
}

/**
 * The default tags of the AWS provider: what every resource of an environment carries.
 *
 * @param tags The three required ones become `Owner`, `CostCenter` and `DataClassification`; any
 *   other is kept under its own key.
 */
export function defaultTags(
  tags: EnvironmentTags,
  environment: string,
  project: string,
): Record<string, string> {
  const { owner, costCenter, dataClassification, ...others } = tags;
  return {
    ...others,
    Owner: owner,
    CostCenter: costCenter,
    DataClassification: dataClassification,
    Environment: environment,
    Project: project,
    ManagedBy: "pulumi",
  };
}

/** The keys that {@link defaultTags} gives, which no other tag may use. */
export const standardTagKeys = [
  "Owner",
  "CostCenter",
  "DataClassification",
  "Environment",
  "Project",
  "ManagedBy",
] as const;
