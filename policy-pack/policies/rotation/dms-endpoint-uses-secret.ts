import { text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { independently, isGiven } from "../../lib/unknowns";

/** Engines that DMS reaches with a user and a password. */
const withPassword = [
  "aurora",
  "aurora-postgresql",
  "aurora-serverless",
  "aurora-postgresql-serverless",
  "db2",
  "docdb",
  "mariadb",
  "mongodb",
  "mysql",
  "oracle",
  "postgres",
  "redshift",
  "sqlserver",
  "sybase",
];

export const dmsEndpointUsesSecret = defineRule({
  name: "dms-endpoint-uses-secret",
  title: "DMS reads its credentials from Secrets Manager",
  description: "A DMS endpoint must take its credentials from a secret, never as plain properties.",
  severity: "critical",
  level: "mandatory",
  waivable: false,
  remediation:
    "Set secretsManagerArn and secretsManagerAccessRoleArn; remove username and password.",
  url: "https://docs.aws.amazon.com/dms/latest/userguide/security_iam_secretsmanager.html",
  types: types.dmsEndpoint,
  resource: ({ props }) =>
    independently(
      function* () {
        for (const key of ["password", "username"].filter((name) => isGiven(props, name))) {
          yield `${key} is given as a plain property`;
        }
      },
      function* () {
        const missing = ["secretsManagerArn", "secretsManagerAccessRoleArn"].filter(
          (key) => !isGiven(props, key),
        );
        if (missing.length > 0 && withPassword.includes(text(props, "engineName") ?? "")) {
          yield `${missing.join(" and ")} not given`;
        }
      },
    ),
});
