import { auroraProxyTls } from "../../policy-pack/policies/tls/aurora-proxy-tls";
import { auroraRequireTls } from "../../policy-pack/policies/tls/aurora-require-tls";
import { dmsEndpointSsl } from "../../policy-pack/policies/tls/dms-endpoint-ssl";
import { dmsOtherEngines } from "../../policy-pack/policies/tls/dms-other-engines";
import { describeRule } from "./support/describe-rule";
import { draft, ref, unknown } from "./support/plan";

const endpoint = (props: object) =>
  draft("dms.Endpoint", "source", { engineName: "mysql", certificateArn: unknown, ...props });

describeRule(dmsEndpointSsl, {
  compliant: {
    "a verified server": [endpoint({ sslMode: "verify-full" })],
    "a bucket": [draft("dms.Endpoint", "archive", { engineName: "s3" })],
  },
  violations: {
    "no TLS": [[endpoint({ sslMode: "none" })], /sslMode is "none"/],
    "nothing said": [[endpoint({})], /sslMode is nothing/],
    "a server that is not verified": [[endpoint({ sslMode: "require" })], /sslMode is "require"/],
    "no certificate": [
      [endpoint({ sslMode: "verify-ca", certificateArn: undefined })],
      /no certificateArn/,
    ],
  },
  unknown: { "an unknown engine": [endpoint({ sslMode: "verify-full", engineName: unknown })] },
});

const other = (engineName: string, props: object) =>
  draft("dms.Endpoint", "other", { engineName, ...props });
const authenticated = { authType: "password", authMechanism: "scram-sha-1" };

describeRule(dmsOtherEngines, {
  compliant: {
    MySQL: [endpoint({})],
    "a MongoDB user": [other("mongodb", { mongodbSettings: authenticated })],
    "Redis with TLS": [
      other("redis", { redisSettings: { sslSecurityProtocol: "ssl-encryption" } }),
    ],
  },
  violations: {
    "an anonymous MongoDB": [
      [other("mongodb", { mongodbSettings: { ...authenticated, authType: "no" } })],
      /does not authenticate/,
    ],
    "a MongoDB without a mechanism": [
      [other("mongodb", { mongodbSettings: { authType: "password" } })],
      /does not authenticate/,
    ],
    "Redis in clear": [
      [other("redis", { redisSettings: { sslSecurityProtocol: "plaintext" } })],
      /does not use TLS/,
    ],
  },
  unknown: { "unknown settings": [other("redis", { redisSettings: unknown })] },
});

const parameters = (values: Record<string, unknown>) =>
  draft("rds.ClusterParameterGroup", "parameters", {
    parameters: Object.entries(values).map(([name, value]) => ({ name, value })),
  });
const cluster = (props = {}) =>
  draft("rds.Cluster", "aurora", {
    engine: "aurora-mysql",
    dbClusterParameterGroupName: ref("parameters"),
    ...props,
  });

describeRule(auroraRequireTls, {
  compliant: {
    "required TLS": [parameters({ require_secure_transport: "ON" }), cluster()],
    "its versions": [
      parameters({ require_secure_transport: "1", tls_version: "TLSv1.2,TLSv1.3" }),
      cluster(),
    ],
    "another engine": [draft("rds.Cluster", "pg", { engine: "aurora-postgresql" })],
  },
  violations: {
    "AWS's default group": [
      [
        draft("rds.Cluster", "aurora", {
          engine: "aurora-mysql",
          dbClusterParameterGroupName: "default.aurora-mysql8.0",
        }),
      ],
      /not on/,
    ],
    "TLS that is left open": [[parameters({}), cluster()], /require_secure_transport is not on/],
    "TLS that is off": [
      [parameters({ require_secure_transport: "OFF" }), cluster()],
      /require_secure_transport is not on/,
    ],
    "old versions": [
      [parameters({ require_secure_transport: "ON", tls_version: "TLSv1.1,TLSv1.2" }), cluster()],
      /before TLS 1\.2/,
    ],
    "no group": [[draft("rds.Cluster", "aurora", { engine: "aurora-mysql" })], /not on/],
  },
  unknown: {
    "an unknown group": [
      draft("rds.Cluster", "a", { engine: "aurora-mysql", dbClusterParameterGroupName: unknown }),
    ],
  },
});

const proxy = (props: object) => draft("rds.Proxy", "proxy", props);

describeRule(auroraProxyTls, {
  compliant: { TLS: [proxy({ requireTls: true })] },
  violations: {
    "nothing said": [[proxy({})], /requireTls/],
    "no TLS": [[proxy({ requireTls: false })], /requireTls/],
  },
  unknown: { "an unknown switch": [proxy({ requireTls: unknown })] },
});
