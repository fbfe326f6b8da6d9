import type * as pulumi from "@pulumi/pulumi";
import { phaseTag } from "../../lib/tags";
import type { MigrationSettings } from "../../lib/settings/migrations";
import { tableMappings } from "../../lib/table-mappings";
import { taskSettings } from "../../lib/task-settings";
import type { CommonArgs } from "../common";

/** A migration between two endpoints. */
export interface MigrationArgs extends CommonArgs {
  /** The name of the task, such as `orders`: the migration's, or one made from it. */
  readonly taskName: string;
  readonly migration: MigrationSettings;
  readonly sourceEndpointArn: pulumi.Input<string>;
  readonly targetEndpointArn: pulumi.Input<string>;
}

/** The tags of what replicates: its name and, where the stack has phases, the migration's. */
export function replicationTags(name: string, { migration, tags }: MigrationArgs) {
  const { phase } = migration;
  return { Name: name, ...(phase !== undefined && { [phaseTag]: phase }), ...tags };
}

/** A migration's tables and settings in the format of DMS. */
export function replicationOf(migration: MigrationSettings) {
  return {
    type: migration.type,
    tableMappings: tableMappings(migration.tables, migration.transformations),
    settings: taskSettings(migration),
  };
}
