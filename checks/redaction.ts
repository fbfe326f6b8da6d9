/** Options whose value could be a secret. `--secret-id` is not among them: it only names one. */
const secretOption =
  /^--[a-z-]*(password|passphrase|secret-string|secret-binary|token|shared-key|private-key|credential|cli-input)[a-z-]*/;

/** The text without the values that a command was given for secret options, wherever they stand. */
export function redact(text: string, args: readonly string[]): string {
  return secretValues(args).reduce((clean, value) => clean.replaceAll(value, "[redacted]"), text);
}

/** Values of secret options, given as `--option value` or as `--option=value`. */
function secretValues(args: readonly string[]): string[] {
  return args
    .flatMap((argument, index) => {
      if (!secretOption.test(argument)) return [];
      const [, ...assigned] = argument.split("=");
      return [assigned.length > 0 ? assigned.join("=") : (args[index + 1] ?? "")];
    })
    .filter((value) => value !== "");
}
