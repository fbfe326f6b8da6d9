import type { Path } from "../faults";
import type { Check } from "./draft";

const kinds = ["dataKeyArn", "logsKeyArn"] as const;

/** Keys that are given can be used where the stack is, and are two. */
export const keys: Check = ({ settings, region, faults }) => {
  const { encryption, accountId } = settings;
  for (const kind of kinds) {
    const path: Path = ["encryption", kind];
    const arn = encryption?.[kind];
    const [, , , keyRegion, account] = arn?.split(":") ?? [];
    if (arn !== undefined && region !== undefined && keyRegion !== region) {
      faults.add(path, `${faults.show(path, arn)} is a key of another region; one of ${region}`);
    }
    if (arn !== undefined && accountId !== undefined && account !== accountId) {
      faults.add(
        path,
        `${faults.show(path, arn)} is a key of another account than accountId; one of ${accountId}`,
      );
    }
  }
  if (encryption?.dataKeyArn !== undefined && encryption.dataKeyArn === encryption.logsKeyArn) {
    const path: Path = ["encryption", "logsKeyArn"];
    faults.add(path, "is the key of the data too; another one, whose policy lets services write");
  }
};
