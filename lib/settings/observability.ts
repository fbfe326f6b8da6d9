import { z } from "zod";
import { wholeNumber } from "./kinds";
import { setting } from "./setting";

/** The schema of `observability`. */
export const observabilitySettings = z.strictObject({
  alertEmails: setting(
    z.array(
      setting(z.email(), "An e-mail address.", "an e-mail address, for example dba@corp.example"),
    ),
    "Who is told of alarms and events. Each address has to confirm a message from AWS.",
    "a list of e-mail addresses, for example [dba@corp.example]",
  ).default([]),
  alarmTopicArn: setting(
    z.string().regex(/^arn:aws(?:-cn|-us-gov)?:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/),
    "An SNS topic that exists already, for alarms and events, in the stack's account and region. `docs/observability.md` says what its policy must allow. Default: the stack makes one.",
    "the ARN of a standard SNS topic, for example arn:aws:sns:us-east-1:111122223333:operations",
  ).optional(),
  monthlyBudgetUsd: wholeNumber(
    1,
    1_000_000,
    "US dollars that the environment may cost in a month. The topic is told at 80 and 100 %, and when the forecast passes 100 %. The tag `Environment` must be activated as cost allocation tag. Default: no budget.",
  ).optional(),
});

/** Who is notified, and the budget. */
export type ObservabilitySettings = z.output<typeof observabilitySettings>;
