import { shownSafely } from "./credentials";

/** A place in the configuration, from the top: keys, and positions in lists. */
export type Path = readonly (string | number)[];

const longestShown = 120;

/** Collects all faults of a configuration, to report them at once. */
export class Faults {
  readonly lines: string[] = [];

  /** @param secretKeys Top-level keys with a secret in them: none of their values is ever shown. */
  constructor(private readonly secretKeys: ReadonlySet<string>) {}

  add(path: Path, problem: string): void {
    this.lines.push(`${formatPath(path)}: ${problem}`);
  }

  /** A value as it appears in a message: nothing that looks like a credential. */
  show(path: Path, value: unknown): string {
    if (this.secretKeys.has(String(path[0]))) {
      return "[secret]";
    }
    const text = shownSafely(path, value);
    return text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
  }
}

/** A path as one would write it: `network.onPremises.cidrs[0]`. */
export function formatPath(path: Path): string {
  return path
    .map((part, index) => (typeof part === "number" ? `[${part}]` : `${index ? "." : ""}${part}`))
    .join("");
}

/** The configuration of a stack cannot be used. The message has one line for each fault. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";

  constructor(
    stack: string,
    /** One line for each fault: the place, the value, the allowed values. */
    readonly faults: readonly string[],
  ) {
    const count = faults.length === 1 ? "one fault" : `${faults.length} faults`;
    super([`The configuration of stack ${stack} has ${count}:`, ...faults].join("\n  "));
  }
}
