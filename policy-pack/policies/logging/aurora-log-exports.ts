import { engineOf } from "../../lib/engines";
import { words } from "../../lib/options";
import { oneOf } from "../../lib/option-forms";
import { text, texts } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const auroraLogExports = defineRule({
  name: "aurora-log-exports",
  title: "Aurora exports its logs",
  description:
    "A database must export its logs to CloudWatch: an Aurora MySQL cluster those in `logs`, an instance those of its engine.",
  severity: "medium",
  level: "mandatory",
  controls: {
    fsbp: ["RDS.34", "RDS.9"],
    prowler: ["rds_cluster_integration_cloudwatch_logs"],
    checkov: ["CKV_AWS_324", "CKV_AWS_325"],
  },
  remediation: "Set enabledCloudwatchLogsExports.",
  options: {
    logs: words(
      "The required logs.",
      ["audit", "error", "slowquery"],
      oneOf(["audit", "error", "general", "slowquery"]),
      { including: ["audit"] },
    ),
  },
  types: [...types.cluster, ...types.databaseInstance],
  *resource({ type, props }, { logs }) {
    const isAurora = (text(props, "engine") ?? "").startsWith("aurora-mysql");
    const ofInstance = types.databaseInstance.includes(type) ? (engineOf(props)?.logs ?? []) : [];
    const wanted = isAurora ? logs : ofInstance;
    const exported = texts(props, "enabledCloudwatchLogsExports");
    const missing = wanted.filter((log) => !exported.includes(log));
    if (missing.length > 0) {
      yield `not exported: ${missing.join(", ")}`;
    }
  },
});
