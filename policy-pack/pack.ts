import { type ResourceValidationPolicy, PolicyPack } from "@pulumi/policy";
import { toPolicy } from "./lib/policy";
import { skipRemediations, takeInputs, watchConfiguration, watchStack } from "./lib/wire";
import { rules } from "./policies";

watchConfiguration();
skipRemediations();
takeInputs();
watchStack();

new PolicyPack("migration-landing-zone", {
  displayName: "AWS database migration",
  description:
    "Explicit egress, rotation, logging and everything else that a MySQL to Aurora migration with DMS needs.",
  provider: "AWS",
  tags: ["aws", "dms", "aurora", "migration"],
  policies: rules.map((rule) => toPolicy(rule) as ResourceValidationPolicy),
});
