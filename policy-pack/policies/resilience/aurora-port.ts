import { engineOf } from "../../lib/engines";
import { number } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

const defaultPorts = [1433, 1521, 3306, 5432, 50000];

export const auroraPort = defineRule({
  name: "aurora-port",
  title: "The database does not use the default port",
  description:
    "A database should not use the engine's default port if the applications allow another one.",
  severity: "low",
  level: "advisory",
  controls: { fsbp: ["RDS.23"], prowler: ["rds_cluster_non_default_port"] },
  remediation: "Set port, and change the security groups' rules to match.",
  types: [...types.cluster, ...types.databaseInstance],
  *resource({ props }) {
    const port = number(props, "port") ?? engineOf(props)?.port ?? 3306;
    if (defaultPorts.includes(port)) {
      yield `the database listens on port ${port}`;
    }
  },
});
