import { flag, record } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { logSeverities, taskSettings } from "../../lib/task-settings";
import { types } from "../../lib/tokens";

const components = ["SOURCE_CAPTURE", "SOURCE_UNLOAD", "TARGET_APPLY", "TARGET_LOAD"];
const enough = ["DEFAULT", "DEBUG", "DETAILED_DEBUG"].map((level) => `LOGGER_SEVERITY_${level}`);

export const dmsTaskLogging = defineRule({
  name: "dms-task-logging",
  title: "DMS tasks log both sides",
  description: "A DMS task must log its work on the source and on the target.",
  severity: "medium",
  level: "mandatory",
  controls: {
    fsbp: ["DMS.7", "DMS.8"],
    prowler: [
      "dms_replication_task_source_logging_enabled",
      "dms_replication_task_target_logging_enabled",
    ],
  },
  remediation:
    "In the task settings set Logging.EnableLogging, and set LogComponents for SOURCE_CAPTURE, SOURCE_UNLOAD, TARGET_APPLY and TARGET_LOAD to LOGGER_SEVERITY_DEFAULT.",
  types: [...types.dmsTask, ...types.dmsServerless],
  *resource(task) {
    const logging = record(taskSettings(task) ?? {}, "Logging");
    if (flag(logging, "EnableLogging") !== true) {
      yield "logging is off (Logging.EnableLogging)";
      return;
    }
    // If a component is listed twice, DMS uses one of them, and does not document which.
    const silent = components.filter((component) => {
      const severities = logSeverities(logging, component);
      return severities.length === 0 || severities.some((one) => !enough.includes(one ?? ""));
    });
    if (silent.length > 0) {
      yield `no logs, or none below a warning, of ${silent.join(", ")}`;
    }
  },
});
