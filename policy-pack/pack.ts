import { PolicyPack } from "@pulumi/policy";
import { policiesOf } from "./hygiene";
import { Session } from "./lib/session";
import { rules } from "./policies";

new PolicyPack("migration-landing-zone", {
  displayName: "AWS database migration",
  description:
    "Explicit egress, rotation, logging and everything else that a MySQL to Aurora migration with DMS needs.",
  provider: "AWS",
  tags: ["aws", "dms", "aurora", "migration"],
  policies: policiesOf(rules, new Session()),
});
