import { standardTagKeys } from "../../lib/tags";
import type { Check } from "./draft";

const tagKey = /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/iu;
const required = ["owner", "costCenter", "dataClassification"];

/** Tags of one's own are allowed by AWS and do not stand against the standard ones. */
export const tags: Check = ({ settings, faults }) => {
  for (const key of Object.keys(settings.tags ?? {}).filter((name) => !required.includes(name))) {
    const standard = standardTagKeys.find((name) => name.toLowerCase() === key.toLowerCase());
    if (standard !== undefined) {
      faults.add(
        ["tags", key],
        `stands against the tag ${standard}, which every resource has from elsewhere; a key of its own`,
      );
    } else if (!tagKey.test(key)) {
      faults.add(
        ["tags", key],
        "is not a tag's key; 1 to 128 letters, digits, spaces and _.:/=+-@, not starting with aws:",
      );
    }
  }
};
