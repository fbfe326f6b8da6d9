import { number } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const auroraPort = defineRule({
  name: "aurora-port",
  title: "The database listens on a port of its own",
  description:
    "An Aurora cluster should not use the engine's default port, where applications allow it.",
  severity: "low",
  level: "advisory",
  controls: { fsbp: ["RDS.23"], prowler: ["rds_cluster_non_default_port"] },
  remediation: "Set port, and the security groups' rules to it.",
  types: types.cluster,
  *resource({ props }) {
    const port = number(props, "port") ?? 3306;
    if ([3306, 5432].includes(port)) {
      yield `the cluster listens on port ${port}`;
    }
  },
});
