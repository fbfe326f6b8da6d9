import { z } from "zod";
import { countryCodes } from "../countries";
import { managedRuleGroups } from "../waf-managed-rules";
import { logRetention, network, oneOf, wholeNumber, yesOrNo } from "./kinds";
import { setting } from "./setting";

/** AWS's limit of an IP set. */
const mostRanges = 10_000;

/** AWS's limit of a rule that matches countries. */
const mostCountries = 50;

/** A whole continent of addresses is a mistake, and would let everybody past all rules. */
const range = setting(
  network.regex(/\/(?:[89]|[12]\d|3[0-2])$/),
  "An IPv4 range.",
  "an IPv4 network of /8 or longer, for example 203.0.113.0/24, written with its first address",
);

function ranges(description: string) {
  return setting(
    z.array(range).max(mostRanges),
    description,
    "a list of at most 10,000 IPv4 networks, for example [203.0.113.0/24]",
  ).default([]);
}

function countries(description: string) {
  const country = setting(
    z.string().refine((code) => countryCodes.has(code)),
    "A country.",
    "two capital letters of ISO 3166-1 (or XK), for example DE",
  );
  return setting(
    z.array(country).max(mostCountries),
    description,
    `a list of at most ${mostCountries} countries by their two letters of ISO 3166-1, for example [AT, CH, DE]`,
  ).default([]);
}

const ruleName = setting(
  z.string().regex(/^\w+(?::\w+)?$/),
  "A rule.",
  "the name of a rule, such as RateLimitPerAddress, or <managed rule group>:<rule>",
);

const headerName = setting(
  z.string().regex(/^[a-z0-9-]{1,64}$/),
  "A header.",
  "the name of a header in lower case, for example x-api-key",
);

/** The schema of `edge.waf`: the web application firewall. */
export const wafSettings = z.strictObject({
  allowedCidrs: ranges("Addresses that skip all other rules, such as your own monitoring."),
  blockedCidrs: ranges("Addresses to block."),
  allowedCountries: countries(
    "Countries to accept requests from; empty: all. Either this or `blockedCountries`.",
  ),
  blockedCountries: countries("Countries to block."),
  rateLimitPerFiveMinutes: wholeNumber(
    10,
    2_000_000_000,
    "Requests per address and five minutes.",
  ).default(2000),
  managedRuleGroups: setting(
    z.array(oneOf(managedRuleGroups, "A managed rule group of AWS.")),
    "AWS's managed rule groups, which are evaluated in the order of this list's allowed values. Together with the other rules they may use 1,500 capacity units.",
    `a list of ${managedRuleGroups.join(", ")}`,
  ).default([
    "AWSManagedRulesAmazonIpReputationList",
    "AWSManagedRulesCommonRuleSet",
    "AWSManagedRulesKnownBadInputsRuleSet",
    "AWSManagedRulesSQLiRuleSet",
  ]),
  countOnly: setting(
    z.array(ruleName),
    "Rules that only count matching requests, for tuning: `BlockedAddresses`, `Countries`, `RateLimitPerAddress`, a managed rule group, or one rule of it as `<group>:<rule>`.",
    "a list of rules, for example [AWSManagedRulesCommonRuleSet:SizeRestrictions_BODY]",
  ).default([]),
  redactedHeaders: setting(
    z.array(headerName),
    "Request headers to redact in the log, besides `authorization` and `cookie`.",
    "a list of names of headers in lower case, for example [x-api-key]",
  ).default([]),
  redactQueryString: yesOrNo(
    "Whether to redact the query string in the log, because it may contain personal data.",
  ).default(false),
  loggedRequests: oneOf(
    ["all", "blockedAndCounted"],
    "Whether to log all requests, or only those that a rule blocked or counted.",
  ).default("all"),
  logRetentionDays: logRetention("the firewall's logs").default(30),
});

/** Settings of the web application firewall, with defaults filled in. */
export type WafSettings = z.output<typeof wafSettings>;
