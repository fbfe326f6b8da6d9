import { add, all, at, each, type Document, type Mutate, type Mutations } from "../support/mutate";
import { policy } from "./documents";

const certificate = at("acm.Certificate", "edge");
const plainListener = at("lb.Listener", "edge-load-balancer-http");
const listener = at("lb.Listener", "edge-load-balancer-https");
const targets = at("lb.TargetGroup", "edge-load-balancer");
const cluster = at("rds.Cluster", "database");
const parameters = at("rds.ClusterParameterGroup", "database");
const source = at("dms.Endpoint", "dms-source-erp");
const bucketPolicy = at("s3.BucketPolicy", "edge-logs");
const bucket = at("s3.Bucket", "edge-logs");
const vpn = at("ec2.VpnConnection", "network-vpn");
const aliases = ["alb", "elasticloadbalancingv2", "applicationloadbalancing"];

interface Parameter {
  readonly name: string;
  readonly value: string;
}
const parameter = (name: string, value: string) =>
  parameters.edit<Parameter[]>("parameters", (list) =>
    list.map((item) => (item.name === name ? { ...item, value } : item)),
  );

const forward = { type: "forward", targetGroupArn: "arn:aws:elasticloadbalancing:::targets" };
const redirect = (protocol: string) => ({
  type: "redirect",
  redirect: { protocol, port: "80", statusCode: "HTTP_301" },
});

/** The statement of the bucket's policy that refuses plain HTTP, in another form. */
const weakerDenial = (changes: Document): Mutate =>
  bucketPolicy.json<{ Statement: Document[] }>("policy", ({ Statement }) => ({
    Statement: Statement.map((item) =>
      item["Effect"] === "Deny" ? { ...item, ...changes } : item,
    ),
  }));

const weakProposals: readonly (readonly [string, readonly (string | number)[] | undefined])[] = [
  ["IkeVersions", ["ikev1", "ikev2"]],
  ["IkeVersions", undefined],
  ["Phase1EncryptionAlgorithms", ["AES128", "AES256"]],
  ["Phase1EncryptionAlgorithms", undefined],
  ["Phase2EncryptionAlgorithms", ["AES256", "AES128-GCM-16"]],
  ["Phase2EncryptionAlgorithms", []],
  ["Phase1IntegrityAlgorithms", ["SHA1"]],
  ["Phase2IntegrityAlgorithms", ["SHA2-256", "SHA1"]],
  ["Phase1DhGroupNumbers", [2, 14]],
  ["Phase2DhGroupNumbers", [5]],
  ["Phase2DhGroupNumbers", undefined],
];

export const tlsRules: Mutations = {
  "acm-dns-validated": {
    "validation by mail": certificate.set({ validationMethod: "EMAIL" }),
    "no validation": certificate.remove("validationMethod"),
  },
  "acm-strong-key": {
    "a short key": certificate.set({ keyAlgorithm: "RSA_1024" }),
    "an imported key": certificate.set({ privateKey: "not-a-real-key" }),
    "a write-only imported key": certificate.set({ privateKeyWo: "not-a-real-key" }),
  },
  "alb-https-only": {
    "a listener of HTTP": listener.set({ protocol: "HTTP" }),
    "a listener of TCP": listener.set({ protocol: "TCP" }),
    "a listener without a protocol, which is HTTP": listener.remove("protocol"),
    "a forward instead of the redirect": plainListener.set({ defaultActions: [forward] }),
    "a forward after the redirect": plainListener.set({
      defaultActions: [redirect("HTTPS"), forward],
    }),
    "a redirect to HTTP": plainListener.set({ defaultActions: [redirect("HTTP")] }),
    "a redirect to the same protocol": plainListener.set({
      defaultActions: [redirect("#{protocol}")],
    }),
    "no action": plainListener.set({ defaultActions: [] }),
    "a rule that forwards plain HTTP": add("lb.ListenerRule", "added", {
      listenerArn: plainListener,
      priority: 1,
      actions: [forward],
      conditions: [{ pathPattern: { values: ["/login"] } }],
    }),
    ...each(
      aliases,
      (alias) => `a listener of type ${alias}`,
      (alias) =>
        all(
          plainListener.set({ defaultActions: [forward] }),
          plainListener.become(`${alias}.Listener`),
        ),
    ),
  },
  "alb-target-tls": {
    "plain targets": targets.set({ protocol: "HTTP" }),
    "plain health checks": targets.set({ healthCheck: { protocol: "HTTP", path: "/health" } }),
    "no protocol of health checks": targets.set({ healthCheck: { path: "/health" } }),
    "plain targets of the older type": all(
      targets.set({ protocol: "HTTP" }),
      targets.become("alb.TargetGroup"),
    ),
  },
  "alb-tls-policy": {
    ...each(
      ["ELBSecurityPolicy-2016-08", "ELBSecurityPolicy-TLS-1-0-2015-04", "TLS13-1-3-2021-06"],
      (sslPolicy) => sslPolicy,
      (sslPolicy) => listener.set({ sslPolicy }),
    ),
    "no policy, which is the oldest": listener.remove("sslPolicy"),
    ...each(
      aliases,
      (alias) => `no policy of type ${alias}`,
      (alias) => all(listener.remove("sslPolicy"), listener.become(`${alias}.Listener`)),
    ),
  },
  "aurora-proxy-tls": {
    "a proxy that says nothing": add("rds.Proxy", "added", { engineFamily: "MYSQL" }),
    "a proxy that accepts plain connections": add("rds.Proxy", "added", { requireTls: false }),
  },
  "aurora-require-tls": {
    ...each(
      ["OFF", "0", ""],
      (value) => `require_secure_transport "${value}"`,
      (value) => parameter("require_secure_transport", value),
    ),
    "no require_secure_transport": parameters.edit<Parameter[]>(
      "parameters",
      ([, ...rest]) => rest,
    ),
    "TLS 1.1": parameter("tls_version", "TLSv1.1,TLSv1.2"),
    "TLS 1.0 at last": parameter("tls_version", "TLSv1.3, TLSv1"),
    "the default parameters": cluster.remove("dbClusterParameterGroupName"),
  },
  "dms-endpoint-ssl": {
    ...each(
      ["none", "require"],
      (sslMode) => `sslMode ${sslMode}`,
      (sslMode) => source.set({ sslMode }),
    ),
    "no sslMode": source.remove("sslMode"),
    "no certificate": source.remove("certificateArn"),
  },
  "dms-other-engines": {
    "MongoDB without authentication": add("dms.Endpoint", "added", {
      engineName: "mongodb",
      mongodbSettings: { authType: "no" },
    }),
    "MongoDB with nothing said": add("dms.Endpoint", "added", { engineName: "mongodb" }),
    "Redis without TLS": add("dms.Endpoint", "added", {
      engineName: "redis",
      redisSettings: { sslSecurityProtocol: "plaintext" },
    }),
  },
  "lambda-url-auth": {
    "a URL for everybody": add("lambda.FunctionUrl", "added", { authorizationType: "NONE" }),
    "a URL that says nothing": add("lambda.FunctionUrl", "added"),
  },
  "s3-tls-only": {
    "no policy": bucketPolicy.drop(),
    "an allowance": weakerDenial({ Effect: "Allow" }),
    "a denial for one role": weakerDenial({
      Principal: { AWS: "arn:aws:iam::444455556666:role/app" },
    }),
    "a denial of writing": weakerDenial({ Action: "s3:PutObject" }),
    "a denial of reading": weakerDenial({ Action: ["s3:GetObject"] }),
    "a denial on the bucket but not its objects": weakerDenial({
      Resource: "arn:aws:s3:::migration-alb-logs-444455556666-us-east-1-prod",
    }),
    "a denial on some objects": weakerDenial({ Resource: ["arn:aws:s3:::migration/private/*"] }),
    "a denial of TLS": weakerDenial({ Condition: { Bool: { "aws:SecureTransport": "true" } } }),
    "a denial without TLS and elsewhere": weakerDenial({
      Condition: {
        Bool: { "aws:SecureTransport": "false" },
        StringNotEquals: { "aws:SourceVpce": "vpce-1" },
      },
    }),
    "a second policy": add("s3.BucketPolicy", "added", { bucket, policy: policy() }),
    "no policy on a bucket of the older type": all(
      bucketPolicy.drop(),
      bucket.become("s3.BucketV2"),
    ),
  },
  "vpn-crypto": Object.assign(
    {},
    ...[1, 2].map((tunnel) =>
      each(
        weakProposals,
        ([suffix, value]) =>
          `tunnel ${tunnel} with ${suffix} ${JSON.stringify(value ?? "not given")}`,
        ([suffix, value]) => vpn.set({ [`tunnel${tunnel}${suffix}`]: value }),
      ),
    ),
  ) as Record<string, Mutate>,
};
