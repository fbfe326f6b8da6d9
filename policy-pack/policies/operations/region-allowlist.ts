import { isLike } from "../../lib/names";
import { words } from "../../lib/options";
import { text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { show } from "../../lib/show";
import { types } from "../../lib/tokens";
import { isGiven } from "../../lib/unknowns";

export const regionAllowlist = defineRule({
  name: "region-allowlist",
  title: "Resources stay in their regions",
  description: "A resource's region, its provider's or its own, must be an accepted one.",
  severity: "medium",
  level: "mandatory",
  remediation: "Use an accepted region, or add it to `regions`.",
  url: "https://docs.aws.amazon.com/whitepapers/latest/aws-overview/global-infrastructure.html",
  options: { regions: words("Accepted regions, with `*`.", ["*"]) },
  types: types.taggable,
  *resource({ props, provider }, { regions }) {
    const holder = isGiven(props, "region") ? props : (provider?.props ?? {});
    const region = text(holder, "region");
    if (region !== undefined && !isLike(region, regions)) {
      yield `the region is ${show(holder, "region")}; ${regions.join(", ")} are accepted`;
    }
  },
});
