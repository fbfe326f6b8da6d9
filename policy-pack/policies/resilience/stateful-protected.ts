import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const statefulProtected = defineRule({
  name: "stateful-protected",
  title: "Pulumi does not delete what holds data",
  description: "Databases, keys, secrets and buckets should carry Pulumi's protect option.",
  severity: "medium",
  level: "advisory",
  remediation: "Give the resource or its component `protect: true`.",
  url: "https://www.pulumi.com/docs/iac/concepts/resources/options/protect/",
  types: [
    ...types.cluster,
    ...types.databaseInstance,
    ...types.key,
    ...types.keyCopy,
    ...types.secret,
    ...types.bucket,
  ],
  *resource({ opts }) {
    if (!opts.protect) {
      yield "the resource is not protected";
    }
  },
});
