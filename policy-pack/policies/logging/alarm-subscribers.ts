import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";

export const alarmSubscribers = defineRule({
  name: "alarm-subscribers",
  title: "Topics of alarms have subscribers",
  description: "A topic that alarms notify must have a subscription.",
  severity: "medium",
  level: "advisory",
  remediation: "Add an aws.sns.TopicSubscription to the topic. The recipient must confirm it.",
  url: "https://docs.aws.amazon.com/sns/latest/dg/sns-create-subscribe-endpoint-to-topic.html",
  types: types.topic,
  *companions(topic, graph) {
    const alarms = [...types.alarm, ...types.compositeAlarm];
    const isNotified = graph.companions(topic, "alarmActions", alarms).length > 0;
    if (isNotified && graph.companions(topic, "topic", types.topicSubscription).length === 0) {
      yield "alarms notify the topic, and nobody is subscribed to it";
    }
  },
});
