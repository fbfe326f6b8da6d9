import { z } from "zod";
import { tlsPolicies } from "../tls-policies";
import { network, oneOf, port, privateAddress, wholeNumber, yesOrNo } from "./kinds";
import { setting } from "./setting";
import { wafSettings } from "./waf";

const allowedRange = setting(
  network,
  "An IPv4 range.",
  "an IPv4 network, for example 203.0.113.0/24, written with its first address",
);

const day = 86_400;

const label = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const domainNamePattern = new RegExp(`^(?:${label}\\.)+[a-z]{2,63}$`);
const certificateArnPattern = /^arn:aws(?:-cn|-us-gov)?:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/;
const certificateArnAllowed =
  "the ARN of an ACM certificate, for example arn:aws:acm:us-east-1:111122223333:certificate/1a2b3c4d-0000-4000-8000-000000000000";

/** Names on a certificate, unless ACM has raised the account's quota. */
const namesOfCertificate = 10;

/** Certificates of a load balancer besides its first one, unless the quota was raised. */
const furtherCertificates = 25;

function healthCheckPath(description: string) {
  return setting(
    z.string().regex(/^\/[\x21-\x7e]{0,1023}$/),
    description,
    "a path that starts with /, of at most 1,024 characters, for example /health",
  );
}

const onPremises = z.strictObject({
  addresses: setting(
    z
      .array(
        setting(
          privateAddress,
          "A server's address.",
          "a private IPv4 address, for example 192.168.10.40",
        ),
      )
      .min(1)
      .refine((addresses) => new Set(addresses).size === addresses.length),
    "Addresses of the application's servers, in `network.onPremises.cidrs`.",
    "a list of at least one private IPv4 address, each once, for example [192.168.10.40]",
  ),
  port: port("HTTPS port of the servers.").default(8443),
  healthCheckPath: healthCheckPath(
    "Path that a healthy server answers with status 200. Default: `edge.healthCheckPath`.",
  ).optional(),
  trafficPercent: wholeNumber(
    0,
    100,
    "Percentage of requests that the data centre serves; the cloud serves the rest. A change moves traffic within seconds and updates only the listener. Required without `phase` and in the phase `replicate`; every other phase sets it.",
  ).optional(),
  stickinessSeconds: wholeNumber(
    0,
    7 * day,
    "Seconds that a cookie keeps a client on the side that answered first; 0: each request is distributed separately. When one side serves all requests, clients are released at once, or within a second with `edge.balancing.stickinessSeconds`.",
  ).default(0),
});

const balancing = z.strictObject({
  algorithm: oneOf(
    ["round_robin", "least_outstanding_requests", "weighted_random"],
    "How to choose a target: in turn, the least busy one, or at random.",
  ).default("round_robin"),
  slowStartSeconds: setting(
    z.union([z.literal(0), z.int().min(30).max(900)]),
    "Seconds over which a new target's share of the requests grows to that of the others; 0: at once. Only with `round_robin`.",
    "0, or a whole number, 30 to 900",
  ).default(0),
  stickinessSeconds: wholeNumber(
    0,
    7 * day,
    "Seconds that a cookie keeps a client on one target, for applications with sessions in memory; 0: off. While `edge.onPremises` receives requests, deploy its `stickinessSeconds` first: AWS rejects both in one step.",
  ).default(0),
});

/** The schema of `edge`. */
export const edgeSettings = z
  .strictObject({
    certificateArn: setting(
      z.string().regex(certificateArnPattern),
      "An existing certificate in the stack's region. Either this, or `domainName` and `hostedZoneId`.",
      certificateArnAllowed,
    ).optional(),
    domainName: setting(
      z.string().regex(domainNamePattern).max(64),
      "Domain name of the load balancer. The stack creates its certificate and alias record.",
      "a domain name in lower case, of at most 64 characters, for example orders.corp.example",
    ).optional(),
    alternativeNames: setting(
      z
        .array(
          setting(
            z
              .string()
              .regex(new RegExp(`^(?:\\*\\.)?(?:${label}\\.)+[a-z]{2,63}$`))
              .max(253),
            "A further name of the certificate.",
            "a domain name in lower case, for example shop.corp.example, or *. before one",
          ),
        )
        .max(namesOfCertificate - 1),
      "More names of the certificate. Each gets an alias record, except wildcards such as `*.shop.corp.example`, which cover every name one label below. A change replaces the certificate.",
      `a list of at most ${namesOfCertificate - 1} domain names, for example [shop.corp.example]`,
    ).default([]),
    hostedZoneId: setting(
      z.string().regex(/^Z[A-Z0-9]{1,31}$/),
      "Public Route 53 hosted zone of `domainName` and of `alternativeNames`.",
      "the id of a hosted zone, for example Z0123456789EXAMPLE",
    ).optional(),
    hostedZoneName: setting(
      z.string().regex(domainNamePattern).max(253),
      "Name of that zone. Default: `domainName` without its first label.",
      "a domain name in lower case, for example corp.example",
    ).optional(),
    additionalCertificateArns: setting(
      z
        .array(
          setting(
            z.string().regex(certificateArnPattern),
            "A certificate that exists already.",
            certificateArnAllowed,
          ),
        )
        .max(furtherCertificates),
      "More existing certificates in the stack's region, for clients that request another name (SNI). Create the DNS records of their names yourself.",
      `a list of at most ${furtherCertificates} ARNs of ACM certificates`,
    ).default([]),
    internal: yesOrNo(
      "Whether only the VPC and the data centre can reach the load balancer: it is in the private subnets, and its DNS records return private addresses. A change deletes the load balancer before creating the new one.",
    ).default(false),
    tlsPolicy: oneOf(
      tlsPolicies,
      "TLS policy of the HTTPS listener: versions and ciphers that clients may use.",
    ).default("ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"),
    idleTimeoutSeconds: wholeNumber(
      1,
      4000,
      "Seconds after which an idle connection is closed.",
    ).default(60),
    desyncMitigation: oneOf(
      ["defensive", "strictest"],
      "Handling of requests that proxies may interpret differently: `strictest` rejects all that violate RFC 7230.",
    ).default("defensive"),
    allowedCidrs: setting(
      z.array(allowedRange).min(1),
      "IPv4 ranges that may connect to the load balancer. Default: all; for `internal`, the VPC and `network.onPremises.cidrs`.",
      "a list of at least one IPv4 network, for example [203.0.113.0/24]",
    ).optional(),
    targetPort: port("HTTPS port of the application.").default(8443),
    healthCheckPath: healthCheckPath(
      "Path that a healthy application answers with status 200.",
    ).default("/health"),
    balancing: balancing.prefault({}),
    onPremises: onPremises
      .describe(
        "The application in the data centre, reached through the VPN, while it still serves requests. Default: the cloud serves all requests.",
      )
      .optional(),
    accessLogRetentionDays: wholeNumber(
      1,
      3650,
      "Days that the load balancer's access and connection logs are kept.",
    ).default(90),
    waf: wafSettings.prefault({}),
  })
  .meta({
    oneOf: [{ required: ["certificateArn"] }, { required: ["domainName", "hostedZoneId"] }],
  });

/** The application in the data centre. Without a share of the requests it serves none. */
export type OnPremisesApplication = z.output<typeof onPremises>;

/** Settings of the load balancer, its names and its firewall, with defaults filled in. */
export type EdgeSettings = z.output<typeof edgeSettings>;
