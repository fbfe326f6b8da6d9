import { record, text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { taskSettings } from "../../lib/task-settings";
import { types } from "../../lib/tokens";

export const dmsTablePrepSafe = defineRule({
  name: "dms-table-prep-safe",
  title: "Tasks do not drop tables",
  description: "A DMS task that loads tables must not drop tables of the target.",
  severity: "high",
  level: "mandatory",
  remediation: "Set FullLoadSettings.TargetTablePrepMode to DO_NOTHING or TRUNCATE_BEFORE_LOAD.",
  url: "https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Tasks.CustomizingTasks.TaskSettings.FullLoad.html",
  types: [...types.dmsTask, ...types.dmsServerless],
  *resource(task) {
    const kind = text(task.props, "migrationType") ?? text(task.props, "replicationType");
    const mode = text(record(taskSettings(task) ?? {}, "FullLoadSettings"), "TargetTablePrepMode");
    if (kind !== "cdc" && (mode ?? "DROP_AND_CREATE") === "DROP_AND_CREATE") {
      yield mode === undefined
        ? "TargetTablePrepMode is not set, and DMS's default drops tables"
        : "TargetTablePrepMode is DROP_AND_CREATE";
    }
  },
});
