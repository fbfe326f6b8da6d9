import { words } from "../../lib/options";
import { oneOf } from "../../lib/option-forms";
import { record, text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { show } from "../../lib/show";
import { types } from "../../lib/tokens";
import { independently, isGiven, type Props } from "../../lib/unknowns";

/**
 * Endpoints without sslMode: DMS reaches them through an AWS API, or their own settings determine
 * it.
 */
const exempt = [
  "azuredb",
  "babelfish",
  "dynamodb",
  "elasticsearch",
  "kafka",
  "kinesis",
  "neptune",
  "opensearch",
  "redis",
  "redshift",
  "redshift-serverless",
  "s3",
  "timestream",
];

const verifying = ["verify-ca", "verify-full"];

export const dmsEndpointSsl = defineRule({
  name: "dms-endpoint-ssl",
  title: "DMS verifies the servers that it connects to",
  description: "A DMS endpoint must use TLS and verify the server against a certificate.",
  severity: "high",
  level: "mandatory",
  controls: { fsbp: ["DMS.9"], prowler: ["dms_endpoint_ssl_enabled"], checkov: ["CKV2_AWS_49"] },
  remediation:
    "Set sslMode to verify-full (or verify-ca) and certificateArn to the CA's certificate.",
  options: { modes: words("Accepted modes.", verifying, oneOf(verifying), { minItems: 1 }) },
  types: types.dmsEndpoint,
  resource: ({ props }, { modes }) =>
    independently(
      function* () {
        if (speaksPlainly(props)) {
          yield "the engine's settings switch encryption off";
        }
      },
      function* () {
        const isExempt = exempt.includes(text(props, "engineName") ?? "");
        if (!isExempt && !modes.includes(text(props, "sslMode") ?? "none")) {
          yield `sslMode is ${show(props, "sslMode")}; one of ${modes.join(", ")} is required`;
        }
      },
      function* () {
        const verifies = (text(props, "sslMode") ?? "none").startsWith("verify-");
        if (verifies && !isGiven(props, "certificateArn")) {
          yield "no certificateArn to verify the server against";
        }
      },
    ),
});

/** Whether an engine whose encryption is not in sslMode is reached in clear. */
function speaksPlainly(props: Props): boolean {
  const protocol = text(record(props, "kafkaSettings"), "securityProtocol") ?? "";
  const isKafka = text(props, "engineName") === "kafka" && isGiven(props, "kafkaSettings");
  const search = text(record(props, "elasticsearchSettings"), "endpointUri") ?? "";
  const attributes = text(props, "extraConnectionAttributes") ?? "";
  return (
    (isKafka && !["sasl-ssl", "ssl-authentication", "ssl-encryption"].includes(protocol)) ||
    /^http:/i.test(search) ||
    /securityProtocol\s*=\s*(plaintext|sasl-plaintext)\b/i.test(attributes) ||
    /sslSecurityProtocol\s*=\s*plaintext\b/i.test(attributes)
  );
}
