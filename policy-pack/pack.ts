import { PolicyPack } from "@pulumi/policy";
import { dispatch } from "./lib/dispatch";
import { toPolicy } from "./lib/policy";
import {
  answerForOthers,
  skipRemediations,
  takeInputs,
  watchConfiguration,
  watchStack,
} from "./lib/wire";
import { rules } from "./policies";

const policies = rules.map((rule) => ({ policy: toPolicy(rule), types: rule.types }));

watchConfiguration();
skipRemediations();
takeInputs();
answerForOthers(policies);
watchStack();

new PolicyPack("migration-landing-zone", {
  displayName: "AWS database migration",
  description:
    "Explicit egress, rotation, logging and everything else that a MySQL to Aurora migration with DMS needs.",
  provider: "AWS",
  tags: ["aws", "dms", "aurora", "migration"],
  policies: dispatch(policies),
});
