import { flag, record } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const dmsMultiAz = defineRule({
  name: "dms-multi-az",
  title: "Replication survives the loss of a zone",
  description: "A replication instance must have a standby in another zone.",
  severity: "medium",
  level: "advisory",
  controls: { fsbp: ["DMS.13"], prowler: ["dms_instance_multi_az_enabled"] },
  remediation: "Set multiAz (computeConfig.multiAz where serverless).",
  types: [...types.dmsInstance, ...types.dmsServerless],
  *resource({ type, props }) {
    const holder = types.dmsServerless.includes(type) ? record(props, "computeConfig") : props;
    if (flag(holder, "multiAz") !== true) {
      yield "multiAz is not true";
    }
  },
});
