import { isListed, isNewer } from "../../lib/dated-lists";
import { integer, words } from "../../lib/options";
import { like } from "../../lib/option-forms";
import { number, record, text } from "../../lib/props";
import { advice, defineRule } from "../../lib/rule";
import { show } from "../../lib/show";
import { types } from "../../lib/tokens";

export const dmsInstanceClassAllowlist = defineRule({
  name: "dms-instance-class-allowlist",
  title: "Replication instances use an accepted class",
  description: "A replication must use an accepted instance class, storage and capacity.",
  severity: "medium",
  level: "mandatory",
  remediation: "Choose one of `classes`, and enough allocatedStorage for cached changes.",
  url: "https://docs.aws.amazon.com/dms/latest/userguide/CHAP_ReplicationInstance.Types.html",
  options: {
    classes: words(
      "Accepted classes, with `*`; as of November 2026.",
      [
        "dms.t3.medium",
        "dms.t3.large",
        "dms.c5.*",
        "dms.c6i.*",
        "dms.c7i.*",
        "dms.r5.*",
        "dms.r6i.*",
        "dms.r7i.*",
      ],
      like("a class such as dms.r7i.large or dms.r7i.*", /^dms\.[a-z0-9-]+\.(\*|[a-z0-9-]+)$/),
      { minItems: 1 },
    ),
    minStorageGiB: integer("The smallest storage, in GiB.", 50, { minimum: 5, maximum: 6144 }),
    maxCapacityUnits: integer("The largest serverless capacity.", 64, { minimum: 1, maximum: 384 }),
  },
  types: [...types.dmsInstance, ...types.dmsServerless],
  *resource({ type, props }, { classes, minStorageGiB, maxCapacityUnits }) {
    if (types.dmsServerless.includes(type)) {
      const units = number(record(props, "computeConfig"), "maxCapacityUnits") ?? 0;
      if (units > maxCapacityUnits) {
        yield `maxCapacityUnits is ${units}; ${maxCapacityUnits} are accepted`;
      }
      return;
    }
    const own = text(props, "replicationInstanceClass") ?? "";
    if (isNewer(own, classes)) {
      yield advice(`the class ${show(props, "replicationInstanceClass")} is newer than the list`);
    } else if (!isListed(own, classes)) {
      yield `the class is ${show(props, "replicationInstanceClass")}; ${classes.join(", ")} are accepted`;
    }
    const storage = number(props, "allocatedStorage") ?? 50;
    if (storage < minStorageGiB) {
      yield `allocatedStorage is ${storage} GiB; ${minStorageGiB} are required`;
    }
  },
});
