import { Config } from "@pulumi/pulumi/config";
import { PolicyPack } from "@pulumi/policy";
import { policiesOf } from "./hygiene";
import { name, title } from "./lib/identity";
import { ownRules } from "./lib/own-rules";
import { Session } from "./lib/session";
import { rules } from "./policies";

/** Folders of a team's own rules: `migration-landing-zone-policies:rules` of the stack. */
const places = new Config("migration-landing-zone-policies").getObject<unknown>("rules");

new PolicyPack(name, {
  displayName: title,
  description:
    "Explicit egress, rotation, logging and everything else that a MySQL to Aurora migration with DMS needs.",
  provider: "AWS",
  tags: ["aws", "dms", "aurora", "migration"],
  policies: policiesOf([...rules, ...ownRules(places ?? [], __dirname, rules)], new Session()),
});
