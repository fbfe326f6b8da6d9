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

/** Connection attributes that are secrets: the wallet's password of Oracle has a name of its own. */
const secretAttribute = /password|passwd|\bpwd\b|securityDbEncryption\s*$/i;

export const dmsEndpointUsesSecret = defineRule({
  name: "dms-endpoint-uses-secret",
  title: "DMS reads its credentials from Secrets Manager",
  description: "A DMS endpoint must take its credentials from a secret, not from plain properties.",
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
        if (isGiven(props, "password")) {
          yield "password is given as a plain property";
        }
      },
      function* () {
        // A login by IAM has a user, and neither a password nor a secret.
        if (isGiven(props, "username") && !usesIam(props)) {
          yield "username is given as a plain property";
        }
      },
      function* () {
        const attributes = (text(props, "extraConnectionAttributes") ?? "").split(";");
        if (attributes.some((attribute) => secretAttribute.test(attribute.split("=")[0] ?? ""))) {
          yield "extraConnectionAttributes hold a password";
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

/** Passwords of engines that DMS takes from no secret, and what their connection must be then. */
const withoutSecret = [
  {
    key: "kafkaSettings",
    protocol: "securityProtocol",
    encrypted: ["sasl-ssl", "ssl-authentication"],
  },
  { key: "redisSettings", protocol: "sslSecurityProtocol", encrypted: ["ssl-encryption"] },
];

/** Settings of single engines have passwords of their own: Kafka's SASL, Redis' token. */
function passwordsInSettings(props: Props): Generator<string> {
  const settings = Object.keys(props).filter((key) => key.endsWith("Settings"));
  return forEach(settings, function* (key) {
    const holder = withoutSecret.find((item) => item.key === key);
    const protocol = holder && text(record(props, key), holder.protocol);
    if (holder?.encrypted.includes(protocol ?? "") === true) {
      return;
    }
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
