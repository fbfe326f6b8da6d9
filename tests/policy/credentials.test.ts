import { auroraManagedPassword } from "../../policy-pack/policies/rotation/aurora-managed-password";
import { dmsEndpointUsesSecret } from "../../policy-pack/policies/rotation/dms-endpoint-uses-secret";
import { dmsSecretIsRotated } from "../../policy-pack/policies/rotation/dms-secret-is-rotated";
import { noStaticIamKeys } from "../../policy-pack/policies/rotation/no-static-iam-keys";
import { secretCmk } from "../../policy-pack/policies/rotation/secret-cmk";
import { secretPolicyNotPublic } from "../../policy-pack/policies/rotation/secret-policy-not-public";
import { secretRecoveryWindow } from "../../policy-pack/policies/rotation/secret-recovery-window";
import { vpnPskNotLiteral } from "../../policy-pack/policies/rotation/vpn-psk-not-literal";
import { describeRule } from "./support/describe-rule";
import { draft, ref, unknown } from "./support/plan";
import { rotation, secret, version } from "./support/secrets";

const cluster = (props: object) =>
  draft("rds.Cluster", "aurora", { engine: "aurora-mysql", ...props });

describeRule(auroraManagedPassword, {
  compliant: {
    "a managed administrator": [cluster({ manageMasterUserPassword: true })],
    "a restored snapshot": [cluster({ snapshotIdentifier: "before" })],
    "a rotated secret's value": [
      secret(),
      version,
      rotation(),
      cluster({ masterPassword: ref("value") }),
    ],
  },
  violations: {
    "a literal password": [[cluster({ masterPassword: "marker" })], /masterPassword is given/],
    "a write-only password": [
      [cluster({ masterPasswordWo: "marker" })],
      /masterPasswordWo is given/,
    ],
    "a secret without rotation": [
      [secret(), version, cluster({ masterPassword: ref("value") })],
      /no secret with a rotation/,
    ],
    "no password at all": [[cluster({})], /neither/],
  },
  unknown: { "whether it is managed": [cluster({ manageMasterUserPassword: unknown })] },
});

describeRule(secretCmk, {
  compliant: {
    "a key": [secret({ kmsKeyId: "alias/db" })],
    "an unknown key": [secret({ kmsKeyId: unknown })],
  },
  violations: {
    "no key": [[secret()], /no kmsKeyId/],
    "a key of null": [[secret({ kmsKeyId: null })], /no kmsKeyId/],
  },
});

describeRule(secretRecoveryWindow, {
  compliant: { "AWS's default": [secret()], "a week": [secret({ recoveryWindowInDays: 7 })] },
  violations: { "none at all": [[secret({ recoveryWindowInDays: 0 })], /gone after 0 days/] },
  unknown: { "an unknown window": [secret({ recoveryWindowInDays: unknown })] },
});

const secretPolicy = (policy: unknown) =>
  draft("secretsmanager.SecretPolicy", "policy", { policy });
const statement = (more: object) =>
  JSON.stringify({
    Statement: {
      Effect: "Allow",
      Principal: "*",
      Action: "secretsmanager:GetSecretValue",
      ...more,
    },
  });

describeRule(secretPolicyNotPublic, {
  compliant: {
    "a secret without a policy": [secret()],
    "one principal": [
      secretPolicy(statement({ Principal: { AWS: "arn:aws:iam::123456789012:root" } })),
    ],
    "a denial to everybody": [secretPolicy(statement({ Effect: "Deny" }))],
    "everybody of one organization": [
      secretPolicy(
        statement({ Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }),
      ),
    ],
  },
  violations: {
    everybody: [[secretPolicy(statement({}))], /to everybody/],
    "every AWS account": [[secretPolicy(statement({ Principal: { AWS: ["*"] } }))], /to everybody/],
    "everybody but one": [
      [secretPolicy(statement({ Principal: undefined, NotPrincipal: { AWS: "1" } }))],
      /to everybody/,
    ],
    "a condition that narrows nothing": [
      [secretPolicy(statement({ Condition: { StringLike: { "aws:PrincipalArn": "*" } } }))],
      /to everybody/,
    ],
    "a policy on the secret itself": [[secret({ policy: statement({}) })], /to everybody/],
    "text that is no policy": [[secretPolicy("[]")], /not an IAM policy document/],
  },
  unknown: {
    "an unknown policy": [secretPolicy(unknown)],
    "a policy with an unknown part": [
      secretPolicy(`{"Statement":{"Effect":"Allow","Principal":{"AWS":"${unknown}"}}}`),
    ],
  },
});

const endpoint = (props: object) =>
  draft("dms.Endpoint", "source", { engineName: "mysql", ...props });
const fromSecret = { secretsManagerArn: unknown, secretsManagerAccessRoleArn: unknown };

describeRule(dmsEndpointUsesSecret, {
  compliant: {
    "a user that logs in by IAM": [
      draft("dms.Endpoint", "target", {
        engineName: "mysql",
        mysqlSettings: { authenticationMethod: "iam", serviceAccessRoleArn: unknown },
      }),
    ],
    "a secret": [endpoint(fromSecret)],
    "an engine without a password": [draft("dms.Endpoint", "archive", { engineName: "s3" })],
  },
  violations: {
    "a password in the engine's settings": [
      [
        draft("dms.Endpoint", "events", {
          engineName: "kafka",
          kafkaSettings: { saslUsername: "dms", saslPassword: "marker" },
        }),
      ],
      /kafkaSettings\.saslPassword is given/,
    ],
    "a user with a password beside other settings": [
      [endpoint({ mysqlSettings: { authenticationMethod: "password" } })],
      /secretsManagerArn/,
    ],
    "a password": [[endpoint({ ...fromSecret, password: "marker" })], /password is given/],
    "a password for an unknown engine": [
      [endpoint({ engineName: unknown, password: unknown })],
      /password/,
    ],
    "a user name": [[endpoint({ ...fromSecret, username: "dms" })], /username is given/],
    "no secret": [[endpoint({})], /secretsManagerArn and secretsManagerAccessRoleArn not given/],
    "no role": [
      [endpoint({ secretsManagerArn: unknown })],
      /^[^]*secretsManagerAccessRoleArn not given/,
    ],
  },
  unknown: { "an unknown engine without a secret": [endpoint({ engineName: unknown })] },
});

describeRule(dmsSecretIsRotated, {
  compliant: {
    "a rotated secret": [secret(), rotation(), endpoint({ secretsManagerArn: ref("db") })],
    "a rotated secret through its version": [
      secret(),
      version,
      rotation(),
      endpoint({ secretsManagerArn: ref("value") }),
    ],
    "an endpoint without a secret": [endpoint({})],
  },
  violations: {
    "a secret without rotation": [
      [secret(), endpoint({ secretsManagerArn: ref("db") })],
      /secret db has no rotation/,
    ],
  },
  unknown: { "a secret of another stack": [endpoint({ secretsManagerArn: "arn:aws:other" })] },
});

const vpn = (props: object) => draft("ec2.VpnConnection", "vpn", props);

describeRule(vpnPskNotLiteral, {
  compliant: {
    "keys made by AWS": [vpn({})],
    "keys in Secrets Manager": [
      vpn({ tunnel1PresharedKey: "marker", presharedKeyStorage: "SecretsManager" }),
    ],
  },
  violations: {
    "a literal key": [[vpn({ tunnel1PresharedKey: "marker" })], /tunnel1PresharedKey given/],
    "a generated key that passes through the state": [
      [vpn({ tunnel2PresharedKey: unknown })],
      /tunnel2PresharedKey given/,
    ],
  },
  unknown: {
    "where it is kept": [vpn({ tunnel1PresharedKey: unknown, presharedKeyStorage: unknown })],
  },
});

describeRule(noStaticIamKeys, {
  compliant: { "a role": [draft("iam.Role", "role")] },
  violations: {
    "an access key": [[draft("iam.AccessKey", "key")], /access key/],
    "a user": [[draft("iam.User", "dms")], /IAM user/],
  },
});
