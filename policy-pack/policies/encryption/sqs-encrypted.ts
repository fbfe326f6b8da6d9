import { flag } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven } from "../../lib/unknowns";

export const sqsEncrypted = defineRule({
  name: "sqs-encrypted",
  title: "Queues are encrypted",
  description: "A queue, such as one for failed rotations, must be encrypted.",
  severity: "medium",
  level: "mandatory",
  controls: {
    fsbp: ["SQS.1"],
    prowler: ["sqs_queues_server_side_encryption_enabled"],
    checkov: ["CKV_AWS_27"],
  },
  remediation: "Set kmsMasterKeyId, or leave sqsManagedSseEnabled on.",
  types: types.queue,
  *resource({ props }) {
    if (!isGiven(props, "kmsMasterKeyId") && flag(props, "sqsManagedSseEnabled") === false) {
      yield "the queue has no kmsMasterKeyId and sqsManagedSseEnabled is false";
    }
  },
});
