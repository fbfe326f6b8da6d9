import { texts } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const snapshotNotPublic = defineRule({
  name: "snapshot-not-public",
  title: "Snapshots are not public",
  description: "A database snapshot must not be shared with everybody.",
  severity: "critical",
  level: "mandatory",
  waivable: false,
  controls: { fsbp: ["RDS.1"], prowler: ["rds_snapshots_public_access"] },
  remediation: "Name the accounts in sharedAccounts.",
  types: types.snapshot,
  *resource({ props }) {
    if (texts(props, "sharedAccounts").some((account) => !/^\d{12}$/.test(account))) {
      yield "the snapshot is shared with everybody, or with something that is not an account";
    }
  },
});
