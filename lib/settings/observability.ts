import { z } from "zod";
import { wholeNumber } from "./kinds";
import { setting } from "./setting";

/** The schema of `observability`. */
export const observabilitySettings = z.strictObject({
  alertEmails: setting(
    z.array(
      setting(z.email(), "An e-mail address.", "an e-mail address, for example dba@corp.example"),
    ),
    "Recipients of alarms and events. Each has to confirm a message from AWS.",
    "a list of e-mail addresses, for example [dba@corp.example]",
  ).default([]),
  alarmTopicArn: setting(
    z.string().regex(/^arn:aws(?:-cn|-us-gov)?:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/),
    "An existing SNS topic for alarms and events in the stack's account and region. `docs/observability.md` shows the policy it needs. Default: the stack creates one.",
    "the ARN of a standard SNS topic, for example arn:aws:sns:us-east-1:111122223333:operations",
  ).optional(),
  monthlyBudgetUsd: wholeNumber(
    1,
    1_000_000,
    "Monthly budget of the environment in US dollars. The topic is notified at 80 and 100 %, and when the forecast exceeds 100 %. Activate the tag `Environment` as a cost allocation tag. Default: no budget.",
  ).optional(),
});

/** Settings of notifications and of the budget. */
export type ObservabilitySettings = z.output<typeof observabilitySettings>;
