/** Placeholder for a value that looks like a credential. */
export const hidden = "[looks like a credential, and is not shown]";

/** Where credentials belong instead, for the end of a message. */
export const secretsInstead =
  "passwords belong in Secrets Manager, which dms.sources.<name>.secretArn and dms.target.secretArn name; the stack makes its own where they are left out";

/** Names of what holds a credential. */
const credentialName =
  /pass(?:word|wd|phrase)|(?:^|[^a-z])pwd|secret(?!arn)|credential|token|api[-_]?key|private[-_]?key|access[-_]?key/i;

const credentialForms = [
  // A user and a password in a URL, or before a host.
  /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:[^\s/@]+@/i,
  /^[^\s:/@]+:[^\s:/@]+@[^\s:/@]+/,
  // `password=…` in a connection string.
  /\b(?:password|passwd|pwd)\s*[=:]\s*\S/i,
  // Keys and tokens of AWS, GitHub, GitLab, Slack and Stripe, JSON web tokens, private keys.
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{30,}|glpat-[\w-]{20}|xox[abprs]-[\w-]{10,}|sk_live_\w{16,})/,
  /\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
];

/** Whether the name of a key suggests that its value is a credential, such as `dbPassword`. */
export function namesCredential(key: string): boolean {
  return credentialName.test(key);
}

/** Whether a text has the form of a credential, such as `mysql://root:…@host`. */
export function looksLikeCredential(text: string): boolean {
  return credentialForms.some((form) => form.test(text));
}

/** A value as JSON, without what looks like a credential by its form or by the name of its key. */
export function shownSafely(path: readonly (string | number)[], value: unknown): string {
  const last = path.findLast((part) => typeof part === "string");
  const text = JSON.stringify(value, (key, item: unknown) => {
    const isSecret =
      typeof item === "string" &&
      (namesCredential(key || (last ?? "")) || looksLikeCredential(item));
    return isSecret && !item.startsWith("arn:") ? hidden : item;
  });
  return text === JSON.stringify(hidden) ? hidden : text;
}
