import { hasCustomerKey } from "../../lib/keys";
import { record, text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const dmsEncryptedCmk = defineRule({
  name: "dms-encrypted-cmk",
  title: "DMS uses a customer-managed key",
  description:
    "Replication instances, endpoints and serverless replications must have a customer-managed key.",
  severity: "high",
  level: "mandatory",
  controls: { checkov: ["CKV_AWS_212", "CKV_AWS_296", "CKV_AWS_298"] },
  remediation: "Set kmsKeyArn (computeConfig.kmsKeyId where serverless).",
  url: "https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Security.html",
  types: [
    ...types.dmsInstance,
    ...types.dmsEndpoint,
    ...types.dmsServerless,
    ...types.dmsS3Endpoint,
  ],
  *resource({ type, props }) {
    if (types.dmsServerless.includes(type)) {
      if (!hasCustomerKey(record(props, "computeConfig"), "kmsKeyId")) {
        yield "no computeConfig.kmsKeyId";
      }
      return;
    }
    const isS3 = types.dmsS3Endpoint.includes(type);
    const keys = ["kmsKeyArn", ...(isS3 ? ["serverSideEncryptionKmsKeyId"] : [])];
    if (!keys.some((key) => hasCustomerKey(props, key))) {
      yield `no ${keys.at(-1) ?? ""}`;
    }
    if (isS3 && text(props, "encryptionMode") !== "SSE_KMS") {
      yield "the files are not encrypted with SSE_KMS (encryptionMode)";
    }
  },
});
