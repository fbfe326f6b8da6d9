import { suggestion } from "./suggest";

/**
 * The keys of the AWS provider that a stack's file may have. The program makes its provider itself, so
 * that others would be ignored.
 */
const honoured = ["aws:region"];

/** Replacements of provider keys. */
const instead: Readonly<Record<string, string>> = {
  "aws:profile": "set AWS_PROFILE in the environment",
  "aws:accessKey": "set the credentials in the environment; do not store them in a stack's file",
  "aws:secretKey": "set the credentials in the environment; do not store them in a stack's file",
  "aws:token": "set the credentials in the environment; do not store them in a stack's file",
  "aws:assumeRoles": "assume the role in a profile, and set AWS_PROFILE",
  "aws:assumeRole": "assume the role in a profile, and set AWS_PROFILE",
  "aws:defaultTags": "use migration-landing-zone:tags",
  "aws:allowedAccountIds": "use migration-landing-zone:accountId",
  "aws:endpoints": "set AWS_ENDPOINT_URL in the environment",
};

/**
 * Faults of keys of the AWS provider, which would be ignored.
 *
 * @param values The whole configuration, by key.
 */
export function providerKeyFaults(values: Readonly<Record<string, string>>): readonly string[] {
  return Object.keys(values)
    .filter((key) => key.startsWith("aws:") && !honoured.includes(key))
    .map((key) => {
      const advice = instead[key] ?? `${suggestion(key, honoured)}remove it`;
      return `${key}: would be ignored, since the program configures its provider itself; ${advice}`;
    });
}
