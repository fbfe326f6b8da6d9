import { hasCustomerKey } from "../../lib/keys";
import { flag } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { independently, isGiven } from "../../lib/unknowns";

export const auroraCmk = defineRule({
  name: "aurora-cmk",
  title: "Databases use a customer-managed key",
  description:
    "A database's storage, insights and administrator secret must be encrypted with a customer-managed key.",
  severity: "medium",
  level: "mandatory",
  controls: { checkov: ["CKV_AWS_327", "CKV_AWS_354"] },
  remediation: "Set kmsKeyId, performanceInsightsKmsKeyId and masterUserSecretKmsKeyId.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html",
  types: [...types.cluster, ...types.clusterInstance, ...types.databaseInstance],
  resource: ({ type, props }) =>
    independently(
      function* () {
        // A replica is encrypted with the key of its source.
        const isHolder =
          !types.clusterInstance.includes(type) && !isGiven(props, "replicateSourceDb");
        if (isHolder && !hasCustomerKey(props, "kmsKeyId")) {
          yield "no kmsKeyId for the storage";
        }
      },
      function* () {
        const hasInsights = flag(props, "performanceInsightsEnabled") === true;
        if (hasInsights && !hasCustomerKey(props, "performanceInsightsKmsKeyId")) {
          yield "no performanceInsightsKmsKeyId";
        }
      },
      function* () {
        const isManaged = flag(props, "manageMasterUserPassword") === true;
        if (isManaged && !hasCustomerKey(props, "masterUserSecretKmsKeyId")) {
          yield "no masterUserSecretKmsKeyId for the administrator's secret";
        }
      },
    ),
});
