import type * as pulumi from "@pulumi/pulumi";
import { tableMappings, type TableSelection, type Transformation } from "../../lib/table-mappings";
import { taskSettings, type TaskSettingsOptions } from "../../lib/task-settings";
import type { CommonArgs } from "../common";

/** One migration: the tables that go from a source to the target. */
export interface Migration extends TaskSettingsOptions {
  /** Name of one of the sources. */
  readonly source: string;
  /** Whether present data is loaded, changes are replicated, or both. */
  readonly type: "full-load" | "cdc" | "full-load-and-cdc";
  /** The tables; at least one selection includes. */
  readonly tables: readonly TableSelection[];
  /** What has another name or form in the target. Default: nothing. */
  readonly transformations?: readonly Transformation[];
}

/** A migration between two endpoints. */
export interface MigrationArgs extends CommonArgs {
  /** The migration's name, such as `orders`. */
  readonly migrationName: string;
  readonly migration: Migration;
  readonly sourceEndpointArn: pulumi.Input<string>;
  readonly targetEndpointArn: pulumi.Input<string>;
}

/** What DMS is told to replicate, and how, in its own words. */
export function replicationOf(migration: Migration) {
  return {
    type: migration.type,
    tableMappings: tableMappings(migration.tables, migration.transformations),
    settings: taskSettings(migration),
  };
}
