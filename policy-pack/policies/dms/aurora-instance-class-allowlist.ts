import { isListed, isNewer } from "../../lib/dated-lists";
import { integer, words } from "../../lib/options";
import { like } from "../../lib/option-forms";
import { number, record, text } from "../../lib/props";
import { advice, defineRule } from "../../lib/rule";
import { show } from "../../lib/show";
import { types } from "../../lib/tokens";

export const auroraInstanceClassAllowlist = defineRule({
  name: "aurora-instance-class-allowlist",
  title: "Database instances use an accepted class",
  description:
    "An Aurora instance must use an accepted class. Serverless capacity must not exceed the accepted maximum.",
  severity: "medium",
  level: "mandatory",
  remediation: "Choose one of `classes`.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.DBInstanceClass.html",
  options: {
    classes: words(
      "Accepted classes, with `*`; as of November 2026.",
      [
        "db.serverless",
        "db.t3.medium",
        "db.t3.large",
        "db.t4g.medium",
        "db.t4g.large",
        "db.r6g.*",
        "db.r6i.*",
        "db.r7g.*",
        "db.r7i.*",
        "db.r8g.*",
        "db.x2g.*",
      ],
      like(
        "a class such as db.r8g.large or db.r8g.*",
        /^db\.(serverless|[a-z0-9-]+\.(\*|[a-z0-9-]+))$/,
      ),
      { minItems: 1 },
    ),
    maxCapacity: integer("The largest serverless capacity, in ACUs.", 128, {
      minimum: 1,
      maximum: 192,
    }),
  },
  types: [...types.clusterInstance, ...types.cluster],
  *resource({ type, props }, { classes, maxCapacity }) {
    if (types.clusterInstance.includes(type)) {
      const own = text(props, "instanceClass") ?? "";
      if (isNewer(own, classes)) {
        yield advice(`the class ${show(props, "instanceClass")} is newer than the list`);
      } else if (!isListed(own, classes)) {
        yield `the class is ${show(props, "instanceClass")}; ${classes.join(", ")} are accepted`;
      }
      return;
    }
    const capacity = number(record(props, "serverlessv2ScalingConfiguration"), "maxCapacity") ?? 0;
    if (capacity > maxCapacity) {
      yield `maxCapacity is ${capacity} ACUs; ${maxCapacity} are accepted`;
    }
  },
});
