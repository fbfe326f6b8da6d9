import { record, text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const instanceImdsv2 = defineRule({
  name: "instance-imdsv2",
  title: "Instances answer IMDSv2 only",
  description:
    "The metadata service of an instance, which gives out the credentials of its role, must ask for a session token or be off.",
  severity: "high",
  level: "mandatory",
  controls: {
    fsbp: ["EC2.8"],
    prowler: ["ec2_instance_imdsv2_enabled"],
    checkov: ["CKV_AWS_79"],
  },
  remediation: 'Set metadataOptions.httpTokens to "required".',
  types: types.instance,
  *resource({ props }) {
    const options = record(props, "metadataOptions");
    const isOff = text(options, "httpEndpoint") === "disabled";
    if (!isOff && text(options, "httpTokens") !== "required") {
      yield "metadataOptions.httpTokens is not required";
    }
  },
});
