import { isOn, judgeParameters } from "../../lib/parameters";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const auroraRequireTls = defineRule({
  name: "aurora-require-tls",
  title: "Aurora accepts encrypted connections only",
  description: "The parameters of a MySQL database must require TLS 1.2 or later.",
  severity: "high",
  level: "mandatory",
  remediation: "Set require_secure_transport to ON and tls_version to TLSv1.2,TLSv1.3.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Security.html",
  types: [...types.cluster, ...types.databaseInstance],
  companions: (cluster, graph) =>
    judgeParameters(
      cluster,
      graph,
      function* (parameter) {
        if (!isOn(parameter("require_secure_transport"))) {
          yield "require_secure_transport is not on";
        }
      },
      function* (parameter) {
        const versions = (parameter("tls_version") ?? "tlsv1.2").split(",").map((v) => v.trim());
        if (versions.some((version) => !["tlsv1.2", "tlsv1.3"].includes(version))) {
          yield "tls_version allows versions before TLS 1.2";
        }
      },
    ),
});
