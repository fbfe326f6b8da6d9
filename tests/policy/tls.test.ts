import { acmDnsValidated } from "../../policy-pack/policies/tls/acm-dns-validated";
import { acmStrongKey } from "../../policy-pack/policies/tls/acm-strong-key";
import { albHttpsOnly } from "../../policy-pack/policies/tls/alb-https-only";
import { albTargetTls } from "../../policy-pack/policies/tls/alb-target-tls";
import { albTlsPolicy } from "../../policy-pack/policies/tls/alb-tls-policy";
import { lambdaUrlAuth } from "../../policy-pack/policies/tls/lambda-url-auth";
import { s3TlsOnly } from "../../policy-pack/policies/tls/s3-tls-only";
import { vpnCrypto } from "../../policy-pack/policies/tls/vpn-crypto";
import { describeRule } from "./support/describe-rule";
import { draft, ref, unknown } from "./support/plan";

const listener = (props: object) => draft("lb.Listener", "web", props);
const redirect = { type: "redirect", redirect: { protocol: "HTTPS", statusCode: "HTTP_301" } };

describeRule(albHttpsOnly, {
  compliant: {
    HTTPS: [listener({ protocol: "HTTPS" })],
    "a redirect": [listener({ protocol: "HTTP", defaultActions: [redirect] })],
    "a gateway load balancer": [listener({})],
  },
  violations: {
    "plain HTTP": [
      [listener({ protocol: "HTTP", defaultActions: [{ type: "forward" }] })],
      /does not redirect/,
    ],
    "HTTP without actions": [
      [listener({ protocol: "HTTP", defaultActions: [] })],
      /does not redirect/,
    ],
    "a redirect to HTTP": [
      [
        listener({
          protocol: "HTTP",
          defaultActions: [{ ...redirect, redirect: { protocol: "HTTP" } }],
        }),
      ],
      /does not redirect/,
    ],
    "plain TCP": [[listener({ protocol: "TCP" })], /uses "TCP"/],
    "the older type": [[draft("alb.Listener", "web", { protocol: "HTTP" })], /does not redirect/],
  },
  unknown: { "an unknown protocol": [listener({ protocol: unknown })] },
});

describeRule(albTlsPolicy, {
  compliant: {
    "a recommended policy": [
      listener({ protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09" }),
    ],
    HTTP: [listener({ protocol: "HTTP" })],
  },
  violations: {
    "AWS's default": [[listener({ protocol: "HTTPS" })], /sslPolicy is nothing/],
    "an old policy": [
      [listener({ protocol: "TLS", sslPolicy: "ELBSecurityPolicy-2016-08" })],
      /2016-08", which is not/,
    ],
  },
  unknown: { "an unknown policy": [listener({ protocol: "HTTPS", sslPolicy: unknown })] },
});

const targets = (props: object) => draft("lb.TargetGroup", "app", props);

describeRule(albTargetTls, {
  compliant: {
    HTTPS: [targets({ protocol: "HTTPS", healthCheck: { protocol: "HTTPS" } })],
    "a function": [targets({ targetType: "lambda" })],
  },
  violations: {
    HTTP: [[targets({ protocol: "HTTP", healthCheck: { protocol: "HTTPS" } })], /over "HTTP"/],
    "a probe in clear": [[targets({ protocol: "HTTPS" })], /health check/],
    "a probe in clear of unknown targets": [
      [targets({ protocol: unknown, healthCheck: { protocol: "HTTP" } })],
      /health check/,
    ],
  },
  unknown: {
    "an unknown protocol": [targets({ protocol: unknown, healthCheck: { protocol: "HTTPS" } })],
  },
});

const certificate = (props: object) => draft("acm.Certificate", "web", props);

describeRule(acmStrongKey, {
  compliant: {
    "ACM's default": [certificate({})],
    "a curve": [certificate({ keyAlgorithm: "EC_prime256v1" })],
  },
  violations: {
    "a short key": [[certificate({ keyAlgorithm: "RSA_1024" })], /RSA_1024/],
    "an imported key": [[certificate({ privateKey: "marker" })], /imported/],
    "an imported unknown key": [
      [certificate({ privateKey: unknown, keyAlgorithm: unknown })],
      /imported/,
    ],
  },
  unknown: { "an unknown algorithm": [certificate({ keyAlgorithm: unknown })] },
});

describeRule(acmDnsValidated, {
  compliant: {
    DNS: [certificate({ validationMethod: "DNS" })],
    "a private authority": [certificate({ certificateAuthorityArn: unknown })],
  },
  violations: {
    "e-mail": [[certificate({ validationMethod: "EMAIL" })], /"EMAIL"/],
    "nothing said": [[certificate({})], /nothing/],
  },
  unknown: { "an unknown method": [certificate({ validationMethod: unknown })] },
});

const bucket = (props = {}) => draft("s3.Bucket", "data", props);
const bucketPolicy = (policy: unknown, name = "policy") =>
  draft("s3.BucketPolicy", name, { bucket: ref("data"), policy });
const tlsOnly = (more = {}) =>
  JSON.stringify({
    Statement: {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: ["arn:aws:s3:::data", "arn:aws:s3:::data/*"],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
      ...more,
    },
  });

describeRule(s3TlsOnly, {
  compliant: {
    "a denial with names in another case": [
      bucket(),
      bucketPolicy(tlsOnly({ Condition: { bool: { "aws:secureTransport": ["false"] } } })),
    ],
    "a denial": [bucket(), bucketPolicy(tlsOnly())],
    "a denial on the bucket itself": [bucket({ policy: tlsOnly() })],
  },
  violations: {
    "no policy": [[bucket()], /no policy that denies/],
    "an allowance": [
      [bucket(), bucketPolicy(tlsOnly({ Effect: "Allow" }))],
      /no policy that denies/,
    ],
    "a denial of writing only": [
      [bucket(), bucketPolicy(tlsOnly({ Action: "s3:PutObject" }))],
      /no policy that denies/,
    ],
    "a denial to one principal": [
      [bucket(), bucketPolicy(tlsOnly({ Principal: { AWS: "123456789012" } }))],
      /no policy that denies/,
    ],
    "two policies": [
      [bucket(), bucketPolicy(tlsOnly()), bucketPolicy(tlsOnly(), "second")],
      /several policies/,
    ],
    "text that is no policy": [[bucket(), bucketPolicy("no")], /no policy that denies/],
  },
  unknown: { "an unknown policy": [bucket(), bucketPolicy(unknown)] },
});

const proposals = (tunnel: number) => ({
  [`tunnel${tunnel}IkeVersions`]: ["ikev2"],
  [`tunnel${tunnel}Phase1EncryptionAlgorithms`]: ["AES256-GCM-16"],
  [`tunnel${tunnel}Phase2EncryptionAlgorithms`]: ["AES256"],
  [`tunnel${tunnel}Phase1IntegrityAlgorithms`]: ["SHA2-256"],
  [`tunnel${tunnel}Phase2IntegrityAlgorithms`]: ["SHA2-512"],
  [`tunnel${tunnel}Phase1DhGroupNumbers`]: [20],
  [`tunnel${tunnel}Phase2DhGroupNumbers`]: [14, 21],
});
const vpn = (props = {}) =>
  draft("ec2.VpnConnection", "vpn", { ...proposals(1), ...proposals(2), ...props });

describeRule(vpnCrypto, {
  compliant: { "strong proposals": [vpn()] },
  violations: {
    "AWS's defaults": [
      [draft("ec2.VpnConnection", "vpn")],
      /tunnel1IkeVersions is not set[^]*tunnel2Phase2Dh/,
    ],
    IKEv1: [
      [vpn({ tunnel1IkeVersions: ["ikev1", "ikev2"] })],
      /tunnel1IkeVersions has more than ikev2/,
    ],
    "SHA-1": [[vpn({ tunnel2Phase2IntegrityAlgorithms: ["SHA1"] })], /tunnel2Phase2Integrity/],
    "a weak group": [[vpn({ tunnel2Phase1DhGroupNumbers: [2, 14] })], /tunnel2Phase1Dh/],
    "a weak group beside unknown ones": [
      [vpn({ tunnel1Phase1DhGroupNumbers: unknown, tunnel2Phase1DhGroupNumbers: [2] })],
      /tunnel2Phase1Dh/,
    ],
  },
  unknown: { "unknown groups": [vpn({ tunnel1Phase1DhGroupNumbers: unknown })] },
});

const url = (authorizationType: unknown) =>
  draft("lambda.FunctionUrl", "url", { authorizationType });

describeRule(lambdaUrlAuth, {
  compliant: { IAM: [url("AWS_IAM")] },
  violations: {
    nobody: [[url("NONE")], /everybody may call/],
    "nothing said": [[url(undefined)], /everybody/],
  },
  unknown: { "an unknown type": [url(unknown)] },
});
