import { isLike } from "../../lib/names";
import { words } from "../../lib/options";
import { like } from "../../lib/option-forms";
import { text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven } from "../../lib/unknowns";

/** The rules of DMS: a letter first, then letters, digits and single hyphens, 63 in all at most. */
const identifier = /^[a-z](?!.*--)[a-z0-9-]{0,61}[a-z0-9]$/i;
const identifiers = ["replicationInstanceId", "endpointId", "replicationTaskId"];

export const naming = defineRule({
  name: "naming",
  title: "Names are valid for DMS",
  description: "A DMS identifier must be valid for DMS and match the agreed pattern.",
  severity: "low",
  level: "advisory",
  remediation: "Use letters, digits and single hyphens, at most 63 characters.",
  url: "https://docs.aws.amazon.com/dms/latest/APIReference/API_CreateReplicationInstance.html",
  options: {
    patterns: words(
      "Accepted names, with `*`. An empty list accepts all.",
      [],
      like(
        "a name with two letters or digits at least",
        /^[a-z0-9*-]*[a-z0-9][a-z0-9*-]*[a-z0-9][a-z0-9*-]*$/i,
      ),
    ),
  },
  types: [...types.dmsInstance, ...types.dmsEndpoint, ...types.dmsTask],
  *resource({ props }, { patterns }) {
    const key = identifiers.find((name) => isGiven(props, name));
    const name = key === undefined ? undefined : text(props, key);
    if (name !== undefined && !identifier.test(name)) {
      yield `DMS refuses the ${key ?? ""}`;
    } else if (name !== undefined && patterns.length > 0 && !isLike(name, patterns)) {
      yield `the ${key ?? ""} is not like ${patterns.join(", ")}`;
    }
  },
});
