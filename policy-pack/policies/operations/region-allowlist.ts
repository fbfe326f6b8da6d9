import { isLike } from "../../lib/names";
import { words } from "../../lib/options";
import { like } from "../../lib/option-forms";
import { text, records } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { show } from "../../lib/show";
import { types } from "../../lib/tokens";
import { isGiven, forEach, independently, type Props } from "../../lib/unknowns";

export const regionAllowlist = defineRule({
  name: "region-allowlist",
  title: "Resources stay in their regions",
  description:
    "The region of a resource, of its provider and of its replicas must be an accepted one.",
  severity: "medium",
  level: "mandatory",
  remediation: "Use an accepted region, or add it to `regions`.",
  url: "https://docs.aws.amazon.com/whitepapers/latest/aws-overview/global-infrastructure.html",
  options: {
    regions: words(
      "Accepted regions, with `*` at the end. An empty list accepts all.",
      [],
      like("a region such as eu-central-1 or eu-*", /^[a-z]{2,}(-[a-z]+)*-(\*|[a-z]+-(\*|\d+))$/),
    ),
  },
  types: [...new Set(Object.values(types).flat())],
  resource: ({ props, provider }, { regions }) =>
    independently(
      () => judge(isGiven(props, "region") ? props : (provider?.props ?? {}), regions),
      () => forEach(records(props, "replicas"), (replica) => judge(replica, regions)),
    ),
});

function* judge(holder: Props, accepted: readonly string[]): Generator<string> {
  const region = text(holder, "region");
  if (region !== undefined && accepted.length > 0 && !isLike(region, accepted)) {
    yield `the region is ${show(holder, "region")}; ${accepted.join(", ")} are accepted`;
  }
}
