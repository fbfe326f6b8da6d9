import { isListed, isNewer } from "../../lib/dated-lists";
import { words } from "../../lib/options";
import { like } from "../../lib/option-forms";
import { text } from "../../lib/props";
import { advice, defineRule } from "../../lib/rule";
import { show } from "../../lib/show";
import { types } from "../../lib/tokens";

export const auroraEngineSupported = defineRule({
  name: "aurora-engine-supported",
  title: "The engine's version is supported",
  description: "An Aurora MySQL cluster must name an engine version that AWS still supports.",
  severity: "medium",
  level: "mandatory",
  controls: { fsbp: ["RDS.51"], prowler: ["rds_instance_deprecated_engine_version"] },
  remediation: "Set engineVersion to one of `versions`.",
  options: {
    versions: words(
      "Accepted versions, with `*`; as of November 2026.",
      [
        "8.0.mysql_aurora.3.04.*",
        "8.0.mysql_aurora.3.08.*",
        "8.0.mysql_aurora.3.09.*",
        "8.0.mysql_aurora.3.10.*",
        "8.0.mysql_aurora.3.11.*",
      ],
      like(
        "a version such as 8.0.mysql_aurora.3.10.*",
        /^\d+\.\d+\.mysql_aurora\.\d+\.\d+\.(\*|\d+)$/,
      ),
      { minItems: 1 },
    ),
  },
  types: [...types.cluster, ...types.globalCluster],
  *resource({ props }, { versions }) {
    const version = text(props, "engineVersion");
    const isAurora = (text(props, "engine") ?? "").startsWith("aurora-mysql");
    if (isAurora && isNewer(version ?? "", versions)) {
      yield advice(`engineVersion ${show(props, "engineVersion")} is newer than the list`);
    } else if (isAurora && !isListed(version ?? "", versions)) {
      yield `engineVersion is ${show(props, "engineVersion")}; ${versions.join(", ")} are accepted`;
    }
    const isOpen = (text(props, "engineLifecycleSupport") ?? "").endsWith("-disabled");
    if (!isOpen) {
      yield advice(
        "engineLifecycleSupport leaves paid extended support on after the version's end",
      );
    }
  },
});
