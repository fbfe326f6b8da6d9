import { countryCodes } from "../../../lib/countries";
import { tlsPolicies } from "../../../lib/tls-policies";
import type { TriedValues } from "./dms-keys";

const secret = "arn:aws:secretsmanager:us-east-1:111122223333:secret:erp-AbCdEf";

const certificate =
  "arn:aws:acm:us-east-1:111122223333:certificate/5f0d2c1e-0000-4000-8000-000000000001";

/** One more than a rule of WAF takes. */
const manyCountries = [...countryCodes].slice(0, 51);

/** Values to try for each key of `edge`, except those of the data centre's application. */
export const edgeKeys: Readonly<Record<string, TriedValues>> = {
  "edge.certificateArn": {
    refused: [secret],
    allowed: "the ARN of an ACM certificate",
    accepted: [],
  },
  "edge.domainName": {
    refused: [
      "orders",
      "Orders.corp.example",
      "https://orders.corp.example",
      "*.corp.example",
      `${"a".repeat(52)}.corp.example`,
    ],
    allowed: "a domain name in lower case, of at most 64 characters",
    accepted: ["a.example", `${"a".repeat(51)}.corp.example`],
  },
  "edge.alternativeNames": {
    refused: ["shop.corp.example", Array.from({ length: 10 }, (_, at) => `shop${at}.corp.example`)],
    allowed: "at most 9 domain names",
    accepted: [[], ["shop.corp.example", "*.corp.example", "*.shop.corp.example"]],
  },
  "edge.hostedZoneName": {
    refused: ["example", "Corp.example", "*.corp.example"],
    allowed: "a domain name in lower case",
    accepted: ["corp.example", "orders.corp.example"],
  },
  "edge.additionalCertificateArns": {
    refused: [certificate, Array(26).fill(certificate)],
    allowed: "at most 25 ARNs of ACM certificates",
    accepted: [[], [certificate]],
  },
  "edge.hostedZoneId": {
    refused: ["/hostedzone/Z1", "z123"],
    allowed: "the id of a hosted zone",
    accepted: ["Z1D633PJN98FT9"],
  },
  "edge.internal": { refused: ["yes"], allowed: "true or false", accepted: [true, false] },
  "edge.tlsPolicy": {
    refused: ["ELBSecurityPolicy-2016-08", "TLS13"],
    allowed: "ELBSecurityPolicy-TLS13-1-3-2021-06",
    accepted: [...tlsPolicies],
  },
  "edge.idleTimeoutSeconds": { refused: [0, 4001], allowed: "1 to 4,000", accepted: [1, 4000] },
  "edge.desyncMitigation": {
    refused: ["monitor"],
    allowed: "defensive or strictest",
    accepted: ["defensive", "strictest"],
  },
  "edge.allowedCidrs": {
    refused: [[], "0.0.0.0/0"],
    allowed: "at least one IPv4 network",
    accepted: [["203.0.113.0/24", "198.51.100.7/32"]],
  },
  "edge.targetPort": { refused: [0], allowed: "1 to 65535", accepted: [443] },
  "edge.healthCheckPath": {
    refused: ["health", "/a b", `/${"a".repeat(1024)}`],
    allowed: "a path that starts with /",
    accepted: ["/", "/health?deep=1"],
  },
  "edge.balancing.algorithm": {
    refused: ["random"],
    allowed: "round_robin, least_outstanding_requests, or weighted_random",
    accepted: ["round_robin", "least_outstanding_requests", "weighted_random"],
  },
  "edge.balancing.slowStartSeconds": {
    refused: [29, 901, "60"],
    allowed: "0, or a whole number, 30 to 900",
    accepted: [0, 30, 900],
  },
  "edge.balancing.stickinessSeconds": {
    refused: [-1, 604_801],
    allowed: "0 to 604,800",
    accepted: [0, 604_800],
  },
  "edge.accessLogRetentionDays": { refused: [0, 3651], allowed: "1 to 3,650", accepted: [1, 3650] },
  "edge.waf.logRetentionDays": { refused: [91], allowed: "1, 3, 5, 7", accepted: [90] },
  "edge.waf.rateLimitPerFiveMinutes": {
    refused: [9, 2_000_000_001],
    allowed: "10 to 2,000,000,000",
    accepted: [10, 2_000_000_000],
  },
  "edge.waf.allowedCidrs": {
    refused: ["203.0.113.0/24", Array(10_001).fill("203.0.113.7/32")],
    allowed: "at most 10,000 IPv4 networks",
    accepted: [[], ["203.0.113.0/24", "198.51.100.7/32"], ["11.0.0.0/8"]],
  },
  "edge.waf.blockedCidrs": {
    refused: ["all"],
    allowed: "at most 10,000 IPv4 networks",
    accepted: [["203.0.113.0/24"]],
  },
  "edge.waf.allowedCountries": {
    refused: ["DE", manyCountries],
    allowed: "at most 50 countries",
    accepted: [[], ["AT", "CH", "DE"], manyCountries.slice(1)],
  },
  "edge.waf.blockedCountries": {
    refused: ["KP", manyCountries],
    allowed: "at most 50 countries",
    accepted: [["GB"], manyCountries.slice(1)],
  },
  "edge.waf.managedRuleGroups": {
    refused: ["all"],
    allowed: "AWSManagedRulesAnonymousIpList",
    accepted: [["AWSManagedRulesCommonRuleSet", "AWSManagedRulesAnonymousIpList"]],
  },
  "edge.waf.countOnly": {
    refused: ["RateLimitPerAddress"],
    allowed: "rule",
    accepted: [["RateLimitPerAddress", "AWSManagedRulesCommonRuleSet:SizeRestrictions_BODY"]],
  },
  "edge.waf.redactedHeaders": {
    refused: ["x-api-key"],
    allowed: "in lower case",
    accepted: [["x-api-key"]],
  },
  "edge.waf.redactQueryString": {
    refused: ["yes"],
    allowed: "true or false",
    accepted: [true, false],
  },
  "edge.waf.loggedRequests": {
    refused: ["none"],
    allowed: "all or blockedAndCounted",
    accepted: ["all", "blockedAndCounted"],
  },
};

/** Values to try for each key of the data centre's application. */
export const hybridKeys: Readonly<Record<string, TriedValues>> = {
  "edge.onPremises.addresses": {
    refused: [[], "192.168.10.40", ["192.168.10.40", "192.168.10.40"]],
    allowed: "at least one private IPv4 address, each once",
    accepted: [["192.168.10.40", "192.168.10.41"]],
  },
  "edge.onPremises.port": { refused: [0], allowed: "1 to 65535", accepted: [443] },
  "edge.onPremises.healthCheckPath": {
    refused: ["alive"],
    allowed: "a path that starts with /",
    accepted: ["/alive"],
  },
  "edge.onPremises.trafficPercent": {
    refused: [-1, 101, 0.5, "90"],
    allowed: "a whole number, 0 to 100",
    accepted: [0, 100],
  },
  "edge.onPremises.stickinessSeconds": {
    refused: [-1, 604_801],
    allowed: "0 to 604,800",
    accepted: [0, 604_800],
  },
};
