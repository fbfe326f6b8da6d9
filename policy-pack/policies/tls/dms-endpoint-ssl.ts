import { words } from "../../lib/options";
import { oneOf } from "../../lib/option-forms";
import { text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { show } from "../../lib/show";
import { types } from "../../lib/tokens";
import { independently, isGiven } from "../../lib/unknowns";

/** Ends that DMS reaches through an AWS API, so that there is no connection of ours to encrypt. */
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
        const isExempt = exempt.includes(text(props, "engineName") ?? "");
        if (!isExempt && !modes.includes(text(props, "sslMode") ?? "none")) {
          yield `sslMode is ${show(props, "sslMode")}; one of ${modes.join(", ")} is wanted`;
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
