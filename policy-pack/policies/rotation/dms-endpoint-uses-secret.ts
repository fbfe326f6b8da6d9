import { keys, record, text } from "../../lib/props";
import { defineRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { forEach, independently, isGiven, type Props } from "../../lib/unknowns";

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
      () => passwordsInSettings(props),
      function* () {
        const missing = ["secretsManagerArn", "secretsManagerAccessRoleArn"].filter(
          (key) => !isGiven(props, key),
        );
        const needsPassword = withPassword.includes(text(props, "engineName") ?? "");
        if (missing.length > 0 && needsPassword && !usesIam(props)) {
          yield `${missing.join(" and ")} not given`;
        }
      },
    ),
});

/** Settings of single engines have passwords of their own: Kafka's SASL, Redis' token. */
function passwordsInSettings(props: Props): Generator<string> {
  const settings = Object.keys(props).filter((key) => key.endsWith("Settings"));
  return forEach(settings, function* (key) {
    for (const name of keys(props, key).filter((item) => /password/i.test(item))) {
      yield `${key}.${name} is given as a plain property`;
    }
  });
}

/** Whether the user logs in by IAM, without a password. */
function usesIam(props: Props): boolean {
  return ["mysqlSettings", "postgresSettings"].some(
    (key) => text(record(props, key), "authenticationMethod") === "iam",
  );
}
