import type { Path } from "../faults";
import type { Check } from "./draft";

/** RDS and DMS tell topics of their own account and region only. */
export const alarmTopic: Check = ({ settings, region, faults }) => {
  const path: Path = ["observability", "alarmTopicArn"];
  const arn = settings.observability?.alarmTopicArn;
  if (arn === undefined) return;
  const [, , , topicRegion, topicAccount] = arn.split(":");
  if (region !== undefined && topicRegion !== region) {
    faults.add(
      path,
      `${faults.show(path, arn)} is a topic of another region; RDS and DMS need one of ${region}`,
    );
  }
  const { accountId } = settings;
  if (accountId !== undefined && topicAccount !== accountId) {
    const account = faults.show(["accountId"], accountId);
    faults.add(
      path,
      `${faults.show(path, arn)} is a topic of another account; RDS and DMS need one of accountId ${account}`,
    );
  }
};
