import { overlapCidr, parseCidr } from "cidr-tools";
import { z } from "zod";
import { logRetentionDays } from "../log-retention";
import { dailyWindowPattern, day, hour, parseWindow, weeklyWindowPattern } from "../windows";
import { setting } from "./setting";

/** A name that becomes part of physical names: hyphens single and inside, as AWS DMS requires. */
export const namePattern = /^[a-z](?:-?[a-z0-9])*$/;

/** Words for {@link namePattern}. */
export const nameAllowed =
  "lower-case letters, digits and single hyphens, starting with a letter and not ending with a hyphen";

/** An IPv4 range that starts at its network address. */
export const network = z.cidrv4({ abort: true }).refine(isNetworkAddress);

function isNetworkAddress(cidr: string): boolean {
  const { ip, start } = parseCidr(cidr);
  return parseCidr(ip).start === start;
}

/** Ranges of which no two may be the same or overlap; see `checks/address-ranges.ts`. */
export function networks(description: string) {
  const range = setting(
    network,
    "An IPv4 range.",
    "an IPv4 network, for example 192.168.10.0/24, written with its first address",
  );
  return setting(
    z.array(range).min(1),
    description,
    "a list of at least one IPv4 network, for example [192.168.10.0/24]",
  );
}

/** Ranges that no address on the internet has; those reserved for documentation are not among them. */
const notOnTheInternet = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "224.0.0.0/3",
];

/** An IPv4 address that the internet can reach. */
export const publicAddress = z
  .ipv4({ abort: true })
  .refine((address) => !overlapCidr(address, notOnTheInternet));

/** The ranges of {@link notOnTheInternet} that a load balancer takes targets from. */
const targetRanges = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"];

/** An IPv4 address of a private network. */
export const privateAddress = z
  .ipv4({ abort: true })
  .refine((address) => overlapCidr(address, targetRanges));

/** How long CloudWatch Logs keeps something. */
export function logRetention(what: string) {
  return setting(
    z.literal(logRetentionDays),
    `Days that ${what} are kept.`,
    `a number of days that CloudWatch Logs knows: ${logRetentionDays.join(", ")}`,
  );
}

const shortest = 30;

/** A time of every day, in UTC. */
export function dailyWindow(description: string) {
  return setting(
    z.string().regex(dailyWindowPattern).refine(lastsBetween(shortest, day)),
    description,
    'a daily window "hh:mm-hh:mm" (UTC) of at least 30 minutes, for example "03:00-04:00"',
  );
}

/** A time of every week, in UTC. */
export function weeklyWindow(description: string) {
  return setting(
    z.string().regex(weeklyWindowPattern).refine(lastsBetween(shortest, day)),
    description,
    'a weekly window "ddd:hh:mm-ddd:hh:mm" (UTC) of 30 minutes to 24 hours, for example "sun:04:30-sun:05:30"',
  );
}

/** A time of every week in whole hours, in UTC. */
export function weeklyHours(description: string) {
  return setting(
    z
      .string()
      .regex(weeklyWindowPattern)
      .regex(/^\w+:\d\d:00-\w+:\d\d:00$/)
      .refine(lastsBetween(hour, day)),
    description,
    'a weekly window "ddd:hh:00-ddd:hh:00" (UTC) of 1 to 24 whole hours, for example "sat:22:00-sun:00:00"',
  );
}

function lastsBetween(least: number, most: number): (text: string) => boolean {
  return (text) => {
    const minutes = parseWindow(text)?.minutes ?? 0;
    return minutes >= least && minutes <= most;
  };
}

/** A TCP port. */
export function port(description: string, least = 1) {
  return setting(z.int().min(least).max(65535), description, `a port, ${least} to 65535`);
}

/** A whole number of something. */
export function wholeNumber(least: number, most: number, description: string) {
  return setting(
    z.int().min(least).max(most),
    description,
    `a whole number, ${least.toLocaleString("en")} to ${most.toLocaleString("en")}`,
  );
}

const disjunction = new Intl.ListFormat("en", { type: "disjunction" });

/** One of several words. */
export function oneOf<const T extends readonly string[]>(words: T, description: string) {
  return setting(z.enum(words), description, disjunction.format(words));
}

/** Yes or no. */
export function yesOrNo(description: string) {
  return setting(z.boolean(), description, "true or false");
}

/** ARN of the policy that bounds what roles may do. */
export function permissionsBoundaryArn(description: string) {
  return setting(
    z.string().regex(/^arn:aws(?:-cn|-us-gov)?:iam::(?:\d{12}|aws):policy\/[\w+=,.@/-]{1,512}$/),
    description,
    "the ARN of an IAM policy, for example arn:aws:iam::111122223333:policy/landing-zone-boundary",
  );
}

/** ARN of a secret that exists already. */
export function secretArn(description: string) {
  return setting(
    z
      .string()
      .regex(/^arn:aws(?:-cn|-us-gov)?:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+$/),
    description,
    "the ARN of a Secrets Manager secret, for example arn:aws:secretsmanager:us-east-1:111122223333:secret:orders-AbCdEf",
  );
}
