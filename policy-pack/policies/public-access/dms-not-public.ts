import { flag } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const dmsNotPublic = defineRule({
  name: "dms-not-public",
  title: "Replication instances are not public",
  description:
    "A replication instance must set publiclyAccessible to false. The default differs between APIs.",
  severity: "critical",
  level: "mandatory",
  waivable: false,
  controls: {
    fsbp: ["DMS.1"],
    prowler: ["dms_instance_no_public_access"],
    checkov: ["CKV_AWS_89"],
  },
  remediation: "Set publiclyAccessible to false. A later change replaces the instance.",
  types: types.dmsInstance,
  *resource({ props }) {
    if (flag(props, "publiclyAccessible") !== false) {
      yield "publiclyAccessible is not false";
    }
  },
});
