import { text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const snsNoHttpSubscription = defineRule({
  name: "sns-no-http-subscription",
  title: "Notifications are not sent over plain HTTP",
  description: "An SNS subscription must not use plain HTTP.",
  severity: "medium",
  level: "mandatory",
  controls: { prowler: ["sns_subscription_not_using_http_endpoints"] },
  remediation: "Use protocol https.",
  url: "https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html",
  types: types.topicSubscription,
  *resource({ props }) {
    if (text(props, "protocol") === "http") {
      yield "the subscription uses plain HTTP";
    }
  },
});
