import { flag } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const dmsNoAutostart = defineRule({
  name: "dms-no-autostart",
  title: "Deployments do not start replication",
  description: "A deployment should not start or stop a DMS task.",
  severity: "medium",
  level: "advisory",
  remediation:
    "Set startReplicationTask to false and ignore its changes. Start the task as the runbook describes.",
  url: "https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Tasks.html",
  types: [...types.dmsTask, ...types.dmsServerless],
  *resource({ type, props }) {
    const key = types.dmsTask.includes(type) ? "startReplicationTask" : "startReplication";
    if (flag(props, key) === true) {
      yield `${key} is true`;
    }
  },
});
