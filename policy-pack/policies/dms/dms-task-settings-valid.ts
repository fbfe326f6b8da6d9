import { jsonObject } from "../../lib/json";
import { type Resource } from "../../lib/graph";
import { flag, number, record, records, text } from "../../lib/props";
import { defineRule, type Verdict } from "../../lib/rule";
import { taskSettings } from "../../lib/task-settings";
import { types } from "../../lib/tokens";
import { independently } from "../../lib/unknowns";

export const dmsTaskSettingsValid = defineRule({
  name: "dms-task-settings-valid",
  title: "Tasks select and validate tables",
  description:
    "A DMS task must have readable settings and mappings that select tables. It must validate the data and fail if it finds no table.",
  severity: "medium",
  level: "mandatory",
  remediation:
    "Add a selection rule with action include. Set ValidationSettings.EnableValidation and ErrorBehavior.FailOnNoTablesCaptured. Limit the LOB size.",
  url: "https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Tasks.CustomizingTasks.TaskSettings.html",
  types: [...types.dmsTask, ...types.dmsServerless],
  resource: (task) =>
    independently(
      () => mappings(task),
      () => settings(task),
    ),
});

function* mappings({ props }: Resource): Generator<Verdict> {
  const document = jsonObject(props, "tableMappings");
  const rules = records(document ?? {}, "rules");
  const selects = rules.some(
    (rule) => text(rule, "rule-type") === "selection" && text(rule, "rule-action") !== "exclude",
  );
  if (!document) {
    yield "tableMappings is not a JSON object";
  } else if (!selects) {
    yield "tableMappings selects no table";
  }
}

function* settings(task: Resource): Generator<Verdict> {
  const document = taskSettings(task);
  if (!document) {
    yield "the task settings are missing or not a JSON object";
    return;
  }
  const kind = text(task.props, "migrationType") ?? text(task.props, "replicationType") ?? "";
  const validates = flag(record(document, "ValidationSettings"), "EnableValidation") === true;
  if (kind === "full-load-and-cdc" && !validates) {
    yield "ValidationSettings.EnableValidation is not true";
  }
  const failsOnNothing = flag(record(document, "ErrorBehavior"), "FailOnNoTablesCaptured");
  if (failsOnNothing === false) {
    yield "ErrorBehavior.FailOnNoTablesCaptured is false";
  }
  const target = record(document, "TargetMetadata");
  const inlineKiB = number(target, "InlineLobMaxSize") ?? 0;
  if (flag(target, "FullLobMode") === true && !(inlineKiB > 0)) {
    yield "TargetMetadata.FullLobMode without InlineLobMaxSize moves every LOB by itself";
  }
}
