import { z } from "zod";
import { logRetention, network, port, wholeNumber } from "./common";
import { setting } from "./setting";

const allowedRange = setting(
  network,
  "An IPv4 range.",
  "an IPv4 network, for example 203.0.113.0/24, written with its first address",
);

/** The schema of `edge`. */
export const edgeSettings = z
  .strictObject({
    certificateArn: setting(
      z.string().regex(/^arn:aws(?:-cn|-us-gov)?:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/),
      "A certificate that exists already, in the stack's region. Either this, or `domainName` and `hostedZoneId`.",
      "the ARN of an ACM certificate, for example arn:aws:acm:us-east-1:111122223333:certificate/1a2b3c4d-0000-4000-8000-000000000000",
    ).optional(),
    domainName: setting(
      z.string().regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/),
      "Name under which the load balancer answers: it gets a certificate and an alias record.",
      "a domain name in lower case, for example orders.corp.example",
    ).optional(),
    hostedZoneId: setting(
      z.string().regex(/^Z[A-Z0-9]{1,31}$/),
      "Public Route 53 hosted zone of `domainName`.",
      "the id of a hosted zone, for example Z0123456789EXAMPLE",
    ).optional(),
    allowedCidrs: setting(
      z.array(allowedRange).min(1),
      "Who may connect to the load balancer.",
      "a list of at least one IPv4 network, for example [203.0.113.0/24]",
    ).default(["0.0.0.0/0"]),
    targetPort: port("Port on which the application answers, with HTTPS.").default(8443),
    healthCheckPath: setting(
      z.string().regex(/^\/[\x21-\x7e]{0,1023}$/),
      "Path that the application answers with a status of 200 when it is well.",
      "a path that starts with /, of at most 1,024 characters, for example /health",
    ).default("/health"),
    accessLogRetentionDays: wholeNumber(
      1,
      3650,
      "Days that the load balancer's access and connection logs are kept.",
    ).default(90),
    logRetentionDays: logRetention("the web application firewall's logs").default(30),
    rateLimitPerFiveMinutes: wholeNumber(
      10,
      2_000_000_000,
      "Requests that one address may make in five minutes.",
    ).default(2000),
  })
  .meta({
    oneOf: [{ required: ["certificateArn"] }, { required: ["domainName", "hostedZoneId"] }],
  });
