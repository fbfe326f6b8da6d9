import type { Path } from "../faults";
import type { Check } from "./draft";

/** The keys that are given are two. */
export const keys: Check = ({ settings: { encryption }, faults }) => {
  if (encryption?.dataKeyArn !== undefined && encryption.dataKeyArn === encryption.logsKeyArn) {
    const path: Path = ["encryption", "logsKeyArn"];
    faults.add(path, "is the key of the data too; another one, whose policy lets services write");
  }
};
