import { type Graph, type Node } from "../../lib/graph";
import { isOfWayBack, readersOf } from "../../lib/phases";
import { number } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

/** Days within which a deleted secret should be restorable, where nothing else guards it. */
const restorableDays = 7;

/** AWS's default, in days. */
const awsDefault = 30;

export const statefulProtected = defineRule({
  name: "stateful-protected",
  title: "Pulumi protects resources that hold data",
  description:
    "Databases, keys, secrets and buckets should have Pulumi's protect option. A secret that only the endpoints of a way back from Aurora read does not need it while it can be restored for 7 days.",
  severity: "medium",
  level: "advisory",
  remediation: "Set `protect: true` on the resource or its component.",
  url: "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
  types: [
    ...types.cluster,
    ...types.databaseInstance,
    ...types.key,
    ...types.keyCopy,
    ...types.secret,
    ...types.bucket,
  ],
  *resource({ type, opts }) {
    if (!opts.protect && !types.secret.includes(type)) {
      yield unprotected;
    }
  },
  *companions(node, graph) {
    if (!node.opts.protect && types.secret.includes(node.type) && !endsWithWayBack(node, graph)) {
      yield unprotected;
    }
  },
});

const unprotected = "the resource is not protected";

/** Whether a secret opens a database for a way back alone, which ends some day, and can be restored. */
function endsWithWayBack(secret: Node, graph: Graph): boolean {
  const readers = readersOf(secret, graph);
  const days = number(secret.props, "recoveryWindowInDays") ?? awsDefault;
  return readers.length > 0 && readers.every(isOfWayBack) && days >= restorableDays;
}
