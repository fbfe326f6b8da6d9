import { jsonObject } from "../../lib/json";
import { type Resource } from "../../lib/graph";
import { words } from "../../lib/options";
import { like } from "../../lib/option-forms";
import { keys } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isGiven } from "../../lib/unknowns";

export const requiredTags = defineRule({
  name: "required-tags",
  title: "Resources have the required tags",
  description:
    "A resource must have the required tags, from its own tags or its provider's default tags.",
  severity: "low",
  level: "mandatory",
  controls: { fsbp: ["SecretsManager.5", "DMS.2", "DMS.3", "DMS.4", "DMS.5"] },
  remediation: "Add the tags to the provider's defaultTags.",
  options: {
    keys: words(
      "Required keys, in any case.",
      ["Owner", "Environment", "CostCenter"],
      like("the key of a tag", /^(?=.*\p{L})[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u),
      { minItems: 1 },
    ),
  },
  types: types.taggable,
  *resource({ props, provider }, { keys: wanted }) {
    const all = isGiven(props, "tagsAll") ? keys(props, "tagsAll") : keys(props, "tags");
    const given = [...all, ...defaultTags(provider)].map((key) => key.toLowerCase());
    const missing = wanted.filter((key) => !given.includes(key.toLowerCase()));
    if (missing.length > 0) {
      yield `missing: ${missing.join(", ")}`;
    }
  },
});

/** Providers carry their settings as JSON texts. */
function defaultTags(provider: Resource["provider"]): readonly string[] {
  const settings = provider ? jsonObject(provider.props, "defaultTags") : undefined;
  return settings ? keys(settings, "tags") : [];
}
