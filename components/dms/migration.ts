import type * as pulumi from "@pulumi/pulumi";
import type { MigrationSettings } from "../../lib/settings/migrations";
import { tableMappings } from "../../lib/table-mappings";
import { taskSettings } from "../../lib/task-settings";
import type { CommonArgs } from "../common";

/** A migration between two endpoints. */
export interface MigrationArgs extends CommonArgs {
  /** The migration's name, such as `orders`. */
  readonly migrationName: string;
  readonly migration: MigrationSettings;
  readonly sourceEndpointArn: pulumi.Input<string>;
  readonly targetEndpointArn: pulumi.Input<string>;
}

/** A migration's tables and settings in the format of DMS. */
export function replicationOf(migration: MigrationSettings) {
  return {
    type: migration.type,
    tableMappings: tableMappings(migration.tables, migration.transformations),
    settings: taskSettings(migration),
  };
}
