import { record, text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { show } from "../../lib/show";
import { types } from "../../lib/tokens";
import { forEach } from "../../lib/unknowns";
import { windows } from "../../lib/windows";

export const windowsExplicit = defineRule({
  name: "windows-explicit",
  title: "Maintenance and backup windows are set",
  description: "Databases and replication instances must set their windows in a valid form.",
  severity: "low",
  level: "mandatory",
  remediation:
    "Set preferredMaintenanceWindow (ddd:hh:mm-ddd:hh:mm) and preferredBackupWindow (hh:mm-hh:mm).",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_UpgradeDBInstance.Maintenance.html",
  types: [
    ...types.cluster,
    ...types.databaseInstance,
    ...types.dmsInstance,
    ...types.dmsServerless,
  ],
  resource: ({ type, props }) =>
    forEach(fieldsOf(type), function* (field) {
      const holder = types.dmsServerless.includes(type) ? record(props, "computeConfig") : props;
      const window = text(holder, field);
      if (window === undefined) {
        yield `${field} is not stated`;
      } else if (!windows(window)) {
        yield `${field} is ${show(holder, field)}, which is not a valid window`;
      }
    }),
});

function fieldsOf(type: string): readonly string[] {
  if (types.databaseInstance.includes(type)) {
    return ["maintenanceWindow", "backupWindow"];
  }
  const maintenance = ["preferredMaintenanceWindow"];
  return types.cluster.includes(type) ? [...maintenance, "preferredBackupWindow"] : maintenance;
}
