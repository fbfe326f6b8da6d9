import { z } from "zod";
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
});
