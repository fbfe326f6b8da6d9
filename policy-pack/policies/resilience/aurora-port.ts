import { engineOf } from "../../lib/engines";
import { number } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

const defaultPorts = [1433, 1521, 3306, 5432, 50000];

export const auroraPort = defineRule({
  name: "aurora-port",
  title: "The database listens on a port of its own",
  description: "A database should not use the engine's default port, where applications allow it.",
  severity: "low",
  level: "advisory",
  controls: { fsbp: ["RDS.23"], prowler: ["rds_cluster_non_default_port"] },
  remediation: "Set port, and the security groups' rules to it.",
  types: [...types.cluster, ...types.databaseInstance],
  *resource({ props }) {
    const port = number(props, "port") ?? engineOf(props)?.port ?? 3306;
    if (defaultPorts.includes(port)) {
      yield `the database listens on port ${port}`;
    }
  },
});
