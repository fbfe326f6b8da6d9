import { record, records, text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { taskSettings } from "../../lib/task-settings";
import { types } from "../../lib/tokens";

export const dmsNoDebugLogging = defineRule({
  name: "dms-no-debug-logging",
  title: "DMS tasks do not log data",
  description: "A DMS task must not log at the detailed debug level, which may show rows.",
  severity: "medium",
  level: "advisory",
  remediation:
    "Use LOGGER_SEVERITY_DEFAULT. Raise it for one task only while you look for an error.",
  url: "https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Tasks.CustomizingTasks.TaskSettings.Logging.html",
  types: [...types.dmsTask, ...types.dmsServerless],
  *resource(task) {
    const logging = record(taskSettings(task) ?? {}, "Logging");
    const components = records(logging, "LogComponents");
    if (components.some((item) => text(item, "Severity") === "LOGGER_SEVERITY_DETAILED_DEBUG")) {
      yield "a component logs at LOGGER_SEVERITY_DETAILED_DEBUG";
    }
  },
});
