import { type Leg, type TaskWatch, watchOf } from "../../lib/phases";
import type { DmsSettings } from "../../lib/settings/dms";
import type { DatabasesArgs } from "./databases";
import type { DeclaredTask } from "./replications";

/** A task with alarms of its own, and the closeness of its monitoring. */
export interface WatchedTask {
  readonly watch: TaskWatch;
  readonly leg: Leg;
  /** Hours that the source of the task keeps its binary log. */
  readonly binlogRetentionHours: number;
}

/** The tasks that have alarms of their own, by name. */
export function watchedTasks(
  tasks: Readonly<Record<string, DeclaredTask>>,
  { sources, wayBack }: Pick<DatabasesArgs, "sources"> & Pick<DmsSettings, "wayBack">,
): Record<string, WatchedTask> {
  return Object.fromEntries(
    Object.entries(tasks).flatMap(([name, { leg, migration }]) => {
      const watch = watchOf(leg, migration);
      if (watch === undefined) return [];
      const keeps = leg === "back" ? wayBack : sources[migration.source];
      if (keeps === undefined) {
        throw new Error(`The binary log retention of the source of ${name} is unknown`);
      }
      const { binlogRetentionHours } = keeps;
      return [[name, { watch, leg, binlogRetentionHours } satisfies WatchedTask]];
    }),
  );
}
